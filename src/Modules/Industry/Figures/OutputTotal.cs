using Baotuan.Kernel;

namespace Baotuan.Industry.Figures;

/// <summary>Sums over the firms of a list, each once however many chains it stands in. Amounts in fen.</summary>
/// <param name="Firms">On the list.</param>
/// <param name="Reported">Of these with a report: "37 of 41".</param>
/// <param name="MonthFen">Over those that reported the month alone.</param>
/// <param name="MonthReported">How many these are.</param>
/// <param name="Comparable">Firms with a figure and with a base.</param>
/// <param name="ComparableFen">Their figures.</param>
/// <param name="BaseFen">Their bases.</param>
/// <param name="ThenFirms">Firms in <paramref name="ThenFen"/>.</param>
/// <param name="ThenFen">The total of the year before, of the list as it was then, as known then.</param>
internal sealed record OutputTotal(
    int Firms, int Reported, long CumulativeFen, int MonthReported, long MonthFen, int Comparable, long ComparableFen, long BaseFen, int ThenFirms, long ThenFen)
{
    /// <summary>同比（同口径）: the same firms a year before. Null over nothing or 0.</summary>
    public Rational? Growth => BaseFen == 0 ? null : new Rational(ComparableFen - BaseFen, BaseFen);

    /// <summary>名义增速: over the total that was known a year before, of another list. Null over nothing or 0.</summary>
    public Rational? NominalGrowth => ThenFen == 0 || Reported == 0 ? null : new Rational(CumulativeFen - ThenFen, ThenFen);

    public static OutputTotal Of(IReadOnlyCollection<FirmFigure> figures)
    {
        var (month, comparable) = (figures.Where(f => f.Now is not null && f.MonthFen is not null).ToList(), figures.Where(f => f.IsComparable).ToList());
        return new(
            figures.Count(f => f.Listed), figures.Count(f => f.Now is not null), figures.Sum(f => f.Now ?? 0),
            month.Count, month.Sum(f => f.MonthFen!.Value),
            comparable.Count, comparable.Sum(f => f.Now!.Value), comparable.Sum(f => f.BaseFen!.Value),
            figures.Count(f => f.Then is not null), figures.Sum(f => f.Then ?? 0));
    }
}

/// <summary>A chain beside the whole. Chains overlap, so these do not add up to the whole.</summary>
internal sealed record ChainTotal(string Chain, OutputTotal Total, OutputTotal Whole)
{
    /// <summary>占比 of the cumulative output. Null over 0.</summary>
    public Rational? Share => Whole.CumulativeFen == 0 ? null : new Rational(Total.CumulativeFen, Whole.CumulativeFen);

    /// <summary>贡献率: of the growth of the same firms, how much comes from the chain. Null where the whole neither grew nor fell.</summary>
    public Rational? Contribution =>
        Whole.ComparableFen == Whole.BaseFen ? null : new Rational(Total.ComparableFen - Total.BaseFen, Whole.ComparableFen - Whole.BaseFen);

    /// <summary>拉动: the part of the growth of the whole that comes from the chain; × 100 in percentage points. Null over 0.</summary>
    public Rational? Pull => Whole.BaseFen == 0 ? null : new Rational(Total.ComparableFen - Total.BaseFen, Whole.BaseFen);

    public static IReadOnlyList<ChainTotal> Of(IReadOnlyCollection<FirmFigure> figures, IEnumerable<string> chains)
    {
        var whole = OutputTotal.Of(figures);
        return [.. chains.Select(c => new ChainTotal(c, OutputTotal.Of([.. figures.Select(f => f.In(c))]), whole))];
    }
}
