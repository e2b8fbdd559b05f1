using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Entries;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>股权变动: what changes the register beside contributions.</summary>
internal sealed class EquityEventSheet : SheetImport
{
    public override SheetDefinition Definition { get; } = new(
        "equity-events", "股权变动",
        Columns.Venture(),
        Columns.Phase(),
        Columns.Holder(),
        Columns.Choice("event", "变动", EquityRegister.Kinds.Where(k => k.Code != EquityRegister.PayIn), "认缴只记约定；增资同时增加认缴和实缴；实缴在“出资”表登记"),
        new SheetColumn("amount", "金额", SheetColumnKind.Amount) { Required = true },
        Columns.Date("effective_on", "生效日", "转让从这一天起由受让方得收益"),
        Columns.Organization("to_holder", "受让方", "转让要填组织编码"),
        Columns.Note("note", "备注"));

    private sealed record Content(long PhaseId, long HolderId, string Kind, long Fen, DateOnly On, long? ToHolderId, string Note);

    private sealed record Item(SheetRow Row, Content Content, Venture Venture, OrganizationInfo Holder, OrganizationInfo? To, OrganizationInfo Operator)
    {
        public long Id { get; set; }
    }

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var ventures = await VentureCodes.LoadAsync(run.Db, cancel);
        var organizations = new OrganizationCodes(run.Db);
        var events = await EquityRegister.EventsAsync(run.Db, [.. ventures.Phases.Select(p => p.Id)], DateOnly.MaxValue, long.MaxValue, cancel);
        var standing = new StandingRows<Content>(events.Where(e => e.Kind != EquityRegister.PayIn).Select(Read));
        var items = new List<Item>();
        foreach (var row in rows)
        {
            var phase = ventures.Phase(row);
            var holder = await organizations.FindAsync(row, "holder", cancel);
            var to = await organizations.FindAsync(row, "to_holder", cancel);
            Check(row, phase?.Phase, holder, to);
            if (row.HasErrors || phase is not { } found || holder is null)
            {
                continue;
            }

            var content = new Content(
                found.Phase.Id, holder.Id, row.Choice("event"), row.Amount("amount").Fen, row.Date("effective_on"), to?.Id, row.TextOrNull("note") ?? "");
            if (standing.Take(content))
            {
                run.CountSame();
                continue;
            }

            var fresh = Row(content, 0, run);
            events.Add(fresh);
            if (content.Kind is EquityRegister.Transfer or EquityRegister.Exit && EquityRegister.FirstShortDay(events, found.Phase.Id, holder.Id) is { } shortDay)
            {
                events.Remove(fresh);
                row.Refuse("amount", $"{holder.Name} 在 {shortDay:yyyy-MM-dd} 的持有不足，不能{(content.Kind == EquityRegister.Exit ? "退出" : "转让")}这么多。请核对金额和日期。");
                continue;
            }

            items.Add(new(row, content, found.Venture, holder, to, (await Organizations.ByIdsAsync(run.Db, [found.Venture.OperatorId], cancel))[found.Venture.OperatorId]));
        }

        await SaveAsync(run, items, cancel);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var brought = await Withdrawals.Standing<EquityEvent>(db).Where(e => e.ImportBatchId == batchId).ToListAsync(cancel);
        if (await BuiltOnVenture.CheckAsync(db, [.. brought.Select(e => e.PhaseId).Distinct()], cancel) is { } refusal)
        {
            return refusal;
        }

        if (await LeftShortAsync(db, brought, cancel) is { } holder)
        {
            return ImportTrail.BuiltOn($"{holder} 的后续转让或退出以这次导入的股权为前提。请先撤销那一次导入。");
        }

        foreach (var e in brought.Where(e => e.ContributionId is null))
        {
            var reversed = await Vouchers.ReverseSourceAsync(db, "equity_event", e.Id, e.EffectiveOn, $"撤销第 {batchId} 次导入", cancel);
            if (!reversed.Ok)
            {
                return ImportTrail.BuiltOn(reversed.Refusals[0].Message);
            }
        }

