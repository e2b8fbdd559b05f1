using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.DataSets;

/// <summary>Saves what somebody typed: only cells that differ from what stands; who began from an older row of a cell is told and nothing is taken over silently.</summary>
internal static class SaveObservations
{
    private const int LongestComment = 300;

    public static async Task<Outcome<int>> RunAsync(BaotuanDb db, DataDraft draft, CancellationToken cancel)
    {
        var opened = await ReadDataForm.OpenAsync(db, IndicatorsPermissions.DataEnter, draft.SetCode, draft.Period, draft.OrganizationCode, cancel);
        if (!opened.Ok)
        {
            return Outcome<int>.Refused(opened.Refusals);
        }

        var (board, standing) = opened.Value;
        var rows = await ReadDataForm.RowsAsync(db, draft.SetCode, standing.Organization.Id, draft.Period.Start, draft.Period.Start, cancel);
        var read = draft.Cells.Select(c => Read(board.Board.Set, standing.Organization, draft, c, rows.LastOrDefault(r => r.Element == c.Indicator && !IsGone(rows, r)))).ToList();
        if (await db.Set<ObservationRow>().AsNoTracking().Where(o => o.ClientId == draft.ClientId && draft.ClientId != "").ToListAsync(cancel) is { Count: > 0 } same)
        {
            return Repeated(draft, standing.Organization, same, read);
        }

        if ((LockOf(board, standing) ?? Begun(db, board.Board.Set, draft.Period)) is { } problem)
        {
            return problem;
        }

        var refusals = read.Select(r => r.Problem).OfType<Refusal>().ToList();
        return refusals.Count > 0 ? Outcome<int>.Refused(refusals) : await WriteAsync(db, board.Board, standing.Organization, [.. read.Where(r => r.IsChange).Select(r => r.Row!)], cancel);
    }

    /// <summary>Why nothing can be entered; null when it can.</summary>
    public static Refusal? LockOf(LoadedBoard board, DataStanding standing)
    {
        if (!standing.IsLocked)
        {
            return null;
        }

        var (name, period) = (standing.Organization.Name, board.Board.Period.ChineseName);
        return standing.State == DataState.Approved
            ? new("data_locked", $"{name}{period}的数已经审核，锁定了。要改请先由审核人写明原因退回。")
            : new("data_locked", $"{name}{period}的数已经由上级接收，锁定了。要改请先由{board.Tree.Units[standing.AcceptorId!.Value].Name}退回接收，再退回审核。");
    }

    private static Refusal? Begun(BaotuanDb db, DataSetInfo set, Period period) =>
        period.Start > db.Today() ? new("period_not_begun", $"{period.ChineseName}还没有开始，不能填“{set.Name}”。") : null;

    /// <summary>What a typed cell comes to: a row, nothing (it stands like that), or a problem.</summary>
    private sealed record ReadCell(ObservationRow? Row, bool IsChange, Refusal? Problem)
    {
        public static readonly ReadCell Nothing = new(null, false, null);

        public static ReadCell Refused(string code, string message) => new(null, false, new(code, message));
    }

    // a retracted row is what happened last and stands for "not reported"
    private static bool IsGone(List<ObservationRow> rows, ObservationRow row) => rows.Last(r => r.Element == row.Element).Retracted;

    private static ReadCell Read(DataSetInfo set, OrganizationInfo organization, DataDraft draft, DataCellDraft cell, ObservationRow? standing)
    {
        if (set.Elements.FirstOrDefault(e => e.Indicator == cell.Indicator) is not { } element)
        {
            return ReadCell.Refused("value_not_readable", $"“{set.Name}”没有编码为 {cell.Indicator} 的项。请重新打开表格。");
        }

        var (text, comment) = (cell.Text.Trim(), cell.Comment.Trim());
        if (text.Length == 0 && cell.Mark == ObservationRow.Value)
        {
            return standing is null || cell.BaseId == 0 ? ReadCell.Nothing : ReadCell.Refused("value_not_readable", $"“{element.Name}”已经填过，不能清空。没有可报或要撤回，请在填法里选，并写说明。");
        }

        if (Problem(cell.Mark, text, comment) is { } problem)
        {
            return ReadCell.Refused(problem.Code, $"“{element.Name}”：{problem.Message}");
        }

        Rational value = default;
        if (cell.Mark == ObservationRow.Value && TypedNumber.Read(text, element.Unit, out value) is { } unreadable)
        {
            return ReadCell.Refused("value_not_readable", $"“{element.Name}”：{unreadable}");
        }

        var row = Row(organization, draft, element, cell.Mark, value, comment);
        return Says(row, standing) ? new(row, false, null)
            : (standing?.Id ?? 0) != cell.BaseId ? new(row, true, Moved(element, standing))
            : new(row, true, null);
    }

