using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Entries;
using Baotuan.Ventures.Quotas;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>出资: each row is a tranche and, with it, the register's event of paying in and the vouchers of both sides.</summary>
internal sealed class ContributionSheet : SheetImport
{
    private static readonly IReadOnlyList<(string Code, string Chinese, LedgerEvent Given, LedgerEvent Received)> Kinds =
    [
        ("cash", "现金", LedgerEvent.ContributeCash, LedgerEvent.ReceiveCash),
        ("quota", "用地指标", LedgerEvent.ContributeQuota, LedgerEvent.ReceiveQuota),
        ("grant", "补助资金", LedgerEvent.ContributeGrant, LedgerEvent.ReceiveCash),
        ("loan", "借款", LedgerEvent.ContributeLoan, LedgerEvent.ReceiveCash),
        ("in_kind", "实物", LedgerEvent.ContributeInKind, LedgerEvent.ReceiveInKind),
    ];

    public override SheetDefinition Definition { get; } = new(
        "contributions", "出资",
        Columns.Venture(),
        Columns.Phase(),
        Columns.Holder(),
        Columns.Choice("kind", "方式", Kinds.Select(k => (k.Code, k.Chinese)), "钱从哪里来"),
        new SheetColumn("amount", "金额", SheetColumnKind.Amount) { Help = "指标出资可不填，按面积×单价算到分", Example = "1000000.00" },
        Columns.Date("paid_on", "到账日", "从这一天起计算收益"),
        new SheetColumn("parcel", "指标编号", SheetColumnKind.Code) { Help = "指标出资要填；一块指标只能用一次" },
        new SheetColumn("unit_price", "每亩单价", SheetColumnKind.Amount) { Help = "指标出资要填", Example = "800000.00" },
        Columns.Note("evidence", "凭据"));

    private sealed record Content(
        long PhaseId, long HolderId, string Kind, long Fen, DateOnly PaidOn, long? QuotaId, long? UnitPriceFen, string Evidence);

    private sealed record Item(SheetRow Row, Content Content, Venture Venture, OrganizationInfo Holder, OrganizationInfo Operator)
    {
        public long Id { get; set; }
    }

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var ventures = await VentureCodes.LoadAsync(run.Db, cancel);
        var organizations = new OrganizationCodes(run.Db);
        var quotas = await run.Db.Set<LandQuota>().AsNoTracking().ToDictionaryAsync(q => q.ParcelCode, cancel);
        var contents = (await Withdrawals.Standing<Contribution>(run.Db).ToListAsync(cancel)).Select(Read).ToList();
        var standing = new StandingRows<Content>(contents);
        var used = contents.Where(c => c.QuotaId != null).ToDictionary(c => c.QuotaId!.Value, _ => 0);
        var items = new List<Item>();
        foreach (var row in rows)
        {
            var phase = ventures.Phase(row);
            var holder = await organizations.FindAsync(row, "holder", cancel);
            var quota = Quota(row, quotas, holder);
            if (row.HasErrors || phase is not { } found || holder is null || Money(row, found, quota) is not { } amount)
            {
                continue;
            }

            var content = new Content(
                found.Phase.Id, holder.Id, row.Choice("kind"), amount.Fen, row.Date("paid_on"), quota?.Id, row.AmountOrNull("unit_price")?.Fen, row.TextOrNull("evidence") ?? "");
            if (standing.Take(content))
            {
                run.CountSame();
            }
            else if (quota is not null && !used.TryAdd(quota.Id, row.Row))
            {
                row.Refuse("parcel", used[quota.Id] == 0 ? $"指标 {quota.ParcelCode} 已用于别的出资，一块指标只能用一次。" : $"指标 {quota.ParcelCode} 在第 {used[quota.Id]} 行已经用过，一块指标只能用一次。");
            }
            else
            {
                items.Add(new(row, content, found.Venture, holder, (await Organizations.ByIdsAsync(run.Db, [found.Venture.OperatorId], cancel))[found.Venture.OperatorId]));
            }
        }

