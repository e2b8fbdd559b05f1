namespace Baotuan.Cases.Kinds;

/// <summary>
/// A clock of a kind: it starts at an act and stops at another. How many days it has, natural or working, is a dated parameter by region (rules/case-days.csv),
/// unless the act that starts it names the day.
/// </summary>
/// <param name="Starts">Acts that start it.</param>
/// <param name="Ends">Acts that stop it; an end of the case stops every clock.</param>
internal sealed record CaseClock(string Code, string Chinese, string[] Starts, string[] Ends)
{
    /// <summary>False where the days run from the first start, whoever takes the case over later.</summary>
    public bool Restarts { get; init; } = true;

    /// <summary>States in which its days do not count.</summary>
    public string[] PausedIn { get; init; } = [];

    /// <summary>A right that lapses, and no duty: its last day passes without anybody being late.</summary>
    public bool IsRight { get; init; }

    /// <summary>Runs only where a day is named.</summary>
    public bool OnlyNamedDays { get; init; }
}
