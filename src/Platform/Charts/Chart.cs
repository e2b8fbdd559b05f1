using System.Text.Json;
using System.Text.Json.Serialization;

namespace Baotuan.Platform.Charts;

/// <summary>
/// What a picture shows, free of how it is drawn. Every chart can also say itself as a table, and has a form for narrow screens.
/// Values are whole numbers (fen, 1/10000 mu, counts); the drawing code turns them into the unit's texts.
/// </summary>
public abstract record Chart(ChartUnit Unit)
{
    internal const int WideWidth = 760;
    internal const int NarrowWidth = 270;

    /// <summary>Heads of the data table.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Lines of the data table as texts.</summary>
    public abstract IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>How many leading columns are names; the others are numbers.</summary>
    public abstract int NameColumns { get; }

    /// <summary>True when there is nothing to draw.</summary>
    public bool IsEmpty => Rows.Count == 0;

    internal abstract string ToJson(bool narrow);

    private protected static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>One row of bars (or a line drawn over them) with one value per category.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<long> Values, bool Line = false);

/// <summary>Bars side by side per category: promise against paid by year, income by village.</summary>
public sealed record BarChart(ChartUnit Unit, string CategoryName, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series, bool Horizontal = false)
    : Chart(Unit)
{
    // More categories than this no longer fit side by side on a phone.
    private const int NarrowLimit = 6;

    /// <summary>What was promised and what was paid, year by year, in fen.</summary>
    public static BarChart PromiseAndPaid(IEnumerable<(int Year, long PromisedFen, long PaidFen)> years, string promised = "约定", string paid = "已付")
    {
        var all = years.OrderBy(y => y.Year).ToList();
        return new BarChart(ChartUnit.Wan, "年度", [.. all.Select(y => $"{y.Year}年")],
            [new(promised, [.. all.Select(y => y.PromisedFen)]), new(paid, [.. all.Select(y => y.PaidFen)])]);
    }

    public override IReadOnlyList<string> Columns => [CategoryName, .. Series.Select(s => $"{s.Name}（{Unit.Text}）")];

    public override IReadOnlyList<IReadOnlyList<string>> Rows =>
        [.. Categories.Select((name, i) => (IReadOnlyList<string>)[name, .. Series.Select(s => Unit.Format(s.Values[i]))])];

    public override int NameColumns => 1;

    internal override string ToJson(bool narrow)
    {
        var across = Horizontal || (narrow && Categories.Count > NarrowLimit);
        var height = across ? 64 + Categories.Count * (18 + 20 * Series.Count) : narrow ? 240 : 320;
        return JsonSerializer.Serialize(new
        {
            kind = "bars",
            width = narrow ? NarrowWidth : WideWidth,
            height,
            places = Unit.Places,
            horizontal = across,
            categories = Categories,
            series = Series,
        }, Json);
    }
}

/// <summary>An amount that goes from one named place to another.</summary>
public sealed record FlowLink(string From, string To, long Value);

/// <summary>Where money comes from and where it goes. Names must not form a circle. On a phone it becomes a list of bars.</summary>
public sealed record FlowChart(ChartUnit Unit, IReadOnlyList<FlowLink> Links) : Chart(Unit)
{
    /// <summary>Money in by source: every source flows into one target, in fen; sources without money are left out.</summary>
    public static FlowChart MoneyIn(string target, IEnumerable<(string Source, long Fen)> sources) =>
        new(ChartUnit.Wan, [.. sources.Where(s => s.Fen > 0).OrderByDescending(s => s.Fen).Select(s => new FlowLink(s.Source, target, s.Fen))]);

    public override IReadOnlyList<string> Columns => ["来自", "去向", $"金额（{Unit.Text}）"];

    public override IReadOnlyList<IReadOnlyList<string>> Rows =>
        [.. Links.Select(l => (IReadOnlyList<string>)[l.From, l.To, Unit.Format(l.Value)])];

    public override int NameColumns => 2;

    internal override string ToJson(bool narrow)
    {
        if (narrow)
            return AsBars().ToJson(narrow: true);
        List<string> nodes = [.. Links.SelectMany(l => new[] { l.From, l.To }).Distinct()];
        var tallest = Math.Max(Links.Select(l => l.From).Distinct().Count(), Links.Select(l => l.To).Distinct().Count());
        return JsonSerializer.Serialize(new
        {
            kind = "flow",
            width = WideWidth,
            height = Math.Clamp(tallest * 64, 200, 900),
            places = Unit.Places,
            nodes,
            links = Links,
        }, Json);
    }

    private BarChart AsBars()
    {
        var single = Links.Select(l => l.To).Distinct().Count() == 1;
        return new BarChart(Unit, "来自", [.. Links.Select(l => single ? l.From : $"{l.From} → {l.To}")], [new("金额", [.. Links.Select(l => l.Value)])], Horizontal: true);
    }
}