        await Withdrawals.WithdrawBatchAsync<EquityEvent>(db, batchId, cancel);
        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var codes = (await Organizations.ListAsync(db, null, cancel)).ToDictionary(o => o.Id, o => o.Code);
        var rows = from e in Withdrawals.Standing<EquityEvent>(db)
                   join p in db.Set<Phase>() on e.PhaseId equals p.Id
                   join v in db.Set<Venture>() on p.VentureId equals v.Id
                   where e.Kind != EquityRegister.PayIn
                   orderby v.Code, p.Code, e.EffectiveOn, e.Id
                   select new { Venture = v.Code, Phase = p.Code, e };
        foreach (var r in await rows.ToListAsync(cancel))
        {
            yield return [r.Venture, r.Phase, codes[r.e.HolderId], r.e.Kind, new Money(r.e.AmountFen), r.e.EffectiveOn, r.e.ToHolderId is { } t ? codes[t] : null, r.e.Note];
        }
    }

    private static void Check(SheetRow row, Phase? phase, OrganizationInfo? holder, OrganizationInfo? to)
    {
        if (row.HasErrors || phase is null || holder is null)
        {
            return;
        }

        var transfer = row.Choice("event") == EquityRegister.Transfer;
        if (row.Amount("amount") <= Money.Zero)
        {
            row.Refuse("amount", "金额必须大于零。");
        }

        if (transfer != (to is not null))
        {
            row.Refuse("to_holder", transfer ? "转让要填受让方。" : "只有转让才填受让方。");
        }
        else if (to?.Id == holder.Id)
        {
            row.Refuse("to_holder", "不能转让给自己，请改正受让方。");
        }

        if (row.Date("effective_on") < phase.OpenedOn)
        {
            row.Refuse("effective_on", $"生效日早于第 {phase.Code} 期的起始日期 {phase.OpenedOn:yyyy-MM-dd}。");
        }
    }

    private static async Task<string?> LeftShortAsync(BaotuanDb db, List<EquityEvent> brought, CancellationToken cancel)
    {
        var gone = brought.Select(e => e.Id).ToHashSet();
        var phases = brought.Select(e => e.PhaseId).Distinct().ToArray();
        var left = (await EquityRegister.EventsAsync(db, phases, DateOnly.MaxValue, long.MaxValue, cancel)).Where(e => !gone.Contains(e.Id)).ToList();
        foreach (var (phaseId, holderId) in brought.SelectMany(e => EquityRegister.Principal(e).Select(p => (e.PhaseId, p.HolderId))).Distinct())
        {
            if (EquityRegister.FirstShortDay(left, phaseId, holderId) is not null)
            {
                return (await Organizations.ByIdsAsync(db, [holderId], cancel))[holderId].Name;
            }
        }

        return null;
    }

    private static async Task SaveAsync(ImportRun run, List<Item> items, CancellationToken cancel)
    {
        var id = await run.Db.NextIdsAsync("ventures_equity_event", items.Count, cancel);
        items.ForEach(i => i.Id = id++);
        var parties = items.SelectMany(i => (long[])[i.Holder.Id, i.To?.Id ?? i.Holder.Id, i.Operator.Id]).Distinct();
        var books = await Books.FindByOrganizationsAsync(run.Db, [.. parties], cancel);
        foreach (var item in await VoucherRows.PostAsync(run.Db, items, i => i.Row, i => Task.FromResult(DraftsOf(books, i)), cancel))
        {
            run.Db.Add(Row(item.Content, item.Id, run));
            run.CountNew();
        }
    }

    private static IReadOnlyList<VoucherDraft> DraftsOf(IReadOnlyDictionary<long, BookInfo> books, Item item)
    {
        var (kind, fen) = (item.Content.Kind, item.Content.Fen);
        var name = EquityRegister.Kinds.First(k => k.Code == kind).Chinese;
        var set = new VoucherSet(books, "equity_event", item.Id, item.Content.On, $"{item.Venture.Name}{name}");
        switch (kind)
        {
            case EquityRegister.Transfer:
                set.Add(item.Holder.Id, LedgerEvent.TransferOut, [(item.To!.Code, fen)], detailDebit: true);
                set.Add(item.To.Id, LedgerEvent.TransferIn, [(item.Holder.Code, fen)], detailDebit: false);
                break;
            case EquityRegister.Increase:
                set.Add(item.Holder.Id, LedgerEvent.ContributeCash, [(item.Operator.Code, fen)], detailDebit: true);
                set.Add(item.Operator.Id, LedgerEvent.ReceiveCash, [(item.Holder.Code, fen)], detailDebit: false);
                break;
            case EquityRegister.Exit:
                set.Add(item.Holder.Id, LedgerEvent.Exit, [(item.Operator.Code, fen)], detailDebit: true);
                set.Add(item.Operator.Id, LedgerEvent.BuyBack, [(item.Holder.Code, fen)], detailDebit: false);
                break;
        }

        return set.Drafts;
    }

    private static Content Read(EquityEvent e) => new(e.PhaseId, e.HolderId, e.Kind, e.AmountFen, e.EffectiveOn, e.ToHolderId, e.Note);

    private static EquityEvent Row(Content c, long id, ImportRun run) => new()
    {
        Id = id, PhaseId = c.PhaseId, HolderId = c.HolderId, Kind = c.Kind, AmountFen = c.Fen, EffectiveOn = c.On, ToHolderId = c.ToHolderId,
        Note = c.Note, RecordedAtMs = run.Db.RecordedAtMs, ImportBatchId = run.BatchId,
    };
}
