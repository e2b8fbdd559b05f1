using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ventures.Imports;

/// <summary>From ids to the codes that stand in files, for exports.</summary>
internal static class OrganizationCodesOf
{
    /// <summary>A function that gives the code of each of these organisations, and null for null.</summary>
    public static async Task<Func<long?, string?>> Async(BaotuanDb db, IEnumerable<long?> ids, CancellationToken cancel)
    {
        var found = await Organizations.ByIdsAsync(db, ids.OfType<long>(), cancel);
        return id => id is { } known ? found[known].Code : null;
    }
}

/// <summary>Texts that may be empty: stored as empty text, exported as empty cells.</summary>
internal static class Filled
{
    public static string? OrNull(string text) => text.Length == 0 ? null : text;
}
