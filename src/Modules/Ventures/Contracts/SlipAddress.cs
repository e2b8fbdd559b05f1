using System.Globalization;
using Baotuan.Kernel;

namespace Baotuan.Ventures.Contracts;

/// <summary>The address of a household's slip without an account. It names nobody and no amount; the code is a secret of the household's.</summary>
/// <param name="CascadeId">Of the distribution.</param>
/// <param name="Line">Number of the household's first line in it, from 1.</param>
/// <param name="Code">Sixteen letters and digits that nobody guesses.</param>
public sealed record SlipAddress(long CascadeId, long Line, string Code)
{
    private const int Group = 4;

    /// <summary>Under the root of the site.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"/r/{CascadeId}/{Line}/{Code}");

    /// <summary>For typing, where the QR code is not there or cannot be scanned: <c>12-345-abcd-efgh-jkmn-pqrs</c>.</summary>
    public string Typed => string.Create(CultureInfo.InvariantCulture, $"{CascadeId}-{Line}-{string.Join('-', Code.Chunk(Group).Select(c => new string(c)))}");

    /// <summary>Reads what somebody typed, with or without dashes between the letters, or the whole address that stands under the QR code; null when it is none.</summary>
    public static SlipAddress? Parse(string typed)
    {
        var text = HalfWidth.Trimmed(typed).ToLowerInvariant();
        var address = text.LastIndexOf("/r/", StringComparison.Ordinal);
        var parts = (address < 0 ? text : text[(address + 3)..]).Split((char[])['-', '－', '—', ' ', '/'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= 3 && Number(parts[0]) is { } cascade && Number(parts[1]) is { } line && string.Concat(parts[2..]) is { Length: 16 } code && code.All(char.IsAsciiLetterOrDigit)
            ? new(cascade, line, code)
            : null;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
