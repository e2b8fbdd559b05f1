using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>
/// A sheet whose rows are acts: each is posted as by hand, with its own dates. A row that stands already is the same;
/// taking the import back reverses the acts.
/// </summary>
internal abstract class ActSheet<TAct> : SheetImport
    where TAct : class
{
    public sealed override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var acts = new List<long>();
        foreach (var row in rows)
        {
            if (row.HasErrors)
            {
                continue;
            }

            if (await StandsAsync(run.Db, row, cancel))
            {
                run.CountSame();
                continue;
            }

            var posted = await PostWholeAsync(run.Db, row, cancel);
            if (posted.Ok)
            {
                acts.Add(posted.Value);
                run.CountNew();
            }
            else
            {
                foreach (var refusal in posted.Refusals)
                {
                    row.Refuse(null, refusal.Message);
                }
            }
        }

        await run.LogActsAsync<TAct>(acts, cancel);
    }

    public sealed override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        foreach (var id in await ImportTrail.ActsAsync<TAct>(db, batchId, cancel))
        {
            if (await ReverseAsync(db, id, $"撤销第 {batchId} 次导入", cancel) is { } refusal)
            {
                return ImportTrail.BuiltOn(refusal.Message);
            }
        }

        return null;
    }

    /// <summary>A refused act leaves nothing behind, whatever it had written before it was refused.</summary>
    private async Task<Outcome<long>> PostWholeAsync(BaotuanDb db, SheetRow row, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync("act", cancel);
        var posted = await PostAsync(db, row, cancel);
        if (posted.Ok)
        {
            await db.SaveChangesAsync(cancel);
            await transaction.ReleaseSavepointAsync("act", cancel);
            return posted;
        }

        await transaction.RollbackToSavepointAsync("act", cancel);
        db.ChangeTracker.Clear();
        return posted;
    }

    protected abstract Task<bool> StandsAsync(BaotuanDb db, SheetRow row, CancellationToken cancel);

    protected abstract Task<Outcome<long>> PostAsync(BaotuanDb db, SheetRow row, CancellationToken cancel);

    /// <summary>Null when reversed, or when it was reversed before.</summary>
    protected abstract Task<Refusal?> ReverseAsync(BaotuanDb db, long id, string reason, CancellationToken cancel);

    protected static Outcome<long> Id<T>(Outcome<T> outcome, Func<T, long> id) =>
        outcome.Ok ? id(outcome.Value) : Outcome<long>.Refused(outcome.Refusals);
}

/// <summary>分红</summary>
internal sealed class DistributionSheet : ActSheet<Distribution>
{
    public override SheetDefinition Definition { get; } = new(
        "distributions", "分红",
        Columns.Venture(),
        Columns.Phase(required: false),
        new SheetColumn("period", "期间", SheetColumnKind.Period) { Required = true, Help = "2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30", Example = "2018" },
        new SheetColumn("declared", "申报金额", SheetColumnKind.Amount) { AllowNegative = true, Help = "据实、保底、分成条款要填；分成条款填利润" },
        Columns.Date("record_date", "权益登记日", "联合公司按这一天的份额往下分；不填为期间最后一天", required: false),
        Columns.Date("declared_on", "入账日", "凭证日期；不填为期间最后一天", required: false));

    protected override async Task<bool> StandsAsync(BaotuanDb db, SheetRow row, CancellationToken cancel)
    {
        var request = Read(row);
        var standing = await DistributionActs.FindAsync(db, request.VentureCode, request.Period, request.PhaseCode, cancel);
        return standing is not null && standing.PhaseCode == request.PhaseCode && standing.Declared == request.Declared
            && standing.RecordDate == request.EffectiveRecordDate && standing.DeclaredOn == request.EffectiveDeclaredOn;
    }

    protected override async Task<Outcome<long>> PostAsync(BaotuanDb db, SheetRow row, CancellationToken cancel) =>
        Id(await DistributionActs.PostAsync(db, Read(row), cancel), d => d.Id);

    protected override async Task<Refusal?> ReverseAsync(BaotuanDb db, long id, string reason, CancellationToken cancel)
    {
        var info = await DistributionActs.ShowAsync(db, id, cancel);
        if (info is null or { ReversedOn: not null })
        {
            return null;
        }

        var reversed = await DistributionActs.ReverseAsync(db, id, info.DeclaredOn, reason, cancel);
        return reversed.Ok ? null : reversed.Refusals[0];
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = from d in db.Set<Distribution>().AsNoTracking()
                   join v in db.Set<Venture>() on d.VentureId equals v.Id
                   where !db.Set<Reversal>().Any(r => r.Subject == "distribution" && r.SubjectId == d.Id)
                   orderby v.Code, d.PeriodStart, d.Id
                   select new { Venture = v.Code, Phase = db.Set<Phase>().Where(p => p.Id == d.PhaseId).Select(p => p.Code).FirstOrDefault(), d };
        foreach (var r in await rows.ToListAsync(cancel))
        {
            yield return
            [
                r.Venture, r.Phase, new Period(r.d.PeriodStart, r.d.PeriodEnd), r.d.DeclaredFen is { } f ? new Money(f) : null, r.d.RecordDate, r.d.DeclaredOn,
            ];
        }
    }

    private static DistributionRequest Read(SheetRow row) => new(
        row.Text("venture"), row.Period("period"), row.TextOrNull("phase"), row.AmountOrNull("declared"), row.DateOrNull("record_date"), row.DateOrNull("declared_on"));
}