        await SaveAsync(run, items, cancel);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var brought = await Withdrawals.Standing<Contribution>(db).Where(c => c.ImportBatchId == batchId).ToListAsync(cancel);
        if (await BuiltOnVenture.CheckAsync(db, [.. brought.Select(c => c.PhaseId).Distinct()], cancel) is { } refusal)
        {
            return refusal;
        }

        foreach (var contribution in brought)
        {
            var reversed = await Vouchers.ReverseSourceAsync(db, "contribution", contribution.Id, contribution.PaidOn, $"撤销第 {batchId} 次导入", cancel);
            if (!reversed.Ok)
            {
                return ImportTrail.BuiltOn(reversed.Refusals[0].Message);
            }
        }

        await Withdrawals.WithdrawBatchAsync<Contribution>(db, batchId, cancel);
        return null; // the register's events of the batch are withdrawn by the sheet of equity events
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var codes = (await Organizations.ListAsync(db, null, cancel)).ToDictionary(o => o.Id, o => o.Code);
        var parcels = await db.Set<LandQuota>().AsNoTracking().ToDictionaryAsync(q => q.Id, q => q.ParcelCode, cancel);
        var rows = from c in Withdrawals.Standing<Contribution>(db)
                   join p in db.Set<Phase>() on c.PhaseId equals p.Id
                   join v in db.Set<Venture>() on p.VentureId equals v.Id
                   orderby v.Code, p.Code, c.PaidOn, c.Id
                   select new { Venture = v.Code, Phase = p.Code, c };
        foreach (var r in await rows.ToListAsync(cancel))
        {
            yield return
            [
                r.Venture, r.Phase, codes[r.c.HolderId], r.c.Kind, new Money(r.c.AmountFen), r.c.PaidOn,
                r.c.QuotaId is { } q ? parcels[q] : null, r.c.UnitPriceFen is { } u ? new Money(u) : null, r.c.Evidence,
            ];
        }
    }

    private static LandQuota? Quota(SheetRow row, Dictionary<string, LandQuota> quotas, OrganizationInfo? holder)
    {
        if (row.HasErrors)
        {
            return null;
        }

        if (row.Choice("kind") != "quota")
        {
            if (row.Has("parcel") || row.Has("unit_price"))
            {
                row.Refuse(row.Has("parcel") ? "parcel" : "unit_price", "只有用地指标出资才填指标编号和单价。");
            }

            return null;
        }

        if (!row.Has("parcel") || !row.Has("unit_price"))
        {
            row.Refuse(row.Has("parcel") ? "unit_price" : "parcel", "用地指标出资要填指标编号和每亩单价。");
            return null;
        }

        if (!quotas.TryGetValue(row.TextOrNull("parcel")!, out var quota))
        {
            row.Refuse("parcel", $"没有编号为 {row.TextOrNull("parcel")!} 的用地指标。请先在“用地指标”表登记，或改正编号。");
            return null;
        }

        if (quotas.Values.Any(q => q.ParentId == quota.Id))
        {
            row.Refuse("parcel", $"指标 {quota.ParcelCode} 已经拆分，请用拆分后的指标。");
        }
        else if (holder is not null && quota.HolderId != holder.Id)
        {
            row.Refuse("parcel", $"指标 {quota.ParcelCode} 不属于 {holder.Name}，不能由它出资。");
        }

        return quota;
    }

    private static Money? Money(SheetRow row, (Venture Venture, Phase Phase) found, LandQuota? quota)
    {
        var paidOn = row.Date("paid_on");
        if (paidOn < found.Phase.OpenedOn || paidOn > (found.Phase.ClosedOn ?? DateOnly.MaxValue))
        {
            row.Refuse("paid_on", paidOn < found.Phase.OpenedOn
                ? $"到账日早于第 {found.Phase.Code} 期的起始日期 {found.Phase.OpenedOn:yyyy-MM-dd}。"
                : $"到账日晚于第 {found.Phase.Code} 期的截止日期 {found.Phase.ClosedOn:yyyy-MM-dd}。");
            return null;
        }

        var given = row.AmountOrNull("amount");
        if (quota is not null)
        {
            var worth = (new Rational(quota.AreaMu10000, 10_000) * row.AmountOrNull("unit_price")!.Value.Fen).RoundHalfUp();
            if (worth > long.MaxValue || worth <= 0)
            {
                row.Refuse("unit_price", worth <= 0 ? "每亩单价必须大于零。" : "面积×单价超出系统能表示的金额，请检查单价。");
                return null;
            }

            var amount = new Money((long)worth);
            if (given is { } stated && stated != amount)
            {
                row.Refuse("amount", $"面积 {new LandArea(quota.AreaMu10000)} 亩 × 单价 {row.AmountOrNull("unit_price")!.Value.Format()} 元 = {amount.Format()} 元，与填写的金额不符。");
                return null;
            }

            return amount;
        }

        if (given is not { Fen: > 0 })
        {
            row.Refuse("amount", given is null ? "请填写出资金额。" : "出资金额必须大于零。");
            return null;
        }

        return given;
    }

    private static async Task SaveAsync(ImportRun run, List<Item> items, CancellationToken cancel)
    {
        var id = await run.Db.NextIdsAsync("ventures_contribution", items.Count, cancel);
        items.ForEach(i => i.Id = id++);
        var books = await Books.FindByOrganizationsAsync(
            run.Db, [.. items.Select(i => i.Holder.Id).Concat(items.Select(i => i.Operator.Id)).Distinct()], cancel);
        var good = await VoucherRows.PostAsync(run.Db, items, i => i.Row, i => Task.FromResult(DraftsOf(books, i)), cancel);
        var eventId = await run.Db.NextIdsAsync("ventures_equity_event", good.Count, cancel);
        foreach (var item in good)
        {
            run.Db.Add(Row(item.Content, item.Id, run));
            run.Db.Add(new EquityEvent
            {
                Id = eventId++, PhaseId = item.Content.PhaseId, HolderId = item.Content.HolderId, Kind = EquityRegister.PayIn,
                AmountFen = item.Content.Fen, EffectiveOn = item.Content.PaidOn, ContributionId = item.Id,
                RecordedAtMs = run.Db.RecordedAtMs, ImportBatchId = run.BatchId,
            });
            run.CountNew();
        }
    }

    private static IReadOnlyList<VoucherDraft> DraftsOf(IReadOnlyDictionary<long, BookInfo> books, Item item)
    {
        var kind = Kinds.First(k => k.Code == item.Content.Kind);
        var set = new VoucherSet(books, "contribution", item.Id, item.Content.PaidOn, $"{item.Venture.Name}{kind.Chinese}出资");
        set.Add(item.Holder.Id, kind.Given, [(item.Operator.Code, item.Content.Fen)], detailDebit: true);
        if (item.Operator.Id != item.Holder.Id)
        {
            set.Add(item.Operator.Id, kind.Received, [(item.Holder.Code, item.Content.Fen)], detailDebit: false);
        }

        return set.Drafts;
    }

    private static Content Read(Contribution c) => new(c.PhaseId, c.HolderId, c.Kind, c.AmountFen, c.PaidOn, c.QuotaId, c.UnitPriceFen, c.Evidence);

    private static Contribution Row(Content c, long id, ImportRun run) => new()
    {
        Id = id, PhaseId = c.PhaseId, HolderId = c.HolderId, Kind = c.Kind, AmountFen = c.Fen, PaidOn = c.PaidOn, QuotaId = c.QuotaId,
        UnitPriceFen = c.UnitPriceFen, Evidence = c.Evidence, RecordedAtMs = run.Db.RecordedAtMs, ImportBatchId = run.BatchId,
    };
}
