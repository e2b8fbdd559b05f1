using System.Globalization;
using System.Text.Json;
using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Register;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Platform.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Facts;

/// <summary>
/// Publishes what became of a case, in the transaction of the event. One fact for an event, the one that says most; none for what changes neither state nor hands, so that
/// consents, sessions and risks of a mediation do not show even by their number.
/// </summary>
internal static class PublishCase
{
    /// <summary>What a message says of a case.</summary>
    private sealed record Said(string Case, string Kind, string State, string? Lead, string? OfferedTo, string? DueOn);

    /// <param name="before">Null where it was just taken in.</param>
    public static async Task RunAsync(BaotuanDb db, CaseRow row, StandingRow? before, StandingRow after, CancellationToken cancel)
    {
        if (!row.Confidential && KindOf(before, after) is { } kind && await db.IsWantedAsync(kind.Code, cancel))
        {
            await db.PublishAsync((await FactsAsync(db, kind, [(row, after)], cancel))[0], cancel);
        }
    }

    /// <summary>Cases whose next day passed, since a day.</summary>
    public static async Task<IReadOnlyList<PublishedFact>> OverdueAsync(BaotuanDb db, DateOnly since, DateOnly today, CancellationToken cancel)
    {
        var late = await (
            from s in db.Set<StandingRow>().AsNoTracking()
            join c in db.Set<CaseRow>().AsNoTracking() on s.CaseId equals c.Id
            where !s.Done && s.NextDueOn >= since && s.NextDueOn < today && !c.Confidential
            orderby c.Id
            select new { Case = c, Standing = s }).ToListAsync(cancel);
        return await FactsAsync(db, CaseFacts.Overdue, [.. late.Where(l => SaysNothing(l.Standing)).Select(l => (l.Case, l.Standing))], cancel);
    }

    public static async Task<bool> MayKnowAsync(BaotuanDb db, PublishedFact fact, CancellationToken cancel)
    {
        db.Access.Everybody(); // whether he may is asked of the case
        if (await LoadCourse.FindAsync(db, long.Parse(fact.Subject["case/".Length..], CultureInfo.InvariantCulture), cancel) is not { Row.Confidential: false } found)
        {
            return false;
        }

        try
        {
            await Sight.RequireAsync(db, found, cancel);
            return true;
        }
        catch (AccessDeniedException)
        {
            return false;
        }
    }

    private static FactKind? KindOf(StandingRow? before, StandingRow after) =>
        before is null ? CaseFacts.Received
        : after.Done ? before.Done ? null : CaseFacts.Ended
        : (before.LeadId, before.OfferedId) != (after.LeadId, after.OfferedId) ? CaseFacts.HandedOver
        : StateOf(before) != StateOf(after) ? CaseFacts.Changed
        : null;

    /// <summary>A clock of a closed mediation that runs only where a day is named follows from how it ended.</summary>
    private static bool SaysNothing(StandingRow standing) =>
        CaseKinds.Of(standing.Kind) is var kind && (kind.Confidentiality == Confidentiality.Open || kind.Clocks.FirstOrDefault(c => c.Code == standing.NextClock) is { OnlyNamedDays: false });

    /// <summary>In a closed mediation how it goes and how it ended are its people's own.</summary>
    private static string StateOf(StandingRow standing) => CaseKinds.Of(standing.Kind).Confidentiality switch
    {
        Confidentiality.Open => standing.State,
        _ when standing.Done => "ended",
        _ => standing.State is Handover.Received or Handover.Offered ? standing.State : Handover.Assigned,
    };

    private static async Task<IReadOnlyList<PublishedFact>> FactsAsync(BaotuanDb db, FactKind kind, IReadOnlyList<(CaseRow Case, StandingRow Standing)> cases, CancellationToken cancel)
    {
        var units = await Organizations.ByIdsAsync(db, cases.SelectMany(c => (long?[])[c.Standing.LeadId, c.Standing.OfferedId]).OfType<long>().Distinct(), cancel);
        string? Code(long? id) => id is { } known ? units[known].Code : null;
        return
        [
            .. cases.Select(c =>
            {
                var (row, standing, subject) = (c.Case, c.Standing, $"case/{c.Case.Id}");
                var due = kind == CaseFacts.Overdue ? standing.NextDueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
                var isOpen = CaseKinds.Of(row.Kind).Confidentiality == Confidentiality.Open;
                var said = new Said(row.Number, row.Kind, StateOf(standing), Code(standing.LeadId), Code(standing.OfferedId), isOpen ? due : null);
                return new PublishedFact(kind.Code, subject, due is null ? $"{subject}/{standing.Events}" : $"{subject}/overdue/{standing.NextClock}/{due}", $"/cases/{row.Id}", JsonSerializer.Serialize(said, PlainJson.Compact));
            }),
        ];
    }
}
