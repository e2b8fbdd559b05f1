using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Entries;
using Baotuan.Ventures.Imports;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Register;

/// <summary>股权变动: subscriptions, transfers, increases, exits; what is paid in stands in the sheet of contributions.</summary>
internal sealed class EquityEventImport : SheetImport
{
    /// <summary>What the vouchers of an event name as their source.</summary>
    public const string Source = "equity_event";

    public override SheetDefinition Definition { get; } = new("equity-events", "股权变动",
        new("venture", "项目", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "项目编码", Example = "ZCY" },
        new("phase", "期", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "“期”表里的期号", Example = "1" },
        new("holder", "出资方", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "组织编码；转让时是转出方", Example = "V001" },
        new("event", "变动", SheetColumnKind.Choice)
        {
            Required = true,
            Choices = [.. EquityRegister.Kinds.Where(k => k.Code != EquityRegister.PayIn).Select(k => new SheetChoice(k.Code, k.Chinese))],
            Help = "实缴登记在“出资”表；增资按现金记账", Example = "认缴",
        },
        new("amount", "金额", SheetColumnKind.Amount) { Required = true, Help = "认缴、转让、增资或退出的金额", Example = "4277777.78" },
        new("effective_on", "生效日", SheetColumnKind.Date) { Required = true, Help = "收益从这一天起变", Example = "2016-01-20" },
        new("to_holder", "受让方", SheetColumnKind.Code) { MaxLength = 40, Help = "转让才填：转给哪个组织" },
        new("note", "备注", SheetColumnKind.Text) { MaxLength = 500, Help = "决议或协议", Example = "成员大会决议2016-1" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var reading = await EquityEventReading.LoadAsync(run, cancel);
        foreach (var row in rows)
        {
            await reading.TakeAsync(row, cancel);
        }

        reading.CheckHoldings();
        await SaveAsync(run, [.. reading.Added.Where(a => !a.Row.HasErrors)], cancel);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var own = (await ListRows.OfBatchAsync<EquityEvent>(db, batchId, cancel)).Where(e => e.ContributionId == null).ToList();
        var moving = own.Where(e => e.Kind != EquityRegister.Subscribe).ToList();
        if (await StandsOn.DistributionAsync(db, batchId, moving.Select(e => e.PhaseId), cancel) is { } distribution)
        {
            return distribution;
        }

        if (await StandsOn.LaterEventAsync(db, moving, cancel) is { } later)
        {
            return later;
        }

        foreach (var e in moving)
        {
            if (await RowVouchers.ReverseAsync(db, Source, e.Id, e.EffectiveOn, ListRows.UndoReason(batchId), cancel) is { } problem)
            {
                return ImportTrail.BuiltOn(problem);
            }
        }

        await ListRows.WithdrawAsync(db, own, ListRows.UndoReason(batchId), cancel);
        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var list = await ListRows.Standing<EquityEvent>(db).Where(e => e.ContributionId == null).ToListAsync(cancel);
        var phases = await PhaseNames.LoadAsync(db, cancel);
        var codes = await OrganizationCodesOf.Async(db, list.SelectMany(e => new[] { e.HolderId, e.ToHolderId }), cancel);
        foreach (var e in list.OrderBy(e => phases.Order(e.PhaseId)).ThenBy(e => e.Id))
        {
            yield return
            [
                phases[e.PhaseId].Venture, phases[e.PhaseId].Phase, codes(e.HolderId), e.Kind, new Money(e.AmountFen), e.EffectiveOn,
                codes(e.ToHolderId), Filled.OrNull(e.Note),
            ];
        }
    }

    private static async Task SaveAsync(ImportRun run, IReadOnlyList<EquityEventRow> added, CancellationToken cancel)
    {
        if (added.Count == 0)
        {
            return;
        }

        var id = await run.Db.NextIdsAsync("ventures_equity_event", added.Count, cancel);
        foreach (var item in added)
        {
            item.Event.Id = id++;
        }

        await PostAsync(run, added, cancel);
        var good = added.Where(a => !a.Row.HasErrors).Select(a => a.Event).ToList();
        good.ForEach(_ => run.CountNew());
        await ListRows.AddAsync(run, good, cancel);
    }

    private static async Task PostAsync(ImportRun run, IReadOnlyList<EquityEventRow> added, CancellationToken cancel)
    {
        var operators = await Organizations.ByIdsAsync(run.Db, added.Select(a => a.Venture.OperatorId), cancel);
        var parties = added.Select(a => a.Holder.Id).Concat(added.Select(a => a.ToHolder?.Id).OfType<long>()).Concat(operators.Keys);
        var vouchers = new RowVouchers(run, await Books.FindByOrganizationsAsync(run.Db, parties, cancel), "effective_on");
        foreach (var item in added)
        {
            var chinese = EquityRegister.Kinds.First(k => k.Code == item.Event.Kind).Chinese;
            var set = vouchers.Begin(Source, item.Event.Id, item.Event.EffectiveOn, $"{item.Venture.Name}{chinese}");
            AddEntries(set, item, operators[item.Venture.OperatorId]);
            vouchers.Add(item.Row, set);
        }

        await vouchers.PostAsync(cancel);
    }

    private static void AddEntries(VoucherSet set, EquityEventRow item, OrganizationInfo operatedBy)
    {
        var (holder, fen) = (item.Holder, item.Event.AmountFen);
        switch (item.Event.Kind)
        {
            case EquityRegister.Transfer:
                set.Add(holder.Id, LedgerEvent.TransferOut, [(item.ToHolder!.Code, fen)], detailDebit: true);
                set.Add(item.ToHolder.Id, LedgerEvent.TransferIn, [(holder.Code, fen)], detailDebit: false);
                break;
            case EquityRegister.Increase when holder.Id != operatedBy.Id:
                set.Add(holder.Id, LedgerEvent.ContributeCash, [(operatedBy.Code, fen)], detailDebit: true);
                set.Add(operatedBy.Id, LedgerEvent.ReceiveCash, [(holder.Code, fen)], detailDebit: false);
                break;
            case EquityRegister.Exit when holder.Id != operatedBy.Id:
                set.Add(holder.Id, LedgerEvent.Exit, [(operatedBy.Code, fen)], detailDebit: true);
                set.Add(operatedBy.Id, LedgerEvent.BuyBack, [(holder.Code, fen)], detailDebit: false);
                break;
            default:
                break; // a subscription moves nothing yet
        }
    }
}
