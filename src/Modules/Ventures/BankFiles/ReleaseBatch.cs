using System.Security.Cryptography;
using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Leaves;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.BankFiles;

/// <summary>
/// Two persons release a frozen batch over its fingerprint before its file can be written. The fingerprint is the SHA-256 of the
/// UTF-8 file: names, accounts, amounts and their order. What was changed behind the releases does not go out.
/// </summary>
internal static class ReleaseBatch
{
    private const int Needed = 2;

    public static async Task<Outcome<BankReleases>> RunAsync(
        BaotuanDb db, FieldProtector fields, long batchId, string contentHash, CancellationToken cancel)
    {
        var batch = await db.Set<BankBatch>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == batchId, cancel);
        db.Access.Require(VenturesPermissions.BankRelease, batch?.CollectiveId ?? 0);
        var shown = await ShowAsync(db, fields, batchId, cancel);
        if (!shown.Ok || batch is null)
        {
            return shown;
        }

        if ((Problem(db.Caller, batch, shown.Value, contentHash) ?? await Recusal.CheckAsync(db, new([batch.CollectiveId]), cancel)) is { } refusal)
        {
            return refusal;
        }

        db.Add(new BankRelease
        {
            BatchId = batchId, UserId = db.Caller.UserId, UserName = db.Caller.Name, ContentHash = contentHash, RecordedAtMs = db.RecordedAtMs,
        });
        await db.LogAsync("bank_batch.release", $"bank_batch/{batchId}", $"sha256 {contentHash}", cancel, batch.CollectiveId);
        await db.SaveChangesAsync(cancel);
        VentureLeaves.BankReleases.Written(db, batchId);
        return await ShowAsync(db, fields, batchId, cancel);
    }

    public static async Task<Outcome<BankReleases>> ShowAsync(BaotuanDb db, FieldProtector fields, long batchId, CancellationToken cancel)
    {
        var found = await BankFileActs.LoadAsync(db, batchId, cancel);
        if (!found.Ok)
        {
            return Outcome<BankReleases>.Refused(found.Refusals);
        }

        BankFileActs.RequireBank(db, found.Value.Batch.CollectiveId);
        var rows = await WriteFile.RowsAsync(db, fields, found.Value.Batch, found.Value.Cascade, cancel);
        if (!rows.Ok)
        {
            return Outcome<BankReleases>.Refused(rows.Refusals);
        }

        var hash = HashOf(rows.Value);
        var given = await GivenAsync(db, batchId, cancel);
        return new BankReleases(hash, given, Math.Max(0, Needed - given.Count(g => g.ContentHash == hash)));
    }

    public static string HashOf(IReadOnlyList<BankFileRow> rows) =>
        Convert.ToHexStringLower(SHA256.HashData(BankFileText.Write(rows, BankFileText.Utf8).Value));

    /// <summary>Why the file may not be written yet; null when two persons released exactly this.</summary>
    public static async Task<Refusal?> MissingAsync(BaotuanDb db, long batchId, string hash, CancellationToken cancel)
    {
        var given = await GivenAsync(db, batchId, cancel);
        var count = given.Count(g => g.ContentHash == hash);
        if (count >= Needed)
        {
            return null;
        }

        return given.Count > count
            ? new("batch_differs_from_release", "代发明细和放行时不同，文件没有生成。请停止使用这一批，核对是谁改了名册或账号。")
            : new("bank_file_not_released", $"代发文件要由两名不同的人（不含制作人）放行，还差 {Needed - count} 人。请他们登录网页，在这一批的页面核对后放行；命令行和程序不能代替人放行。");
    }

    private static Refusal? Problem(Caller caller, BankBatch batch, BankReleases shown, string contentHash)
    {
        if (caller.UserId == 0)
        {
            return new("program_may_not_release", "程序不能代替人放行代发文件。请由本人登录后放行。");
        }

        if (batch.PreparedBy == caller.UserId)
        {
            return new("releaser_prepared_it", "谁制作的代发文件谁不能放行。请由别人放行。");
        }

        if (shown.Given.Any(g => g.UserId == caller.UserId))
        {
            return new("already_released", "你已经放行过这一批。还差的要由另一个人放行。");
        }

        return shown.ContentHash == contentHash ? null : new("batch_differs_from_release", "代发明细和刚才看到的不同，没有放行。请刷新页面重新核对。");
    }

    private static async Task<IReadOnlyList<BankReleaseInfo>> GivenAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        await db.Set<BankRelease>().AsNoTracking().Where(r => r.BatchId == batchId).OrderBy(r => r.RecordedAtMs)
            .Select(r => new BankReleaseInfo(r.UserId, r.UserName, r.ContentHash, r.RecordedAtMs)).ToListAsync(cancel);
}
