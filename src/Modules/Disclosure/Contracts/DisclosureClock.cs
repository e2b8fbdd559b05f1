using Baotuan.Decisions.Contracts;
using Baotuan.Disclosure.Clock;
using Baotuan.Disclosure.Settings;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Contracts;

/// <summary>How one duty stands.</summary>
public enum ClockState
{
    /// <summary>Made public in time.</summary>
    Done,

    /// <summary>Made public after its day.</summary>
    DoneLate,

    /// <summary>Not yet, and the day has not come.</summary>
    Due,

    /// <summary>Not yet, and the day is over.</summary>
    Overdue,
}

/// <summary>One thing that is to be made public, and what became of it.</summary>
/// <param name="Subject">The matter: <c>proposal/17</c>; empty for a period.</param>
/// <param name="DueOn">Null where the rule says at once and names no days.</param>
public sealed record ClockLine(
    string DutyCode, string DutyName, string Cadence, Period Period, string Subject, string SubjectText, DateOnly? DueOn, ClockState State,
    DateOnly? PublishedOn, string Places, string By, string Basis, string Source, string Note);

/// <summary>Somebody says that something was made public.</summary>
public sealed record PublishingAct(string OrganizationCode, string DutyCode, Period Period, string Subject, DateOnly PublishedOn, string Places, string Note, string ClientId);

/// <summary>The clock of disclosure (农村集体经济组织法 art. 45 and the rules of the place): what is due, done and overdue.</summary>
public static class DisclosureClock
{
    private const int MattersWithinDays = 365;

    /// <summary>The clock of one organisation, newest first. Asks <c>disclosure:clock:read</c>.</summary>
    public static async Task<IReadOnlyList<ClockLine>> OfAsync(BaotuanDb db, OrganizationInfo organization, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(DisclosurePermissions.ClockRead, organization.Id);
        return (await ReadClock.OfAsync(db, [organization], today, today.AddDays(-MattersWithinDays), cancel))[organization.Id];
    }

    /// <summary>The clocks of collectives among some organisations that the caller may read.</summary>
    public static async Task<IReadOnlyDictionary<long, IReadOnlyList<ClockLine>>> OfManyAsync(
        BaotuanDb db, IReadOnlyList<OrganizationInfo> organizations, DateOnly today, CancellationToken cancel)
    {
        var reach = db.Access.Reach(DisclosurePermissions.ClockRead);
        return await ReadClock.OfAsync(db, [.. organizations.Where(o => o.IsCollective && reach.Contains(o.Id))], today, today.AddDays(-MattersWithinDays), cancel);
    }

    /// <summary>Overdue duties inside the caller's view, for the workbench; null for who may not read them.</summary>
    public static async Task<int?> OverdueCountAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        if (!db.Caller.Holds(DisclosurePermissions.ClockRead))
        {
            return null;
        }

        var clocks = await OfManyAsync(db, await CollectivesAsync(db, cancel), today, cancel);
        return clocks.Values.Sum(lines => lines.Count(l => l.State == ClockState.Overdue));
    }

    /// <summary>Collectives inside the caller's view, by code.</summary>
    public static Task<IReadOnlyList<OrganizationInfo>> CollectivesAsync(BaotuanDb db, CancellationToken cancel) => OrganizationSearch.PageAsync(
        db, new(null, OrganizationKinds.Collectives, Among: db.Access.Reach(DisclosurePermissions.ClockRead).Among), 0, int.MaxValue, cancel);

    /// <summary>
    /// Records that something was made public. Must run inside <see cref="Store.WriteAsync{T}(string, Func{BaotuanDb, CancellationToken, Task{Outcome{T}}}, CancellationToken, bool)"/>.
    /// </summary>
    /// <returns>The number of the act; or refused: <c>organization_not_found</c>, <c>duty_unknown</c>, <c>matter_unknown</c>, <c>places_missing</c>,
    /// <c>published_before_period_ended</c>, <c>day_in_the_future</c>, <c>already_recorded</c>, <c>client_id_reused</c>.</returns>
    public static Task<Outcome<long>> RecordAsync(BaotuanDb db, PublishingAct act, CancellationToken cancel) => RecordAct.RunAsync(db, act, cancel);
}
