using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;

namespace Baotuan.Decisions.Proposals;

/// <summary>The history of a proposal in words, oldest first.</summary>
internal static class DescribeHistory
{
    public static IReadOnlyList<HistoryEntry> Of(ProposalFile file, IReadOnlyDictionary<string, string> roles)
    {
        var p = file.Proposal;
        var entries = file.Rows.Select(r => Entry(file, r, roles)).Prepend(new(p.RecordedAtMs, "编制方案", p.Title, p.PreparedByName));
        return
        [
            .. (file.Execution is { } e ? entries.Append(new(e.RecordedAtMs, "执行", $"按决定的方案执行（{e.DoneBy}）。", e.UserName)) : entries).OrderBy(h => h.RecordedAtMs),
        ];
    }

    private static HistoryEntry Entry(ProposalFile file, EventRow row, IReadOnlyDictionary<string, string> roles)
    {
        var (what, details, counts) = row switch
        {
            PublicationRow r => ("公示", $"{r.PostedOn:yyyy-MM-dd} 张贴在 {r.Places}；异议受理：{r.Channel}", !CutShort(file, r)),
            PublicationStopRow r => ("公示中止", $"{r.StoppedOn:yyyy-MM-dd} 中止。原因：{r.Reason}", true),
            ObjectionRow { OnPaper: true } r => ("异议（书面）", $"{r.Objector}{Number(r)}：{r.Text}", true),
            ObjectionRow r => ("异议", $"{r.Objector}{Number(r)}：{r.Text}", true),
            AnswerRow r => ("答复异议", r.Text, true),
            StepRow r => (StepName(file, r), $"{r.HeldOn:yyyy-MM-dd} 在 {r.Place}。{r.Minutes}", true),
            AssemblyRow r => (r.Kind == Contracts.Assemblies.OfMembers ? "成员大会" : "成员代表大会", Assembly(file, r), true),
            ApprovalRow { Verdict: "approve" } r => ("审批同意", roles.GetValueOrDefault(r.Role, r.Role), true),
            ApprovalRow r => ("审批退回", $"{roles.GetValueOrDefault(r.Role, r.Role)}。原因：{r.Reason}", true),
            WithdrawalRow r => ("撤回", $"原因：{r.Reason}", true),
            _ => throw new InvalidOperationException($"no words for {row.GetType().Name}"),
        };
        return new(row.RecordedAtMs, what, details, row.UserName, counts);
    }

    private static string Number(ObjectionRow r) => r.MemberNo.Length > 0 ? $"（成员 {r.MemberNo}）" : "";

    private static string StepName(ProposalFile file, StepRow r) => file.Course.Path.Steps.First(s => s.Code == r.StepCode).Name;

    private static bool CutShort(ProposalFile file, PublicationRow r) => PublicationPeriod.CutShort(
        r.PostedOn, file.Course.Rules.PublicationDays, file.Rows.OfType<PublicationStopRow>().FirstOrDefault(s => s.PublicationId == r.Id)?.StoppedOn);

    private static string Assembly(ProposalFile file, AssemblyRow r)
    {
        var rules = file.Course.Rules;
        var quorate = Quorum.IsReached(r.Attended, r.Eligible, rules.Attendance);
        var passed = quorate && Quorum.IsReached(r.ForCount, r.Eligible, rules.Threshold);
        return $"{r.NoticedOn:yyyy-MM-dd} 通知，{r.HeldOn:yyyy-MM-dd} 在 {r.Place}{(r.Online ? "（部分线上）" : "")}召开。应到 {r.Eligible} 人，到会 {r.Attended} 人"
            + (r.ByProxy > 0 ? $"（其中委托 {r.ByProxy} 人）" : "") + $"，至少应到会 {Quorum.Least(r.Eligible, rules.Attendance)} 人。"
            + $"赞成 {r.ForCount}，反对 {r.AgainstCount}，弃权 {r.AbstainCount}，至少要 {Quorum.Least(r.Eligible, rules.Threshold)} 人赞成："
            + (passed ? "通过。" : quorate ? "没有通过。" : "到会人数不够，不成会。")
            + (r.BirthUnknown > 0 ? $"其中 {r.BirthUnknown} 人没有登记出生日期，按成年计。" : "")
            + (r.RiskStatement.Length > 0 ? $"\n风险说明：{r.RiskStatement}" : "") + $"\n记录：{r.Minutes}";
    }
}
