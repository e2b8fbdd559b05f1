using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Imports;
using Baotuan.Ventures.Quotas;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Register;

/// <summary>出资: tranches paid in. Each brings an event of the equity register and vouchers in the books concerned.</summary>
internal sealed class ContributionImport : SheetImport
{
    /// <summary>What the vouchers of a contribution name as their source.</summary>
    public const string Source = "contribution";

    public override SheetDefinition Definition { get; } = new("contributions", "出资",
        new("venture", "项目", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "项目编码", Example = "ZCY" },
        new("phase", "期", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "“期”表里的期号", Example = "1" },
        new("holder", "出资方", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "组织编码", Example = "V001" },
        new("kind", "方式", SheetColumnKind.Choice)
        {
            Required = true, Choices = [.. ContributionKinds.All.Select(k => new SheetChoice(k.Code, k.Chinese))],
            Help = "资金构成图按它分", Example = "现金",
        },
        new("amount", "金额", SheetColumnKind.Amount) { Help = "用地指标可以留空，按面积乘单价算；其他必填", Example = "4277777.78" },
        new("paid_on", "到账日", SheetColumnKind.Date) { Required = true, Help = "从这一天起计收益", Example = "2016-05-18" },
        new("parcel", "指标编号", SheetColumnKind.Code) { MaxLength = 60, Help = "用地指标出资才填；一块指标只能用一次" },
        new("unit_price", "每亩单价", SheetColumnKind.Amount) { Help = "用地指标出资才填" },
        new("evidence", "凭据", SheetColumnKind.Text) { MaxLength = 500, Help = "银行回单、批复、协议的编号", Example = "银行回单2016-018" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var reading = await ContributionReading.LoadAsync(run, cancel);
        foreach (var row in rows)
        {
            await reading.TakeAsync(row, cancel);
        }

        await SaveAsync(run, reading.Added, cancel);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var own = await ListRows.OfBatchAsync<Contribution>(db, batchId, cancel);
        var events = (await ListRows.OfBatchAsync<EquityEvent>(db, batchId, cancel)).Where(e => e.ContributionId != null).ToList();
        if (await StandsOn.DistributionAsync(db, batchId, own.Select(c => c.PhaseId), cancel) is { } distribution)
        {
            return distribution;
        }

        if (await StandsOn.LaterEventAsync(db, events, cancel) is { } later)
        {
            return later;
        }

        var reason = ListRows.UndoReason(batchId);
        foreach (var contribution in own)
        {
            if (await RowVouchers.ReverseAsync(db, Source, contribution.Id, contribution.PaidOn, reason, cancel) is { } problem)
            {
                return ImportTrail.BuiltOn(problem);
            }
        }

        await ListRows.WithdrawAsync(db, events, reason, cancel);
        await ListRows.WithdrawAsync(db, own, reason, cancel);
        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var list = await ListRows.Standing<Contribution>(db).ToListAsync(cancel);
        var phases = await PhaseNames.LoadAsync(db, cancel);
        var parcels = await db.Set<LandQuota>().ToDictionaryAsync(q => q.Id, q => q.ParcelCode, cancel);
        var codes = await OrganizationCodesOf.Async(db, list.Select(c => (long?)c.HolderId), cancel);
        foreach (var c in list.OrderBy(c => phases.Order(c.PhaseId)).ThenBy(c => c.Id))
        {
            yield return
            [
                phases[c.PhaseId].Venture, phases[c.PhaseId].Phase, codes(c.HolderId), c.Kind, new Money(c.AmountFen), c.PaidOn,
                c.QuotaId is { } quota ? parcels[quota] : null, c.UnitPriceFen is { } price ? new Money(price) : null, Filled.OrNull(c.Evidence),
            ];
        }
    }

    private static async Task SaveAsync(ImportRun run, IReadOnlyList<ContributionRow> added, CancellationToken cancel)
    {
        if (added.Count == 0)
        {
            return;
        }

        var id = await run.Db.NextIdsAsync("ventures_contribution", added.Count, cancel);
        foreach (var item in added)
        {
            item.Contribution.Id = id++;
        }

        await PostAsync(run, added, cancel);
        var good = added.Where(a => !a.Row.HasErrors).Select(a => a.Contribution).ToList();
        good.ForEach(_ => run.CountNew());
        await ListRows.AddAsync(run, good, cancel);
        await ListRows.AddAsync(run, good.ConvertAll(c => new EquityEvent
        {
            PhaseId = c.PhaseId,
            HolderId = c.HolderId,
            Kind = EquityRegister.PayIn,
            AmountFen = c.AmountFen,
            EffectiveOn = c.PaidOn,
            ContributionId = c.Id,
            Note = c.Evidence,
        }), cancel);
    }

    private static async Task PostAsync(ImportRun run, IReadOnlyList<ContributionRow> added, CancellationToken cancel)
    {
        var operators = await Organizations.ByIdsAsync(run.Db, added.Select(a => a.Venture.OperatorId), cancel);
        var books = await Books.FindByOrganizationsAsync(run.Db, added.Select(a => a.Holder.Id).Concat(operators.Keys), cancel);
        var vouchers = new RowVouchers(run, books, "paid_on");
        foreach (var (row, contribution, venture, holder) in added.Where(a => a.Holder.Id != a.Venture.OperatorId))
        {
            var kind = ContributionKinds.Of(contribution.Kind);
            var set = vouchers.Begin(Source, contribution.Id, contribution.PaidOn, $"{venture.Name}出资（{kind.Chinese}）");
            set.Add(holder.Id, kind.Given, [(operators[venture.OperatorId].Code, contribution.AmountFen)], detailDebit: true);
            set.Add(venture.OperatorId, kind.Received, [(holder.Code, contribution.AmountFen)], detailDebit: false);
            vouchers.Add(row, set);
        }

        await vouchers.PostAsync(cancel);
    }
}

/// <summary>A row that was read and is not in the base yet.</summary>
internal sealed record ContributionRow(SheetRow Row, Contribution Contribution, Venture Venture, OrganizationInfo Holder);
