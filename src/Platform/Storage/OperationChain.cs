using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Storage;

/// <summary>What breaks the chain of the operation log.</summary>
/// <param name="OperationId">The first line that does not follow from the one before it.</param>
public sealed record ChainBreak(long OperationId, string Message);

/// <summary>
/// The chain of the operation log. A line's hash is SHA-256 over the hash before it and every field of the line, each with
/// its length in front, so that no two different lines have the same bytes. Lines are numbered without a gap.
/// </summary>
public static class OperationChain
{
    /// <summary>What the first line follows.</summary>
    public const string Beginning = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Hash of the last line, or <see cref="Beginning"/>.</summary>
    public static async Task<string> LastHashAsync(BaotuanDb db, CancellationToken cancel) =>
        await db.Set<Operation>().AsNoTracking().OrderByDescending(o => o.Id).Select(o => o.Hash).FirstOrDefaultAsync(cancel) ?? Beginning;

    /// <summary>Walks the whole chain and says where it breaks first; null when it does not.</summary>
    public static async Task<ChainBreak?> CheckAsync(BaotuanDb db, CancellationToken cancel)
    {
        var (hash, number) = (Beginning, 0L);
        await foreach (var operation in db.Set<Operation>().AsNoTracking().OrderBy(o => o.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (operation.Id != ++number)
            {
                return new(number, $"操作日志缺第 {number} 条：下一条是第 {operation.Id} 条。");
            }

            if (operation.Hash != (hash = HashOf(operation, hash)))
            {
                return new(number, $"操作日志第 {number} 条与前面对不上：内容被改过，或前面有增删。");
            }
        }

        // the counter that hands out numbers knows how many there were
        var next = await db.Set<Sequence>().AsNoTracking().Where(s => s.Name == "platform_operation").Select(s => (long?)s.Next).FirstOrDefaultAsync(cancel);
        return next is { } expected && expected != number + 1 ? new(number + 1, $"操作日志末尾{(number < expected - 1 ? "少" : "多")}了：应有 {expected - 1} 条，现有 {number} 条。") : null;
    }

    internal static string HashOf(Operation o, string previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in (string?[])
            ["baotuan-operation/v1", previous, $"{o.Id}", $"{o.RecordedAtMs}", o.Actor, $"{o.UserId}", o.UnitId?.ToString(), o.Address, o.Kind, o.Action,
                o.Subject, o.OrganizationId?.ToString(), o.Details, o.Before, o.After])
        {
            Append(hash, text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // absent and empty are two things
    private static void Append(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        hash.AppendData(length);
        hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
    }
}
