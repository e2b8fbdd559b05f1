using Baotuan.Decisions.Contracts;
using Baotuan.Disclosure.Contracts;
using Baotuan.Disclosure.Settings;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Clock;

/// <summary>Computes clocks: duties in force × periods that ended and matters that were decided, against the acts on record.</summary>
internal static class ReadClock
{
    // a decision of the assembly is a matter to be published at once
    private static readonly DecisionState[] Decided = [DecisionState.Passed, DecisionState.Ready, DecisionState.Executed];

    public static async Task<IReadOnlyDictionary<long, IReadOnlyList<ClockLine>>> OfAsync(
        BaotuanDb db, IReadOnlyList<OrganizationInfo> organizations, DateOnly today, DateOnly mattersSince, CancellationToken cancel)
    {
        var ids = organizations.Select(o => o.Id).ToArray();
        var acts = (await db.Set<PublishingActRow>().AsNoTracking().Where(a => ids.Contains(a.OrganizationId)).OrderBy(a => a.Id).ToListAsync(cancel)).ToLookup(a => a.OrganizationId);
        var monthly = await ReadSettings.YesAsync(db, SettingNames.Monthly, today, cancel);
        var matters = (await DecisionFacts.PublicAsync(db, ids, today, cancel))
            .Where(d => d.AssemblyOn >= mattersSince && Decided.Contains(d.State)).ToLookup(d => d.OrganizationId);
        var regions = await Organizations.RegionCodesAsync(db, organizations, cancel);
        var clocks = new Dictionary<long, IReadOnlyList<ClockLine>>();
        foreach (var organization in organizations)
        {
            var duties = DutyBook.InForce(regions[organization.Id], monthly.Contains(organization.Id), today);
            clocks[organization.Id] = [.. Lines(duties, [.. acts[organization.Id]], [.. matters[organization.Id]], today)];
        }

        return clocks;
    }

    private static IEnumerable<ClockLine> Lines(
        IReadOnlyList<Duty> duties, IReadOnlyList<PublishingActRow> acts, IReadOnlyList<PublicDecision> matters, DateOnly today)
    {
        foreach (var duty in duties.Where(d => d.Cadence != Cadence.AtOnce))
        {
            foreach (var period in DutyBook.Ended(duty, today))
            {
                var act = acts.FirstOrDefault(a => a.DutyCode == duty.Code && a.PeriodStart <= period.Start && a.PeriodEnd >= period.End);
                yield return Line(duty, period, "", "", DutyBook.Due(duty, period), act, today);
            }
        }

        foreach (var duty in duties.Where(d => d.Cadence == Cadence.AtOnce))
        {
            foreach (var matter in matters)
            {
                var (on, subject) = (matter.AssemblyOn!.Value, $"proposal/{matter.Id}");
                var act = acts.FirstOrDefault(a => a.DutyCode == duty.Code && a.Subject == subject);
                yield return Line(duty, new(on, on), subject, matter.Title, duty.Days is { } days ? on.AddDays(days) : null, act, today);
            }
        }
    }

    private static ClockLine Line(Duty duty, Period period, string subject, string text, DateOnly? due, PublishingActRow? act, DateOnly today) => new(
        duty.Code, duty.Name, Chinese(duty.Cadence), period, subject, text, due, State(due, act, today), act?.PublishedOn, act?.Places ?? "",
        act?.UserName ?? "", duty.Basis, duty.Source, duty.Note);

    private static ClockState State(DateOnly? due, PublishingActRow? act, DateOnly today) => act is null
        ? due < today ? ClockState.Overdue : ClockState.Due
        : act.PublishedOn > due ? ClockState.DoneLate : ClockState.Done;

    public static string Chinese(Cadence cadence) => cadence switch { Cadence.Monthly => "每月", Cadence.Quarterly => "每季度", _ => "及时" };
}
