namespace Baotuan.Industry.Scopes;

/// <summary>Who is on the list in a month: the entry with the last start not after it decides.</summary>
internal sealed class ScopeList
{
    private readonly Dictionary<(long, string), ScopeRow[]> _rows;

    private ScopeList(Dictionary<(long, string), ScopeRow[]> rows) => _rows = rows;

    public static ScopeList Of(IEnumerable<ScopeRow> standing) =>
        new(standing.GroupBy(s => (s.FirmId, s.Series)).ToDictionary(g => g.Key, g => g.OrderBy(s => s.ValidFrom).ToArray()));

    /// <param name="month">First day.</param>
    public bool Has(long firm, string series, DateOnly month) => Entry(firm, series, month) is not null;

    /// <summary>The entry that holds in a month; null where there is none.</summary>
    public ScopeRow? Entry(long firm, string series, DateOnly month) =>
        _rows.TryGetValue((firm, series), out var rows) && Array.FindLast(rows, s => s.ValidFrom <= month) is { } entry && (entry.ValidTo is null || entry.ValidTo > month) ? entry : null;

    /// <summary>Firms with an entry in a series.</summary>
    public IEnumerable<long> Firms(string series) => _rows.Keys.Where(k => k.Item2 == series).Select(k => k.Item1);
}
