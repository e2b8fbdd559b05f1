using Baotuan.Cases.Alliance;
using Baotuan.Cases.Attachments;
using Baotuan.Cases.Course;
using Baotuan.Cases.Meetings;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Cases.Register;

/// <summary>What of the module is in the log. Public are number and step alone; the rest is committed to, as it stands in the row: sealed.</summary>
internal static class CaseLeaves
{
    public static readonly RowSource<CaseRow> Cases = new("case", "办件", c => c.Id, c => [("number", c.Number)]);

    public static readonly RowSource<EventRow> Events = new("case-event", "办理经过", e => e.CaseId, e => [("step", $"{e.SequenceNo}")]);

    public static readonly RowSource<PartyRow> Parties = new("case-party", "办件当事人", p => p.CaseId, p => [("party", $"{p.PartyNo}")]);

    public static readonly RowSource<AgreementRow> Agreements = new("case-agreement", "调解协议", a => a.CaseId, a => [("step", $"{a.SequenceNo}")]);

    public static readonly RowSource<AllianceUnitRow> AllianceUnits = new("alliance-unit", "联盟单位", u => u.Id, u => [("valid_from", $"{u.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<AttachmentRow> Attachments = new("case-file", "办件材料", a => a.Id, a => [("file", $"{a.AttachmentNo}")]);

    public static readonly RowSource<AttachmentRemoval> Removals = new("case-file-removal", "撤下的材料", r => r.AttachmentId);

    public static readonly RowSource<MeetingRow> Meetings = new("case-meeting", "联席会议", m => m.Id, m => [("number", m.Number)]);

    public static readonly RowSource<MeetingCaseRow> MeetingCases = new("case-meeting-decision", "联席会议议定", m => m.MeetingId, m => [("case", $"{m.CaseId}")]);

    public static readonly RowSource<WorkDayRow> WorkDays = new("work-day", "工作日安排", d => d.Id, d => [("day", $"{d.ValidFrom:yyyy-MM-dd}")]);

    public static readonly IReadOnlyList<ILeafSource> All = [Cases, Events, Parties, Agreements, AllianceUnits, WorkDays, Attachments, Removals, Meetings, MeetingCases];
}