/// <summary>付款</summary>
internal sealed class PaymentSheet : ActSheet<Payment>
{
    public override SheetDefinition Definition { get; } = new(
        "payments", "付款",
        Columns.Venture(),
        new SheetColumn("period", "期间", SheetColumnKind.Period) { Required = true, Help = "哪一笔分红", Example = "2018" },
        Columns.Phase(required: false),
        Columns.Organization("payer", "付款方", "不填为分红的付款方；填别人即差额补足"),
        new SheetColumn("amount", "金额", SheetColumnKind.Amount) { Required = true },
        Columns.Date("paid_on", "付款日", "银行付款的日期"),
        new SheetColumn("evidence", "凭据", SheetColumnKind.Text) { MaxLength = 300, Help = "银行回单号；同一凭据不会登记两次" },
        new SheetColumn("received", "已收到", SheetColumnKind.YesNo) { Help = "收款方都已确认收到填“是”" });

    protected override async Task<bool> StandsAsync(BaotuanDb db, SheetRow row, CancellationToken cancel) =>
        await DistributionActs.FindAsync(db, row.Text("venture"), row.Period("period"), row.TextOrNull("phase"), cancel) is { } distribution
        && (await PaymentActs.ListAsync(db, distribution.Id, cancel)).Any(p =>
            p.ReversedOn is null && p.Amount == row.Amount("amount") && p.PaidOn == row.Date("paid_on") && p.Evidence == (row.TextOrNull("evidence") ?? "")
            && p.Payer.Code == (row.TextOrNull("payer") ?? distribution.Payer.Code));

    protected override async Task<Outcome<long>> PostAsync(BaotuanDb db, SheetRow row, CancellationToken cancel) => Id(
        await PaymentActs.PostAsync(
            db,
            new PaymentRequest(
                row.Text("venture"), row.Period("period"), row.TextOrNull("phase"), row.TextOrNull("payer"), row.Amount("amount"), row.Date("paid_on"),
                row.TextOrNull("evidence") ?? "", row.YesNoOrNull("received") ?? false),
            cancel),
        p => p.Id);

    protected override async Task<Refusal?> ReverseAsync(BaotuanDb db, long id, string reason, CancellationToken cancel)
    {
        var payment = await PaymentActs.ShowAsync(db, id, cancel);
        if (!payment.Ok || payment.Value.ReversedOn is not null)
        {
            return null;
        }

        var reversed = await PaymentActs.ReverseAsync(db, id, payment.Value.PaidOn, reason, cancel);
        return reversed.Ok ? null : reversed.Refusals[0];
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var ids = await db.Set<Distribution>().Where(d => !db.Set<Reversal>().Any(r => r.Subject == "distribution" && r.SubjectId == d.Id))
            .OrderBy(d => d.VentureId).ThenBy(d => d.PeriodStart).Select(d => d.Id).ToListAsync(cancel);
        foreach (var id in ids)
        {
            var distribution = (await DistributionActs.ShowAsync(db, id, cancel))!;
            foreach (var p in (await PaymentActs.ListAsync(db, id, cancel)).Where(p => p.ReversedOn is null))
            {
                yield return
                [
                    distribution.VentureCode, distribution.Period, distribution.PhaseCode, p.Payer.Code, p.Amount, p.PaidOn, p.Evidence,
                    p.Lines.All(l => l.Result == PaymentSums.ResultPaid),
                ];
            }
        }
    }
}

/// <summary>逐级分配</summary>
internal sealed class CascadeSheet : ActSheet<Cascade>
{
    public override SheetDefinition Definition { get; } = new(
        "cascades", "逐级分配",
        Columns.Holder("holder", "分配方"),
        new SheetColumn("period", "期间", SheetColumnKind.Period) { Required = true, Help = "村集体填整年", Example = "2018" },
        Columns.Date("record_date", "权益登记日", "按这一天的份额分；不填为期间最后一天", required: false));

    protected override async Task<bool> StandsAsync(BaotuanDb db, SheetRow row, CancellationToken cancel) =>
        await CascadeActs.FindAsync(db, row.Text("holder"), row.Period("period"), exact: true, cancel) is { } standing
        && (row.DateOrNull("record_date") is not { } day || day == standing.RecordDate);

    protected override async Task<Outcome<long>> PostAsync(BaotuanDb db, SheetRow row, CancellationToken cancel) =>
        Id(await CascadeActs.PostAsync(db, new CascadeRequest(row.Text("holder"), row.Period("period"), row.DateOrNull("record_date")), cancel), c => c.Id);

    protected override async Task<Refusal?> ReverseAsync(BaotuanDb db, long id, string reason, CancellationToken cancel)
    {
        var info = await CascadeActs.ShowAsync(db, id, cancel);
        if (info is null or { ReversedOn: not null })
        {
            return null;
        }

        var reversed = await CascadeActs.ReverseAsync(db, id, info.DeclaredOn, reason, cancel);
        return reversed.Ok ? null : reversed.Refusals[0];
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var total = await CascadeActs.CountAsync(db, null, cancel);
        foreach (var c in (await CascadeActs.ListAsync(db, null, 0, total, cancel)).Where(c => c.ReversedOn is null).OrderBy(c => c.Id))
        {
            yield return [c.Holder.Code, c.Period, c.RecordDate];
        }
    }
}
