using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Ventures.Imports;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Register;

/// <summary>A row that was read and is not in the base yet.</summary>
internal sealed record EquityEventRow(SheetRow Row, EquityEvent Event, Venture Venture, OrganizationInfo Holder, OrganizationInfo? ToHolder);

/// <summary>Reads rows of the equity register, lays them against what stands, and sees that nobody gives more than he has.</summary>
internal sealed class EquityEventReading
{
    private readonly ImportRun _run;
    private readonly ImportCodes _codes;
    private readonly List<EquityEvent> _all;
    private readonly Dictionary<Content, int> _standing;
    private readonly PhaseTotals _totals;

    private EquityEventReading(ImportRun run, ImportCodes codes, List<EquityEvent> standing)
    {
        (_run, _codes, _all) = (run, codes, standing);
        _standing = standing.Where(e => e.ContributionId == null).GroupBy(Content.Of).ToDictionary(g => g.Key, g => g.Count());
        _totals = new(standing);
    }

    public List<EquityEventRow> Added { get; } = [];

    public static async Task<EquityEventReading> LoadAsync(ImportRun run, CancellationToken cancel) => new(
        run, await ImportCodes.LoadAsync(run.Db, cancel), await ListRows.Standing<EquityEvent>(run.Db).ToListAsync(cancel));

    public async Task TakeAsync(SheetRow row, CancellationToken cancel)
    {
        var venture = _codes.Venture(row);
        var phase = _codes.Phase(row, venture);
        var holder = await _codes.OrganizationAsync(row, "holder", cancel);
        var toHolder = await _codes.OrganizationAsync(row, "to_holder", cancel);
        ImportCodes.CheckAmount(row, "amount");
        CheckParties(row, holder, toHolder);
        if (phase is not null && row.Has("effective_on"))
        {
            CheckDay(row, phase);
        }

        if (row.HasErrors)
        {
            return;
        }

        var happened = new EquityEvent
        {
            PhaseId = phase!.Id,
            HolderId = holder!.Id,
            Kind = row.Choice("event"),
            AmountFen = row.Amount("amount").Fen,
            EffectiveOn = row.Date("effective_on"),
            ToHolderId = toHolder?.Id,
            Note = row.TextOrNull("note") ?? "",
        };
        if (_standing.GetValueOrDefault(Content.Of(happened)) is > 0 and var left)
        {
            _standing[Content.Of(happened)] = left - 1;
            _run.CountSame();
            return;
        }

        _totals.Take(row, happened.PhaseId, happened.AmountFen);
        if (!row.HasErrors)
        {
            Added.Add(new(row, happened, venture!, holder, toHolder));
        }
    }

    /// <summary>
    /// Refuses transfers and exits above the holding on their day or on any later one. The order of the rows does not matter:
    /// what cannot be yet is tried again after the others.
    /// </summary>
    public void CheckHoldings()
    {
        var holdings = _all.SelectMany(e => EquityRegister.Principal(e).Select(p => (e.PhaseId, p.HolderId, e))).Distinct()
            .GroupBy(x => (x.PhaseId, x.HolderId)).ToDictionary(g => g.Key, g => g.Select(x => x.e).ToList());
        List<EquityEventRow> waiting = [.. Added.OrderBy(a => a.Event.EffectiveOn)];
        for (var before = -1; waiting.Count > 0 && waiting.Count != before;)
        {
            before = waiting.Count;
            waiting.RemoveAll(item => TryAdd(holdings, item.Event));
        }

        foreach (var item in waiting)
        {
            var had = HeldOn(holdings, item.Event);
            var what = item.Event.Kind == EquityRegister.Transfer ? "转让" : "退出";
            item.Row.Refuse("amount", had < item.Event.AmountFen
                ? $"{item.Holder.Code} 在 {item.Event.EffectiveOn:yyyy-MM-dd} 持有 {new Money(Math.Max(0, had)).Format()} 元，不够{what} {new Money(item.Event.AmountFen).Format()} 元。请改正金额或日期。"
                : $"{item.Holder.Code} 后来还要转让或退出，这一天再{what} {new Money(item.Event.AmountFen).Format()} 元就不够了。请改正金额或日期。");
        }
    }

    private static bool TryAdd(Dictionary<(long, long), List<EquityEvent>> holdings, EquityEvent happened)
    {
        var touched = EquityRegister.Principal(happened).Select(p => (happened.PhaseId, p.HolderId)).ToList();
        foreach (var key in touched)
        {
            if (!holdings.TryGetValue(key, out var events))
            {
                holdings[key] = events = [];
            }

            events.Add(happened);
        }

        if (touched.All(key => EquityRegister.FirstShortDay(holdings[key], key.PhaseId, key.HolderId) is null))
        {
            return true;
        }

        touched.ForEach(key => holdings[key].Remove(happened));
        return false;
    }

    private static long HeldOn(Dictionary<(long, long), List<EquityEvent>> holdings, EquityEvent happened) =>
        holdings.GetValueOrDefault((happened.PhaseId, happened.HolderId))?.Where(e => e.EffectiveOn <= happened.EffectiveOn)
            .SelectMany(EquityRegister.Principal).Where(p => p.HolderId == happened.HolderId).Sum(p => p.SignedFen) ?? 0;

    private static void CheckParties(SheetRow row, OrganizationInfo? holder, OrganizationInfo? toHolder)
    {
        var transfer = row.Choice("event") == EquityRegister.Transfer;
        if (transfer && row.IsEmpty("to_holder"))
        {
            row.Refuse("to_holder", "转让要填受让方。");
        }
        else if (row.Has("event") && !transfer && row.Has("to_holder"))
        {
            row.Refuse("to_holder", "只有转让才填受让方，请删去，或改变动。");
        }
        else if (holder is not null && holder.Id == toHolder?.Id)
        {
            row.Refuse("to_holder", "不能转让给自己，请改正受让方。");
        }
    }

    private static void CheckDay(SheetRow row, Phase phase)
    {
        var on = row.Date("effective_on");
        if (on < phase.OpenedOn)
        {
            row.Refuse("effective_on", $"生效日早于第 {phase.Code} 期的起始日期 {phase.OpenedOn:yyyy-MM-dd}。请改正日期，或先改期的起始日期。");
        }
        else if (row.Choice("event") == EquityRegister.Increase && on > phase.ClosedOn)
        {
            row.Refuse("effective_on", $"增资日期晚于第 {phase.Code} 期的截止日期 {phase.ClosedOn:yyyy-MM-dd}。请改正日期，或先改期的截止日期。");
        }
    }

    private readonly record struct Content(
        long PhaseId, long HolderId, string Kind, long AmountFen, DateOnly EffectiveOn, long? ToHolderId, string Note)
    {
        public static Content Of(EquityEvent e) => new(e.PhaseId, e.HolderId, e.Kind, e.AmountFen, e.EffectiveOn, e.ToHolderId, e.Note);
    }
}
