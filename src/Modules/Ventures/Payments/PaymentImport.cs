using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Imports;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Payments;

/// <summary>付款: each row pays on a distribution; another payer than the distribution's makes it a top-up.</summary>
internal sealed class PaymentImport : SheetImport
{
    private static readonly Dictionary<string, string> Columns = new()
    {
        ["distribution_not_found"] = "period", ["phase_needed"] = "phase", ["payer_not_found"] = "payer", ["paid_before_declared"] = "paid_on",
        ["payment_exceeds_arrears"] = "amount", ["period_not_found"] = "paid_on", ["period_closed"] = "paid_on",
    };

    public override SheetDefinition Definition { get; } = new("payments", "付款",
        new("venture", "项目", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "项目编码", Example = "ZCY" },
        new("period", "期间", SheetColumnKind.Period) { Required = true, Help = "付的是哪一段时间的分红", Example = "2018" },
        new("phase", "期", SheetColumnKind.Code) { MaxLength = 40, Help = "分红只分某一期的才填" },
        new("payer", "付款方", SheetColumnKind.Code) { MaxLength = 40, Help = "留空就是分红的付款方；别人付的是差额补足", Example = "Z01" },
        new("amount", "金额", SheetColumnKind.Amount) { Required = true, Help = "这一次付的总额，按各户未付数分摊", Example = "15400000.00" },
        new("paid_on", "付款日", SheetColumnKind.Date) { Required = true, Help = "回单上的日期", Example = "2018-12-31" },
        new("evidence", "凭据", SheetColumnKind.Text) { MaxLength = 500, Help = "回单编号", Example = "付款回单2018" },
        new("received", "已收到", SheetColumnKind.YesNo) { Help = "各收款单位是否都已确认到账；是才动现金", Example = "是" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var codes = await ImportCodes.LoadAsync(run.Db, cancel);
        var standing = new StandingPayments(run.Db);
        var posted = new List<long>();
        foreach (var row in rows)
        {
            codes.Phase(row);
            await codes.OrganizationAsync(row, "payer", cancel);
            ImportCodes.CheckAmount(row, "amount");
            if (row.HasErrors)
            {
                continue;
            }

            var request = new PaymentRequest(
                row.Text("venture"), row.Period("period"), row.TextOrNull("phase"), row.TextOrNull("payer"), row.Amount("amount"), row.Date("paid_on"),
                row.TextOrNull("evidence") ?? "", row.YesNoOrNull("received") ?? false);
            if (await standing.TakeAsync(request, cancel) is { } before)
            {
                Compare(run, row, request, before);
            }
            else if (await ActRows.TryAsync(run.Db, row, Columns, () => PaymentActs.PostAsync(run.Db, request, cancel), cancel) is { } info)
            {
                run.CountNew();
                posted.Add(info.Id);
            }
        }

        await run.LogActsAsync<Payment>(posted, cancel);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        foreach (var id in await ImportTrail.ActsAsync<Payment>(db, batchId, cancel))
        {
            var info = (await PaymentActs.ShowAsync(db, id, cancel)).Value;
            if (info.ReversedOn is not null)
            {
                continue;
            }

            var reversed = await PaymentActs.ReverseAsync(db, id, info.PaidOn, ListRows.UndoReason(batchId), cancel);
            if (!reversed.Ok)
            {
                return ImportTrail.BuiltOn(reversed.Refusals[0].Message);
            }
        }

        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = from p in Standing.Payments(db)
                   join d in db.Set<Distribution>() on p.DistributionId equals d.Id
                   join v in db.Set<Venture>() on d.VentureId equals v.Id
                   orderby v.Code, d.PeriodStart, p.Id
                   select new { v.Code, d, p, Phase = db.Set<Phase>().Where(x => x.Id == d.PhaseId).Select(x => x.Code).FirstOrDefault() };
        var list = await rows.ToListAsync(cancel);
        var codes = await OrganizationCodesOf.Async(db, list.Select(r => (long?)r.p.PayerId), cancel);
        foreach (var r in list)
        {
            var info = (await PaymentActs.ShowAsync(db, r.p.Id, cancel)).Value;
            yield return
            [
                r.Code, new Period(r.d.PeriodStart, r.d.PeriodEnd), r.Phase, codes(r.p.PayerId), new Money(r.p.AmountFen), r.p.PaidOn,
                Filled.OrNull(r.p.Evidence), IsReceived(info),
            ];
        }
    }

    private static void Compare(ImportRun run, SheetRow row, PaymentRequest request, PaymentInfo before)
    {
        // a village may have confirmed since, so a file that does not say so yet says nothing new
        if (request.Received && !IsReceived(before))
        {
            row.Refuse("received", "这笔付款已经登记，还没有确认到账。到账结果请在付款页面登记，不要再导入一次。");
        }
        else
        {
            run.CountSame();
        }
    }

    private static bool IsReceived(PaymentInfo info) => info.Lines.All(l => l.Result == PaymentSums.ResultPaid);
}
