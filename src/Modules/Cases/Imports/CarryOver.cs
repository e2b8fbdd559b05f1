using Baotuan.Cases.Course;
using Baotuan.Cases.Intake;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Imports;

/// <summary>Writes cases of an older register, with the step by which each ended there, and takes them back.</summary>
internal sealed class CarryOver(ImportRun run)
{
    /// <summary>A case with what goes beside it.</summary>
    private sealed record Written(CaseRow Row, IReadOnlyList<PartyRow> Parties, IReadOnlyList<EventRow> Events);

    /// <summary>Cases that an import brought and no later act took back.</summary>
    public static IQueryable<CaseRow> Standing(BaotuanDb db) => db.Set<CaseRow>().AsNoTracking()
        .Where(c => c.ImportBatchId != 0 && db.Set<StandingRow>().Any(s => s.CaseId == c.Id && s.State != Carried.Undone));

    /// <summary>The steps by which these ended in the older register.</summary>
    public static Task<List<EventRow>> EndsAsync(BaotuanDb db, long[] ids, CancellationToken cancel) => db.Set<EventRow>().AsNoTracking()
        .Where(e => ids.Contains(e.CaseId) && e.SequenceNo == 2 && e.Act.StartsWith("carried_")).ToListAsync(cancel);

    /// <summary>Rows checked for themselves: what is there already is the same or refused, the rest is written.</summary>
    public async Task RunAsync(IReadOnlyList<CarriedCase> cases, CancellationToken cancel)
    {
        var (owners, numbers) = (cases.Select(c => c.Owner.Id).Distinct().ToArray(), cases.Select(c => c.Number).ToArray());
        var there = (await Standing(run.Db).Where(c => owners.Contains(c.OwnerId) && numbers.Contains(c.NumberThere)).ToListAsync(cancel)).ToDictionary(c => (c.OwnerId, c.NumberThere));
        var ends = (await EndsAsync(run.Db, [.. there.Values.Select(c => c.Id)], cancel)).ToDictionary(e => e.CaseId);
        var added = new List<CarriedCase>();
        foreach (var carried in cases)
        {
            if (!there.TryGetValue((carried.Owner.Id, carried.Number), out var row))
            {
                run.CountNew();
                added.Add(carried);
            }
            else if (SaysTheSame(carried, row, ends.GetValueOrDefault(row.Id)))
            {
                run.CountSame();
            }
            else
            {
                carried.Row.Refuse("number", $"原编号 {carried.Number} 已导入为 {row.Number}，内容不同。办件登记后不改：在办件页面接着办，或先撤销当时的导入。");
            }
        }

        await WriteAsync(added, cancel);
    }

    /// <summary>Takes cases back to which nothing happened since; the first to which something did is the refusal.</summary>
    public static async Task<Refusal?> BackAsync(BaotuanDb db, long[] ids, CancellationToken cancel)
    {
        var written = new List<EventRow>();
        foreach (var id in ids)
        {
            var found = (await LoadCourse.FindAsync(db, id, cancel))!;
            if (found.Course.State == Carried.Undone)
            {
                continue;
            }

            if (found.Events.Skip(1).Any(e => Carried.Find(found.Course.Kind, e.Act) is null))
            {
                return new("case_went_on", $"这次导入的办件 {found.Row.Number} 已经接着办了，不能整批撤销。");
            }

            var e = Event(db, found.Row, found.Course.Events + 1, Carried.UndoImport, Carried.Undone, found.Course.LastOn, null);
            db.Add(e);
            written.Add(e);
            await WriteStanding.RunAsync(db, found.Row, found.Parties, found.Course.After(LoadCourse.StepOf(e)), cancel);
        }

        await CaseLeaves.Events.AppendAsync(db, written, cancel);
        return null;
    }

    // blank words in the file say nothing: an exported file has none
    private bool SaysTheSame(CarriedCase carried, CaseRow row, EventRow? end) =>
        (row.Kind, row.Category, row.Title, row.Channel, row.SubjectId, row.ReceivedOn) == (carried.Kind.Code, carried.Category, carried.Title, carried.Channel, carried.Subject.Id, carried.ReceivedOn)
        && (end?.State, end?.FactOn, end?.OrganizationId) == (carried.Result, carried.EndedOn, carried.Lead?.Id)
        && (carried.Statement.Length == 0 || run.Fields.Reveal(row.Statement, CaseSeals.Statement(row.Id)) == carried.Statement);

