using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.DataSets;

/// <summary>A line of the list: who has to report what, and how far it is.</summary>
internal sealed record DataSetLine(DataSetInfo Set, Period Period, DataStanding Standing, bool IsOverdue)
{
    public string Href => DataAddress.Of(Set.Code, Period, Standing.Organization.Code);
}

/// <summary>What the list 定期填报 is narrowed by; without a period, of every set the last one that is over.</summary>
internal sealed record DataSetFilter(string? Set, string? PeriodText, string? State, string? Text, DateOnly Today)
{
    private const string Overdue = "overdue";

    public static readonly IReadOnlyList<FieldOption> States = [new(Overdue, "逾期没有报全"), .. DataStates.All.Select(s => new FieldOption(s.Code, s.Chinese))];

    public static DataSetFilter Read(Func<string, string?> query, DateOnly today) => new(query("set"), query("period"), query("state"), query("q"), today);

    /// <summary>The boards that are asked for, and the lines of them that fit. Refused where the period cannot be read.</summary>
    public async Task<Outcome<(IReadOnlyList<DataBoard> Boards, IReadOnlyList<DataSetLine> Lines)>> LoadAsync(BaotuanDb db, IReadOnlyList<DataSetInfo> sets, CancellationToken cancel)
    {
        Period asked = default;
        if (PeriodText is not null && !Period.TryParse(PeriodText, out asked))
        {
            return new Refusal("period_not_readable", "期间请写成 2022、2022-H2、2022-Q4 或 2022-11。");
        }

        var boards = new List<DataBoard>();
        foreach (var set in sets.Where(s => Set is null || s.Code == Set))
        {
            var period = PeriodText is null ? DataPeriods.LastOver(set.PeriodType, set.ValidTo is { } to && to < Today ? to.AddDays(1) : Today) : asked;
            if (await DataBook.BoardAsync(db, set.Code, period, cancel) is { Ok: true } board)
            {
                boards.Add(board.Value);
            }
        }

        return (boards, [.. boards.SelectMany(Lines)]);
    }

    private IEnumerable<DataSetLine> Lines(DataBoard board) => board.Organizations
        .Where(o => Text is null || o.Organization.Name.Contains(Text, StringComparison.Ordinal) || o.Organization.Code == Text)
        .Select(o => new DataSetLine(board.Set, board.Period, o, o.IsOverdue(board.Set.DueOn(board.Period), Today)))
        .Where(l => State is null || (State == Overdue ? l.IsOverdue : DataStates.Code(l.Standing.State) == State));
}

/// <summary>Addresses of data sets.</summary>
internal static class DataAddress
{
    public static string Of(string set, Period period) => $"/datasets/{Uri.EscapeDataString(set)}/{period.Code}";

    public static string Of(string set, Period period, string organization) => $"{Of(set, period)}/{Uri.EscapeDataString(organization)}";
}

/// <summary>States as the pages show them.</summary>
internal static class DataWords
{
    public static Tone Tone(DataState state) => state switch
    {
        DataState.None => Platform.Pages.Tone.Neutral,
        DataState.Open => Platform.Pages.Tone.Warn,
        DataState.Complete => Platform.Pages.Tone.Info,
        _ => Platform.Pages.Tone.Good,
    };
}
