using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Meetings;

/// <summary>Records a meeting: each of its decisions is the very act by which one case is given to a unit.</summary>
internal static class HoldMeeting
{
    private const string Assign = "assign";
    private const int LongestMinutes = 8000;
    private const int DaysBack = 60;

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, FieldProtector fields, MeetingDraft draft, CancellationToken cancel)
    {
        if (await Organizations.ByCodeAsync(db, draft.ConvenerCode.Trim(), cancel) is not { } convener)
        {
            db.Access.Require(CasesPermissions.CaseScreen);
            return NoOrganization(draft.ConvenerCode);
        }

        db.Access.Require(CasesPermissions.CaseScreen, convener.Id);
        if (db.Caller.UserId == 0)
        {
            return Actors.Nobody;
        }

        if (await db.Set<MeetingRow>().AsNoTracking().FirstOrDefaultAsync(m => m.ClientId == draft.ClientId, cancel) is { } same)
        {
            return same.ConvenerId == convener.Id && same.UserId == db.Caller.UserId ? same.Id : new Refusal("client_id_reused", "同一个提交编号已用于另一次会议。请刷新页面后重新提交。");
        }

        if (Problem(draft, db.Today()) is { } problem)
        {
            return problem;
        }

        var attending = new SortedSet<long> { convener.Id };
        foreach (var code in draft.AttendingCodes)
        {
            if (await Organizations.ByCodeAsync(db, code, cancel) is not { } unit)
            {
                return NoOrganization(code);
            }

            attending.Add(unit.Id);
        }

        return attending.Count < 2
            ? new Refusal("meeting_needs_others", "联席会议要有别的单位参加。请填参加单位的编码；只有本单位的，请在办件页面直接交办。")
            : await HoldAsync(db, fields, draft, convener, attending, cancel);
    }

    private static Refusal NoOrganization(string code) => new("organization_not_found", $"没有编码为 {code} 的单位。请核对编码。");

    private static Refusal? Problem(MeetingDraft draft, DateOnly today) =>
        draft.ClientId.Trim().Length is 0 or > 60 ? new("client_id_missing", "请刷新页面后重新提交。")
        : draft.HeldOn > today || draft.HeldOn < today.AddDays(-DaysBack) ? new("meeting_day_is_wrong", $"会议日期不能晚于今天，也不能早于 {DaysBack} 天以前。")
        : draft.Minutes.Trim().Length is 0 or > LongestMinutes ? new("minutes_are_needed", $"请写会议记录，不超过 {LongestMinutes} 字。")
        : draft.Decisions.Count is 0 or > CaseMeetings.MostDecisions || draft.Decisions.DistinctBy(d => d.CaseId).Count() != draft.Decisions.Count
            ? new("meeting_decides_nothing", $"请至少给一件办件填上牵头单位，一次最多 {CaseMeetings.MostDecisions} 件；这次没有议定的留空，下次再议。")
        : null;

    private static async Task<Outcome<long>> HoldAsync(
        BaotuanDb db, FieldProtector fields, MeetingDraft draft, OrganizationInfo convener, SortedSet<long> attending, CancellationToken cancel)
    {
        var ids = draft.Decisions.Select(d => d.CaseId).ToArray();
        var cases = await db.Set<CaseRow>().AsNoTracking().Where(c => ids.Contains(c.Id) && c.OwnerId == convener.Id).ToDictionaryAsync(c => c.Id, cancel);
        if (ids.FirstOrDefault(id => !cases.ContainsKey(id)) is var strange && strange != 0)
        {
            return new Refusal("case_is_not_the_conveners", $"第 {strange} 号办件不归这个单位研判。请刷新页面重新选择。");
        }

        if (await NearAsync(db, cases, attending, cancel) is { } near)
        {
            return near;
        }

        var id = await db.NextIdAsync(MeetingRow.TableName, cancel);
        var row = new MeetingRow
        {
            Id = id, Number = $"YP-{convener.Code}-{draft.HeldOn.Year}-{await db.NextIdAsync($"cases_meeting_{convener.Id}_{draft.HeldOn.Year}", cancel):000}", ConvenerId = convener.Id,
            HeldOn = draft.HeldOn, Attending = string.Join(' ', attending), Minutes = fields.Protect(draft.Minutes.Trim(), CaseSeals.Minutes(id)), ClientId = draft.ClientId,
            UserId = db.Caller.UserId, UnitId = db.Caller.UnitId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        var decided = new List<MeetingCaseRow>();
        foreach (var decision in draft.Decisions)
        {
            var text = decision.Text.Trim().Length > 0 ? decision.Text : $"联席会议 {row.Number} 议定。";
            var moved = await MoveCase.RunAsync(db, fields, new(decision.CaseId, Assign, $"{draft.ClientId}/{decision.CaseId}", text, draft.HeldOn, decision.DueOn, decision.UnitCode), cancel);
            if (!moved.Ok)
            {
                return new Refusal(moved.Refusals[0].Code, $"{cases[decision.CaseId].Number}：{moved.Refusals[0].Message}");
            }

            var step = await db.Set<StandingRow>().Where(s => s.CaseId == decision.CaseId).Select(s => s.Events).FirstAsync(cancel);
            decided.Add(new() { MeetingId = id, CaseId = decision.CaseId, SequenceNo = step, RecordedAtMs = db.RecordedAtMs });
        }

        db.AddRange(decided);
        await CaseLeaves.Meetings.AppendAsync(db, [row], cancel);
        await CaseLeaves.MeetingCases.AppendAsync(db, decided, cancel);
        await db.LogAsync("case.meeting", $"case-meeting/{id}", $"{row.Number}，{decided.Count} 件", cancel, convener.Id);
        await db.SaveChangesAsync(cancel);
        return id;
    }

    // who is a party, or is complained of where that is not to be known, does not sit there when it is talked over
    private static async Task<Refusal?> NearAsync(BaotuanDb db, IReadOnlyDictionary<long, CaseRow> cases, SortedSet<long> attending, CancellationToken cancel)
    {
        var ids = cases.Keys.ToArray();
        var parties = await db.Set<PartyRow>().AsNoTracking().Where(p => ids.Contains(p.CaseId) && p.OrganizationId != null).Select(p => new { p.CaseId, Id = p.OrganizationId!.Value }).ToListAsync(cancel);
        var near = parties.Select(p => (p.CaseId, p.Id)).Concat(cases.Values.Where(c => c.Confidential).Select(c => (CaseId: c.Id, Id: c.SubjectId))).Where(p => attending.Contains(p.Id)).ToList();
        if (near.Count == 0)
        {
            return null;
        }

        var unit = (await Organizations.ByIdsAsync(db, [near[0].Id], cancel))[near[0].Id];
        return new("attending_unit_is_party", $"{unit.Name}是 {cases[near[0].CaseId].Number} 的当事人或问题所在的单位，不能在场议这一件。请把这一件留空，另外议。");
    }
}
