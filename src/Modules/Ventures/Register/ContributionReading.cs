using System.Numerics;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Ventures.Imports;
using Baotuan.Ventures.Quotas;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Register;

/// <summary>
/// Reads rows of contributions and lays them against those that stand. Two tranches may be equal in every column, so rows are
/// counted: as many as stand are the same, what is beyond is new.
/// </summary>
internal sealed class ContributionReading
{
    private readonly ImportCodes _codes;
    private readonly Dictionary<string, LandQuota> _quotas;
    private readonly HashSet<long> _split;
    private readonly Dictionary<long, string> _used;
    private readonly Dictionary<Content, int> _standing;
    private readonly PhaseTotals _totals;
    private readonly ImportRun _run;

    private ContributionReading(ImportRun run, ImportCodes codes, List<LandQuota> quotas, List<Contribution> standing, List<EquityEvent> events)
    {
        (_run, _codes) = (run, codes);
        _quotas = quotas.ToDictionary(q => q.ParcelCode);
        _split = [.. quotas.Where(q => q.ParentId != null).Select(q => q.ParentId!.Value)];
        _used = standing.Where(c => c.QuotaId != null).ToDictionary(c => c.QuotaId!.Value, c => $"{c.PaidOn:yyyy-MM-dd} 的出资");
        _standing = standing.GroupBy(Content.Of).ToDictionary(g => g.Key, g => g.Count());
        _totals = new(events);
    }

    public List<ContributionRow> Added { get; } = [];

    public static async Task<ContributionReading> LoadAsync(ImportRun run, CancellationToken cancel) => new(
        run,
        await ImportCodes.LoadAsync(run.Db, cancel),
        await run.Db.Set<LandQuota>().AsNoTracking().ToListAsync(cancel),
        await ListRows.Standing<Contribution>(run.Db).ToListAsync(cancel),
        await ListRows.Standing<EquityEvent>(run.Db).ToListAsync(cancel));

    public async Task TakeAsync(SheetRow row, CancellationToken cancel)
    {
        var venture = _codes.Venture(row);
        var phase = _codes.Phase(row, venture);
        var holder = await _codes.OrganizationAsync(row, "holder", cancel);
        if (phase is not null && row.Has("paid_on"))
        {
            CheckDay(row, phase);
        }

        ImportCodes.CheckAmount(row, "amount");
        ImportCodes.CheckAmount(row, "unit_price");
        var (quota, amount) = row.Choice("kind") == ContributionKinds.Quota ? ReadQuota(row, holder) : ReadMoney(row);
        if (row.HasErrors)
        {
            return;
        }

        var contribution = new Contribution
        {
            PhaseId = phase!.Id,
            HolderId = holder!.Id,
            Kind = row.Choice("kind"),
            AmountFen = amount!.Value.Fen,
            PaidOn = row.Date("paid_on"),
            QuotaId = quota?.Id,
            UnitPriceFen = quota is null ? null : row.AmountOrNull("unit_price")?.Fen,
            Evidence = row.TextOrNull("evidence") ?? "",
        };
        Take(row, contribution, quota, venture!, holder);
    }

    private void Take(SheetRow row, Contribution contribution, LandQuota? quota, Venture venture, OrganizationInfo holder)
    {
        var content = Content.Of(contribution);
        if (_standing.GetValueOrDefault(content) is > 0 and var left)
        {
            _standing[content] = left - 1;
            _run.CountSame();
            return;
        }

        if (quota is not null && !_used.TryAdd(quota.Id, $"第 {row.Row} 行的出资"))
        {
            row.Refuse("parcel", $"指标 {quota.ParcelCode} 已用于{_used[quota.Id]}，一块指标只能用一次。请改正指标编号。");
        }

        _totals.Take(row, contribution.PhaseId, contribution.AmountFen);
        if (!row.HasErrors)
        {
            Added.Add(new(row, contribution, venture, holder));
        }
    }

    private static void CheckDay(SheetRow row, Phase phase)
    {
        var paidOn = row.Date("paid_on");
        if (paidOn < phase.OpenedOn)
        {
            row.Refuse("paid_on", $"到账日早于第 {phase.Code} 期的起始日期 {phase.OpenedOn:yyyy-MM-dd}。请改正日期，或先改期的起始日期。");
        }
        else if (paidOn > phase.ClosedOn)
        {
            row.Refuse("paid_on", $"到账日晚于第 {phase.Code} 期的截止日期 {phase.ClosedOn:yyyy-MM-dd}。请改正日期，或先改期的截止日期。");
        }
    }

    private static (LandQuota?, Money?) ReadMoney(SheetRow row)
    {
        if (row.Has("kind") && row.IsEmpty("amount"))
        {
            row.Refuse("amount", "没有填金额，请填写。");
        }

        foreach (var column in (string[])["parcel", "unit_price"])
        {
            if (row.Has("kind") && row.Has(column))
            {
                row.Refuse(column, "只有用地指标出资才填这一列，请删去，或改方式。");
            }
        }

        return (null, row.AmountOrNull("amount"));
    }

    private (LandQuota?, Money?) ReadQuota(SheetRow row, OrganizationInfo? holder)
    {
        if (row.IsEmpty("parcel"))
        {
            row.Refuse("parcel", "用地指标出资要填指标编号。");
        }

        if (row.IsEmpty("unit_price"))
        {
            row.Refuse("unit_price", "用地指标出资要填每亩单价。");
        }

        var quota = row.TextOrNull("parcel") is { } code ? FindQuota(row, code, holder) : null;
        if (quota is null || row.AmountOrNull("unit_price") is not { } price)
        {
            return (quota, null);
        }

        var exact = new Rational((BigInteger)quota.AreaMu10000 * price.Fen, 10_000);
        if (exact > ImportCodes.MaxAmountFen)
        {
            row.Refuse("unit_price", "面积乘单价超过十万亿元，请检查是否多写了数字。");
            return (quota, null);
        }

        var amount = exact.RoundHalfUpToFen();
        if (row.AmountOrNull("amount") is { } typed && typed != amount)
        {
            row.Refuse("amount", $"金额应等于面积乘单价：{new LandArea(quota.AreaMu10000)} 亩 × {price} 元 = {amount} 元。请改正，或留空由系统计算。");
        }

        return (quota, amount);
    }

    private LandQuota? FindQuota(SheetRow row, string code, OrganizationInfo? holder)
    {
        if (!_quotas.TryGetValue(code, out var quota))
        {
            row.Refuse("parcel", $"没有编号为 {code} 的用地指标。请先在“用地指标”表登记，或改正编号。");
            return null;
        }

        if (_split.Contains(quota.Id))
        {
            row.Refuse("parcel", $"指标 {code} 已经拆分，请改用拆分后的指标。");
        }

        if (holder is not null && quota.HolderId != holder.Id)
        {
            row.Refuse("parcel", $"指标 {code} 不是 {holder.Code} 的。请改正指标编号或出资方。");
        }

        return quota;
    }

    private readonly record struct Content(
        long PhaseId, long HolderId, string Kind, long AmountFen, DateOnly PaidOn, long? QuotaId, long? UnitPriceFen, string Evidence)
    {
        public static Content Of(Contribution c) =>
            new(c.PhaseId, c.HolderId, c.Kind, c.AmountFen, c.PaidOn, c.QuotaId, c.UnitPriceFen, c.Evidence);
    }
}
