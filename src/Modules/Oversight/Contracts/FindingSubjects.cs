namespace Baotuan.Oversight.Contracts;

/// <summary>Records on which a finding can be raised from their own page.</summary>
public static class FindingSubjects
{
    /// <summary>The subject whose page an address is (<c>/vouchers/34</c> is <c>voucher/34</c>), whole or only its path; null where it is no such page.</summary>
    public static string? OfPage(string address)
    {
        var path = Uri.TryCreate(address.Trim(), UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" ? whole.AbsolutePath : address.Trim().Split('?', '#')[0];
        return SubjectNames.OfPage(path) is { } subject && Owned.Contains(subject.Split('/')[0]) ? subject : null;
    }

    // the kinds of which the owner is known, so that the unit that answers need not be typed
    private static readonly HashSet<string> Owned = ["voucher", "distribution", "payment", "cascade", "case"];
}
