using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.DataSets;

/// <summary>That it is all, approval, acceptance, and taking back from the top down.</summary>
internal static class DecideData
{
    private const int LongestReason = 300;

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, DataDecision decision, CancellationToken cancel)
    {
        var isUnit = decision.Act is DataActs.Accept or DataActs.Unaccept;
        var found = isUnit ? await UnitAsync(db, decision, cancel) : await OrganizationAsync(db, decision, cancel);
        if (!found.Ok)
        {
            return Outcome<long>.Refused(found.Refusals);
        }

        var subject = found.Value;
        if (await db.Set<DataApprovalRow>().AsNoTracking().FirstOrDefaultAsync(a => a.ClientId == decision.ClientId, cancel) is { } same)
        {
            return same.SetCode == decision.SetCode && same.PeriodStart == decision.Period.Start && same.Act == decision.Act && same.OrganizationId + same.UnitId == subject.Id
                ? same.Id
                : new Refusal("client_id_reused", "同一个提交编号已用于另一次办理。请刷新页面后重新提交。");
        }

        return (General(db, decision) ?? subject.Problem(decision)) is { } problem ? problem : await WriteAsync(db, decision, subject, cancel);
    }

    /// <param name="Owner">The organisation in whose name it is logged; 0 for a unit.</param>
    private sealed record Subject(long Id, string Name, long Owner, Func<DataDecision, Refusal?> Problem);

    private static async Task<Outcome<Subject>> OrganizationAsync(BaotuanDb db, DataDecision decision, CancellationToken cancel)
    {
        var permission = decision.Act == DataActs.Complete ? IndicatorsPermissions.DataEnter : IndicatorsPermissions.DataApprove;
        var opened = await ReadDataForm.OpenAsync(db, permission, decision.SetCode, decision.Period, decision.Code, cancel);
        if (!opened.Ok)
        {
            return Outcome<Subject>.Refused(opened.Refusals);
        }

        var (board, standing) = opened.Value;
        var today = db.Today();
        return new Subject(standing.Organization.Id, standing.Organization.Name, standing.Organization.Id, d => d.Act switch
        {
            DataActs.Complete => CompleteProblem(board, standing, d, today),
            DataActs.Approve => ApproveProblem(db, board, standing, d),
            DataActs.Unapprove => standing.State < DataState.Approved ? new("not_approved", $"{standing.Organization.Name}的数没有审核过，不用退回。")
                : AcceptedAbove(board, board.Tree.Chain(standing.Organization)),
            _ => new("act_unknown", "没有这种办理。请从页面上的按钮办理。"),
        });
    }

    private static async Task<Outcome<Subject>> UnitAsync(BaotuanDb db, DataDecision decision, CancellationToken cancel)
    {
        var reach = db.Access.Reach(IndicatorsPermissions.DataAccept);
        var set = await ReadDataSets.ForAsync(db, decision.SetCode, decision.Period, long.MaxValue, cancel);
        if (!set.Ok)
        {
            return Outcome<Subject>.Refused(set.Refusals);
        }

        var board = await ReadBoard.LoadAsync(db, set.Value, decision.Period, null, long.MaxValue, cancel);
        if (board.Board.Units.FirstOrDefault(u => u.Unit.Code == decision.Code) is not { } unit)
        {
            return new Refusal("unit_does_not_accept", $"编码为 {decision.Code} 的单位不接收“{set.Value.Name}”。请核对编码。");
        }

        var below = board.Below(unit.Unit.Id).ToList();
        return below.All(o => reach.Contains(o.Organization.Id))
            ? new Subject(unit.Unit.Id, unit.Unit.Name, 0, d => d.Act == DataActs.Accept
                ? AcceptProblem(db, board, unit, below, d)
                : !unit.IsAccepted ? new("not_accepted", $"{unit.Unit.Name}没有接收过，不用退回。") : AcceptedAbove(board, board.Tree.ChainFrom(unit.AboveId)))
            : throw new AccessDeniedException(IndicatorsPermissions.DataAccept, $"unit/{unit.Unit.Id}");
    }

    private static Refusal? General(BaotuanDb db, DataDecision decision) =>
        db.Caller.UserId == 0 ? new("program_may_not_decide", "报全、审核和接收要由本人登录办理，不能由程序代办。")
        : decision.Reason.Trim().Length > LongestReason ? new("reason_missing", $"原因不超过 {LongestReason} 字。")
        : decision.Act is DataActs.Unapprove or DataActs.Unaccept && string.IsNullOrWhiteSpace(decision.Reason) ? new("reason_missing", "退回要写明原因。")
        : null;

    private static Refusal? CompleteProblem(LoadedBoard board, DataStanding standing, DataDecision decision, DateOnly today)
    {
        var (set, period) = (board.Board.Set, decision.Period);
        return SaveObservations.LockOf(board, standing)
            ?? (period.End > today ? new("period_not_over", $"{period.ChineseName}还没有结束，不能报全。可以先填着。")
            : standing.SeenId != decision.SeenId ? Moved
            : standing.Filled < set.Elements.Count ? new("cells_missing", $"还有 {set.Elements.Count - standing.Filled} 项没有填。没有发生填 0，没有可报选“无可报”并写说明，都填好再报全。")
            : standing.State == DataState.Complete ? new("accepted_already", "已经报全，之后没有改过，不用再报。")
            : null);
    }

    private static Refusal? ApproveProblem(BaotuanDb db, LoadedBoard board, DataStanding standing, DataDecision decision) =>
        standing.State >= DataState.Approved ? new("accepted_already", $"{standing.Organization.Name}的数已经审核过。")
        : standing.SeenId != decision.SeenId ? Moved
        : standing.State != DataState.Complete ? new("not_complete", $"{standing.Organization.Name}还没有报全，或报全以后又改过。请先由填报人报全。")
        : board.Enterers[standing.Organization.Id].Contains(db.Caller.UserId) || standing.Events.Last(e => e.Act == DataActs.Complete).UserId == db.Caller.UserId
            ? new("approver_entered_it", "谁填的、谁报全的，谁不能审核。请由别人核对后审核。")
        : null;

    private static Refusal? AcceptProblem(BaotuanDb db, LoadedBoard board, DataUnitStanding unit, IReadOnlyList<DataStanding> below, DataDecision decision) =>
        unit.IsAccepted ? new("accepted_already", $"{unit.Unit.Name}已经接收过。")
        : unit.Waiting.Count > 0 ? new("children_wait", $"还有 {unit.Waiting.Count} 个没有审核或接收：{string.Join("、", unit.Waiting.Take(5))}{(unit.Waiting.Count > 5 ? "等" : "")}。全部审核以后才能接收。")
        : unit.SeenId != decision.SeenId ? Moved
        : below.Any(o => board.Enterers[o.Organization.Id].Contains(db.Caller.UserId)) ? new("approver_entered_it", "里面有您自己填的数，请由别人接收。")
        : null;

    private static Refusal Moved { get; } = new("values_moved", "您打开以后又有人填过或改过。请重新打开，核对后再办理。");

    // from the top down: what is accepted above is taken back there first
    private static Refusal? AcceptedAbove(LoadedBoard board, IEnumerable<long> chain)
    {
        var accepted = board.Board.Units.Where(u => u.IsAccepted).Select(u => u.Unit.Id).ToHashSet();
        var first = chain.LastOrDefault(accepted.Contains);
        return first == 0 ? null : new("accepted_above", $"上面的{board.Tree.Units[first].Name}已经接收。请从上往下退：先由{board.Tree.Units[first].Name}退回接收。");
    }

    private static async Task<Outcome<long>> WriteAsync(BaotuanDb db, DataDecision decision, Subject subject, CancellationToken cancel)
    {
        var row = new DataApprovalRow
        {
            Id = await db.NextIdAsync(DataApprovalRow.TableName, cancel), SetCode = decision.SetCode, PeriodStart = decision.Period.Start, OrganizationId = subject.Owner,
            UnitId = subject.Owner == 0 ? subject.Id : 0, Act = decision.Act, SeenId = decision.SeenId, Reason = decision.Reason.Trim(), UserId = db.Caller.UserId, UserName = db.Caller.Name,
            ClientId = decision.ClientId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        await IndicatorLeaves.DataApprovals.AppendAsync(db, [row], cancel);
        await db.LogAsync(
            $"data.{decision.Act}", $"dataset/{decision.SetCode}/{decision.Period.Code}/{decision.Code}", $"{DataActs.Chinese(decision.Act)}：{subject.Name}{(row.Reason.Length > 0 ? $"，{row.Reason}" : "")}",
            cancel, subject.Owner == 0 ? null : subject.Owner);
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }
}
