using Baotuan.Cases.Contracts;
using Baotuan.Cases.Course;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Engine.Conflicts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Intake;

/// <summary>Takes a case in: one number, one slip, whatever the channel.</summary>
internal static class ReceiveCase
{
    /// <summary>The organisations that a draft names.</summary>
    private sealed record Units(OrganizationInfo Subject, OrganizationInfo Owner, OrganizationInfo Creator, IReadOnlyDictionary<string, OrganizationInfo> Parties);

    public static async Task<Outcome<CaseReceipt>> RunAsync(BaotuanDb db, FieldProtector fields, CaseDraft draft, CancellationToken cancel)
    {
        if (await Organizations.ByCodeAsync(db, draft.CreatorCode.Trim(), cancel) is not { } creator)
        {
            RequireSomewhere(db, draft);
            return NoOrganization(draft.CreatorCode, "受理单位");
        }

        db.Access.Require(PermissionFor(db.Caller, CaseKinds.Find(draft.Kind), creator.Id), creator.Id);
        if (db.Caller.UserId == 0)
        {
            return Actors.Nobody;
        }

        if (CheckDraft.Problem(draft, db.Today()) is { } problem)
        {
            return problem;
        }

        var units = await UnitsAsync(db, draft, creator, cancel);
        if (!units.Ok)
        {
            return Outcome<CaseReceipt>.Refused(units.Refusals);
        }

        var kind = CaseKinds.Of(draft.Kind);
        return await SameAsync(db, fields, draft, creator, cancel) ?? ProblemOfUnits(draft, units.Value) ?? await WriteAsync(db, fields, draft, kind, units.Value, cancel);
    }

    /// <summary>A firm raises for itself; everybody else takes in for his unit.</summary>
    public static Permission PermissionFor(Caller caller, CaseKind? kind, long creatorId) =>
        kind is { RaisedByFirm: true } && !caller.May(CasesPermissions.CaseReceive, creatorId) && caller.May(CasesPermissions.CaseRaise, creatorId)
            ? CasesPermissions.CaseRaise
            : CasesPermissions.CaseReceive;

    private static void RequireSomewhere(BaotuanDb db, CaseDraft draft) =>
        db.Access.Require(CaseKinds.Find(draft.Kind) is { RaisedByFirm: true } && db.Caller.Holds(CasesPermissions.CaseRaise) ? CasesPermissions.CaseRaise : CasesPermissions.CaseReceive);

    private static Refusal NoOrganization(string code, string what) => new("organization_not_found", $"没有编码为 {code} 的组织。请核对{what}的编码。");

    private static async Task<Outcome<Units>> UnitsAsync(BaotuanDb db, CaseDraft draft, OrganizationInfo creator, CancellationToken cancel)
    {
        if (await Organizations.ByCodeAsync(db, draft.SubjectCode.Trim(), cancel) is not { } subject)
        {
            return NoOrganization(draft.SubjectCode, CaseKinds.Of(draft.Kind).SubjectWord);
        }

        if (await Organizations.ByCodeAsync(db, draft.OwnerCode.Trim(), cancel) is not { } owner)
        {
            return NoOrganization(draft.OwnerCode, "研判单位");
        }

        var parties = new Dictionary<string, OrganizationInfo>(StringComparer.Ordinal);
        foreach (var code in draft.Parties.Select(p => p.OrganizationCode?.Trim()).OfType<string>().Distinct())
        {
            if (await Organizations.ByCodeAsync(db, code, cancel) is not { } party)
            {
                return NoOrganization(code, "当事人");
            }

            parties[code] = party;
        }

        return new Units(subject, owner, creator, parties);
    }

    private static Refusal? ProblemOfUnits(CaseDraft draft, Units units)
    {
        if (draft.Channel == CaseChannels.Confidential && (units.Subject.Id == units.Owner.Id || units.Subject.Id == units.Creator.Id))
        {
            return new("unit_is_complained_of", "保密渠道的办件不能由问题所在的单位受理或研判。请改选研判单位。");
        }

        return units.Parties.Values.Any(p => p.Id == units.Owner.Id) ? new("owner_is_party", "研判单位自己是当事人，请改由别的单位研判。") : null;
    }

    private static async Task<Outcome<CaseReceipt>?> SameAsync(BaotuanDb db, FieldProtector fields, CaseDraft draft, OrganizationInfo creator, CancellationToken cancel)
    {
        if (await db.Set<CaseRow>().AsNoTracking().FirstOrDefaultAsync(c => c.ClientId == draft.ClientId, cancel) is not { } same)
        {
            return null;
        }

        return same.Kind == draft.Kind && same.CreatorId == creator.Id && same.UserId == db.Caller.UserId && fields.Reveal(same.Statement, CaseSeals.Statement(same.Id)) == draft.Statement.Trim()
            ? new CaseReceipt(same.Id, same.Number, fields.Reveal(same.CodeSealed, CaseSeals.Code(same.Id)))
            : (Outcome<CaseReceipt>)new Refusal("client_id_reused", "同一个提交编号已用于另一件办件。请刷新页面后重新提交。");
    }

