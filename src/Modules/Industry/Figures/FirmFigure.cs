namespace Baotuan.Industry.Figures;

/// <summary>What is known of a firm in a month and in the same month of the year before; amounts in fen, from January to the month.</summary>
/// <param name="Listed">On the list of the series this month.</param>
/// <param name="CumulativeFen">Null where it did not report, which is not 0.</param>
/// <param name="BaseFen">The year before as reported this year, for the firm as it is now.</param>
/// <param name="ListedThen">On the list the year before.</param>
/// <param name="ThenFen">What was known of it then; null where nothing was.</param>
/// <param name="Chains">Codes of its chains at the end of the month.</param>
/// <param name="ChainsThen">The same of the year before.</param>
/// <param name="KnownSinceMs">When the later of list entry and report was recorded.</param>
internal sealed record FirmFigure(
    long FirmId, bool Listed, long? MonthFen, long? CumulativeFen, long? BaseFen, bool ListedThen, long? ThenFen,
    IReadOnlyList<string> Chains, IReadOnlyList<string> ChainsThen, long KnownSinceMs)
{
    /// <summary>What counts: not on the list is as good as not there.</summary>
    public long? Now => Listed ? CumulativeFen : null;

    public long? Then => ListedThen ? ThenFen : null;

    public bool IsComparable => Now is not null && BaseFen is not null;

    /// <summary>The firm as one chain sees it: elsewhere it is not listed.</summary>
    public FirmFigure In(string chain) => this with { Listed = Listed && Chains.Contains(chain), ListedThen = ListedThen && ChainsThen.Contains(chain) };
}
