using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Income;

/// <summary>A village in the list of incomes.</summary>
/// <param name="Rank">By recurring income; equal amounts share a rank.</param>
/// <param name="RankBefore">In the year before, among the same villages; null where it had no income then.</param>
internal sealed record IncomeRow(VillageStanding Standing, int Rank, int? RankBefore);

/// <summary>What the list of incomes is narrowed and ordered by. Ranking is asked for, never shown by itself.</summary>
internal sealed record IncomeFilter(int Year, string Scope, string? State, bool Ranked)
{
    public static readonly IReadOnlyList<FieldOption> States = [new("weak", "薄弱村"), new("entered", "本年进入"), new("left", "本年退出"), new("none", "没有判断")];

    public static IncomeFilter Read(Conditions asked, DateOnly today) => new(
        asked.Year("year", "年度") ?? today.Year - 1, asked.Text("place") is { } place ? $"unit:{place}" : "*", asked.OneOf("state", "薄弱村", States), asked.Text("order") == "rank");

    public async Task<Outcome<IReadOnlyList<IncomeRow>>> LoadAsync(BaotuanDb db, CancellationToken cancel)
    {
        var years = await VillageIncome.YearsAsync(db, Scope, Ranked ? Year - 1 : Year, Year, long.MaxValue, cancel);
        if (!years.Ok)
        {
            return Outcome<IReadOnlyList<IncomeRow>>.Refused(years.Refusals);
        }

        var now = years.Value[Year];
        var before = Ranked ? Ranks(years.Value[Year - 1]) : [];
        var ranks = Ranks(now);
        var rows = now.Select(s => new IncomeRow(s, ranks.GetValueOrDefault(s.Village.Id, now.Count), before.TryGetValue(s.Village.Id, out var rank) ? rank : null))
            .Where(r => State switch { "weak" => r.Standing.IsWeak == true, "entered" => r.Standing.Entered, "left" => r.Standing.Left, "none" => r.Standing.IsWeak is null, _ => true });
        return Outcome<IReadOnlyList<IncomeRow>>.Of([.. Ranked ? rows.OrderBy(r => r.Rank).ThenBy(r => r.Standing.Village.Code, StringComparer.Ordinal) : rows]);
    }

    public static string Chinese(VillageStanding s) => s switch
    {
        { IsWeak: null } => "没有判断", { Entered: true } => "薄弱村，本年进入", { IsWeak: true } => "薄弱村", { Left: true } => "不是，本年退出", _ => "不是",
    };

    public static Tone Tone(VillageStanding s) => s.IsWeak switch { null => Platform.Pages.Tone.Neutral, true => Platform.Pages.Tone.Warn, false => Platform.Pages.Tone.Good };

    // villages without any income have no rank to compare
    private static Dictionary<long, int> Ranks(IReadOnlyList<VillageStanding> standings) => standings.Where(s => s.Of(VillageIncome.Recurring) != Money.Zero)
        .ToDictionary(s => s.Village.Id, s => 1 + standings.Count(other => other.Of(VillageIncome.Recurring) > s.Of(VillageIncome.Recurring)));
}
