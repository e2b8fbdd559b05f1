using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Leaves;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.BankFiles;

/// <summary>Freezes the list of payees of one cascade that may be given to the bank now.</summary>
internal static class IssueBatch
{
    public static async Task<Outcome<BankIssue>> RunAsync(
        BaotuanDb db, FieldProtector fields, string holderCode, Period period, CancellationToken cancel)
    {
        var cascade = await CascadeActs.FindAsync(db, holderCode, period, exact: true, cancel);
        if (cascade is null)
        {
            return new Refusal("cascade_not_found", $"{holderCode} 在 {period.Code} 没有已入账的分配，没有可以发放的明细。");
        }

        db.Access.Require(VenturesPermissions.BankPrepare, cascade.Holder.Id);
        if (cascade.Kind != CascadePlanning.Collective)
        {
            return new Refusal("cascade_is_not_of_members", $"{cascade.Holder.Name} 是联合公司，代发文件只发给成员。");
        }

        var (payable, problems) = await SortOutAsync(db, fields, cascade, cancel);
        if (payable.Count == 0)
        {
            return problems.Count == 0
                ? new Refusal("nothing_to_issue", "没有可以发放的明细：每一行都已发放成功、正在等银行结果，或结果不明。")
                : new Refusal("no_payee_has_an_account", $"待发放的 {problems.Count} 名成员都没有可用的银行账号，例如 {problems[0].MemberNo} {problems[0].Name}。{problems[0].Message}");
        }

        var batch = await WriteAsync(db, cascade, payable, cancel);
        return new BankIssue((await BankFileActs.ShowAsync(db, batch.Id, cancel))!, problems);
    }

    private static async Task<(List<BankLine> Payable, List<BankIssueProblem> Problems)> SortOutAsync(
        BaotuanDb db, FieldProtector fields, CascadeInfo cascade, CancellationToken cancel)
    {
        var payees = await Payees.LoadAsync(db, fields, cascade.Holder.Id, cascade.RecordDate, db.RecordedAtMs, cancel);
        var heldBack = await BankLines.HeldBackAsync(db, cascade.Holder.Id, cascade.Id, cancel);
        var payouts = await db.Set<Payout>().AsNoTracking()
            .Where(p => p.CollectiveId == cascade.Holder.Id && p.CascadeId == cascade.Id && p.AmountFen > p.WithheldFen)
            .OrderBy(p => p.MemberNo).ToListAsync(cancel);
        var payable = new List<BankLine>();
        var problems = new List<BankIssueProblem>();
        foreach (var payout in payouts.Where(p => !heldBack.Contains(p.MemberNo)))
        {
            var payee = payees.Find(payout.MemberNo);
            var net = payout.AmountFen - payout.WithheldFen;
            if (payee.Problem is { } problem)
            {
                problems.Add(new(payout.MemberNo, payee.Name, new(net), problem));
            }
            else
            {
                payable.Add(new() { CollectiveId = cascade.Holder.Id, MemberNo = payout.MemberNo, AmountFen = net });
            }
        }

        return (payable, problems);
    }

    private static async Task<BankBatch> WriteAsync(BaotuanDb db, CascadeInfo cascade, List<BankLine> lines, CancellationToken cancel)
    {
        var batch = new BankBatch
        {
            Id = await db.NextIdAsync("ventures_bank_batch", cancel),
            CollectiveId = cascade.Holder.Id,
            CascadeId = cascade.Id,
            BatchNo = await db.Set<BankBatch>().CountAsync(b => b.CascadeId == cascade.Id, cancel) + 1,
            LineCount = lines.Count,
            SumFen = lines.Sum(l => l.AmountFen),
            PreparedBy = db.Caller.UserId,
            RecordedAtMs = db.RecordedAtMs,
        };
        await db.SaveChangesAsync(cancel);
        WriteLines(db, batch.Id, lines); // before the header, whose trigger sums them
        db.Add(batch);
        await db.LogAsync(
            "bank_batch.issue", $"{cascade.Holder.Code}/{cascade.Period.Code}/{batch.BatchNo}", $"{batch.LineCount} lines, {new Money(batch.SumFen)}", cancel);
        VentureLeaves.BankLines.Written(db, batch.Id, batch.CollectiveId);
        await VentureLeaves.BankBatches.AppendAsync(db, [batch], cancel);
        await db.SaveChangesAsync(cancel);
        return batch;
    }

    private static void WriteLines(BaotuanDb db, long batchId, List<BankLine> lines)
    {
        using var writer = BulkWriter.Open(
            db, "ventures_bank_line", new("collective_id", BulkKind.Integer), new("batch_id", BulkKind.Integer),
            new("member_no", BulkKind.Text), new("amount_fen", BulkKind.Integer));
        foreach (var line in lines)
        {
            writer.Write(line.CollectiveId);
            writer.Write(batchId);
            writer.Write(line.MemberNo);
            writer.Write(line.AmountFen);
            writer.EndRow();
        }

        writer.Complete();
    }
}