    private static (string Code, string Message)? Problem(string mark, string text, string comment) =>
        mark is not (ObservationRow.Value or ObservationRow.Blank or "retract") ? ("value_not_readable", "填法请从列表里选。")
        : mark != ObservationRow.Value && text.Length > 0 ? ("value_not_readable", "选了无可报或撤回，就不要写数。0 也是数：有这件事、数是零，请填 0。")
        : mark != ObservationRow.Value && comment.Length == 0 ? ("comment_missing", "选了无可报或撤回，请写说明。")
        : comment.Length > LongestComment ? ("value_not_readable", $"说明不超过 {LongestComment} 字。")
        : null;

    private static Refusal Moved(DataElementInfo element, ObservationRow? standing) => new(
        "cell_moved", $"“{element.Name}”您打开以后，{(standing is null ? "别人撤回了这一格" : $"{(standing.UserName.Length == 0 ? "一次导入" : standing.UserName)}填了 {ReadDataForm.Value(standing).Text}")}。您填的还在格里，没有保存。请核对后再保存。");

    private static ObservationRow Row(OrganizationInfo organization, DataDraft draft, DataElementInfo element, string mark, Rational value, string comment)
    {
        var (numerator, denominator) = ObservedNumber.Parts(value);
        return new()
        {
            SetCode = draft.SetCode, Element = element.Indicator, OrganizationId = organization.Id, ValidFrom = draft.Period.Start, PeriodEnd = draft.Period.End,
            Mark = mark == ObservationRow.Value ? mark : ObservationRow.Blank, Numerator = numerator, Denominator = denominator, Unit = element.Unit.Code, Comment = comment,
            Retracted = mark == "retract", ClientId = draft.ClientId,
        };
    }

    private static bool Says(ObservationRow row, ObservationRow? standing) => standing is null
        ? row.Retracted
        : (row.Mark, row.Numerator, row.Denominator, row.Unit, row.Comment, row.Retracted) == (standing.Mark, standing.Numerator, standing.Denominator, standing.Unit, standing.Comment, standing.Retracted);

    // the button pressed twice: the same rows are there already, whatever came after
    private static Outcome<int> Repeated(DataDraft draft, OrganizationInfo organization, List<ObservationRow> same, List<ReadCell> read) =>
        same.All(s => s.SetCode == draft.SetCode && s.OrganizationId == organization.Id && s.ValidFrom == draft.Period.Start && read.Any(r => r.Row is { } row && row.Element == s.Element && Says(row, s)))
            ? same.Count
            : new Refusal("client_id_reused", "同一个提交编号已用于另一次保存。请刷新页面后重新提交。");

    private static async Task<Outcome<int>> WriteAsync(BaotuanDb db, DataBoard board, OrganizationInfo organization, IReadOnlyList<ObservationRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        foreach (var row in rows)
        {
            (row.UserId, row.UserName) = (db.Caller.UserId, db.Caller.Name);
        }

        await FactRegister.AddAsync(db, rows, IndicatorLeaves.Observations, cancel);
        await db.LogAsync(
            "data.save", $"dataset/{board.Set.Code}/{board.Period.Code}/{organization.Code}",
            string.Join("；", rows.Select(r => $"{board.Set.Elements.First(e => e.Indicator == r.Element).Name} {ReadDataForm.Value(r).Text}")), cancel, organization.Id);
        await db.SaveChangesAsync(cancel);
        return rows.Count;
    }
}
