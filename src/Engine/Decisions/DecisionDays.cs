namespace Baotuan.Engine.Decisions;

/// <summary>
/// How long a plan hangs before it may be voted on. The day of posting is not counted, the last day counts whole (民法典 art. 201–203):
/// posted on the 1st for 15 days it hangs through the 16th and may be voted on from the 17th.
/// </summary>
public static class PublicationPeriod
{
    /// <summary>The last day on which it must hang.</summary>
    public static DateOnly LastDay(DateOnly postedOn, int days) => postedOn.AddDays(days);

    /// <summary>The first day on which may be voted.</summary>
    public static DateOnly FirstVoteDay(DateOnly postedOn, int days) => LastDay(postedOn, days).AddDays(1);

    /// <summary>Taken down on or before its last day: it has not run and never will; it must be posted anew.</summary>
    public static bool CutShort(DateOnly postedOn, int days, DateOnly? stoppedOn) => stoppedOn <= LastDay(postedOn, days);

    /// <summary>Whether it has run when the day <paramref name="on"/> begins.</summary>
    public static bool HasRun(DateOnly postedOn, int days, DateOnly? stoppedOn, DateOnly on) =>
        on >= FirstVoteDay(postedOn, days) && !CutShort(postedOn, days, stoppedOn);
}

/// <summary>
/// How long before it an assembly is called (农村集体经济组织法 art. 27: 召开十日前). The day of the notice is not counted, the
/// day of the assembly closes the count: noticed on the 1st with 10 days it may be held from the 11th.
/// </summary>
public static class NoticePeriod
{
    /// <summary>The first day on which the assembly may be held.</summary>
    public static DateOnly FirstDay(DateOnly noticedOn, int days) => noticedOn.AddDays(days);
}