    private async Task WriteAsync(IReadOnlyList<CarriedCase> cases, CancellationToken cancel)
    {
        if (cases.Count == 0)
        {
            return;
        }

        var db = run.Db;
        var ids = await db.NextIdsAsync(CaseRow.TableName, cases.Count, cancel);
        var (written, calendar) = (new List<Written>(), await WorkDays.CalendarAsync(db, cancel));
        foreach (var carried in cases)
        {
            written.Add(await OneAsync(carried, ids++, cancel));
        }

        foreach (var (row, parties, events) in written)
        {
            db.Add(row);
            db.AddRange(parties);
            var (text, grams) = SearchCases.Of(row);
            db.Add(text);
            db.AddRange(grams);
            var course = events.Skip(1).Aggregate(LoadCourse.Begin(row, parties, calendar), (c, e) => c.After(LoadCourse.StepOf(e)));
            db.Add(WriteStanding.Of(row, course));
            db.AddRange(WriteStanding.Involved(row, parties, course).Distinct().Select(i => new InvolvedRow { CaseId = row.Id, OrganizationId = i.OrganizationId, Part = i.Part }));
        }

        // events follow the case in the database's own check, each the one before it
        await db.SaveChangesAsync(cancel);
        for (var step = 0; written.Any(w => w.Events.Count > step); step++)
        {
            db.AddRange(written.Where(w => w.Events.Count > step).Select(w => w.Events[step]));
            await db.SaveChangesAsync(cancel);
        }

        await ProofLog.AppendAsync(
            db,
            [.. written.SelectMany(w => (LeafDraft[])[CaseLeaves.Cases.Of(db, w.Row), .. w.Parties.Select(p => CaseLeaves.Parties.Of(db, p)), .. w.Events.Select(e => CaseLeaves.Events.Of(db, e))])],
            cancel);
    }

    private async Task<Written> OneAsync(CarriedCase carried, long id, CancellationToken cancel)
    {
        var (db, fields, code) = (run.Db, run.Fields, TrackingCode.New());
        var row = new CaseRow
        {
            Id = id, Number = await ReceiveCase.NumberAsync(db, carried.Kind, carried.ReceivedOn.Year, cancel), NumberThere = carried.Number, ImportBatchId = run.BatchId, Kind = carried.Kind.Code,
            Category = carried.Category, Title = carried.Title, Channel = carried.Channel, SubjectId = carried.Subject.Id, OwnerId = carried.Owner.Id, CreatorId = carried.Owner.Id,
            Region = await Organizations.RegionCodeAsync(db, carried.Owner, cancel), Anonymous = carried.Result is null && carried.Parties.Count == 0, ReceivedOn = carried.ReceivedOn,
            ClientId = $"import-{id}", CodeHash = TrackingCode.Hash(code)!, CodeSealed = fields.Protect(code, CaseSeals.Code(id)),
            Statement = fields.Protect(carried.Statement, CaseSeals.Statement(id)), UserId = db.Caller.UserId, UnitId = db.Caller.UnitId, RecordedAtMs = db.RecordedAtMs,
        };
        IReadOnlyList<PartyRow> parties = [.. carried.Parties.Select((p, i) => ReceiveCase.Party(db, fields, id, i + 1, p.Side, p.Name, "", null))];
        var received = Event(db, row, 1, Move.Receive, carried.Kind.First, carried.ReceivedOn, null);
        return new(row, parties, carried.Result is { } result ? [received, Event(db, row, 2, Carried.To(result), result, carried.EndedOn!.Value, carried.Lead?.Id)] : [received]);
    }

    private static EventRow Event(BaotuanDb db, CaseRow row, int no, string act, string state, DateOnly on, long? lead) => new()
    {
        CaseId = row.Id, SequenceNo = no, Act = act, State = state, FactOn = on, ActingId = row.OwnerId, OrganizationId = lead, ClientId = $"import-{row.Id}-{no}",
        UserId = db.Caller.UserId, UnitId = db.Caller.UnitId, RecordedAtMs = db.RecordedAtMs,
    };
}