    private static async Task<Outcome<CaseReceipt>> WriteAsync(BaotuanDb db, FieldProtector fields, CaseDraft draft, CaseKind kind, Units units, CancellationToken cancel)
    {
        var code = TrackingCode.New();
        var row = await RowAsync(db, fields, draft, kind, units, code, cancel);
        IReadOnlyList<PartyRow> parties = [.. draft.Parties.Select((p, i) => Party(db, fields, row.Id, i + 1, p, units))];
        var received = new EventRow
        {
            CaseId = row.Id, SequenceNo = 1, Act = Move.Receive, State = kind.First, FactOn = row.ReceivedOn, ActingId = units.Creator.Id, ClientId = "receive-" + row.Id,
            UserId = row.UserId, UnitId = row.UnitId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        db.AddRange(parties);
        var (text, grams) = SearchCases.Of(row);
        db.Add(text);
        db.AddRange(grams);
        await db.SaveChangesAsync(cancel);
        db.Add(received);
        var course = LoadCourse.Begin(row, parties, await WorkDays.CalendarAsync(db, cancel));
        await WriteStanding.RunAsync(db, row, parties, course, cancel);
        await db.LogAsync("case.receive", $"case/{row.Id}", row.Number, cancel, LogOwner.Of(row), after: kind.StateName(kind.First));
        await ProofLog.AppendAsync(db, [CaseLeaves.Cases.Of(db, row), .. parties.Select(p => CaseLeaves.Parties.Of(db, p)), CaseLeaves.Events.Of(db, received)], cancel);
        await db.SaveChangesAsync(cancel);
        return new CaseReceipt(row.Id, row.Number, code);
    }

    private static async Task<CaseRow> RowAsync(BaotuanDb db, FieldProtector fields, CaseDraft draft, CaseKind kind, Units units, string code, CancellationToken cancel)
    {
        var id = await db.NextIdAsync(CaseRow.TableName, cancel);
        return new()
        {
            Id = id, Number = await NumberAsync(db, kind, draft.ReceivedOn.Year, cancel), Kind = kind.Code, Category = draft.Category, Title = draft.Title.Trim(), Channel = draft.Channel,
            SubjectId = units.Subject.Id, OwnerId = units.Owner.Id, CreatorId = units.Creator.Id, Region = await Organizations.RegionCodeAsync(db, units.Owner, cancel),
            Anonymous = draft.Anonymous, Confidential = draft.Channel == CaseChannels.Confidential, ReceivedOn = draft.ReceivedOn, ClientId = draft.ClientId,
            CodeHash = TrackingCode.Hash(code)!, CodeSealed = fields.Protect(code, CaseSeals.Code(id)), Statement = fields.Protect(draft.Statement.Trim(), CaseSeals.Statement(id)),
            UserId = db.Caller.UserId, UnitId = db.Caller.UnitId, RecordedAtMs = db.RecordedAtMs,
        };
    }

    /// <summary>The next number of a kind in a year.</summary>
    public static async Task<string> NumberAsync(BaotuanDb db, CaseKind kind, int year, CancellationToken cancel) =>
        $"{kind.Prefix}-{year}-{await db.NextIdAsync($"cases_number_{kind.Code}_{year}", cancel):0000}";

    /// <summary>A party with its name and contact sealed.</summary>
    public static PartyRow Party(BaotuanDb db, FieldProtector fields, long caseId, int no, string side, string name, string contact, long? organizationId) => new()
    {
        CaseId = caseId, PartyNo = no, Side = side, OrganizationId = organizationId, Name = fields.Protect(name, CaseSeals.Name(caseId, no)),
        Contact = fields.Protect(contact, CaseSeals.Contact(caseId, no)), NameDigest = fields.Digest(CaseSeals.NameField, PersonMark.Plain(name)), RecordedAtMs = db.RecordedAtMs,
    };

    private static PartyRow Party(BaotuanDb db, FieldProtector fields, long caseId, int no, CasePartyDraft party, Units units)
    {
        var organization = party.OrganizationCode is { } code ? units.Parties[code.Trim()] : null;
        return Party(db, fields, caseId, no, party.Side, organization?.Name ?? party.Name.Trim(), party.Contact.Trim(), organization?.Id);
    }
}
