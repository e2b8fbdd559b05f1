using Baotuan.Engine.Cascades;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Entries;
using Baotuan.Ventures.Leaves;
using Baotuan.Ventures.Rules;

namespace Baotuan.Ventures.Cascades;

/// <summary>Writes a planned cascade: lines first, then the header that sums them, then the vouchers.</summary>
internal static class CascadePosting
{
    /// <summary>What the vouchers of a cascade are marked as made from.</summary>
    public static string SourceKind(string kind, DateOnly periodStart) =>
        kind == CascadePlanning.Company ? "cascade" : BookYear.SourceKind(periodStart.Year);

    public static async Task<Outcome<long>> WriteAsync(BaotuanDb db, CascadePreview plan, CancellationToken cancel)
    {
        var id = await db.NextIdAsync("ventures_cascade", cancel);
        await WriteLinesAsync(db, id, plan, cancel);
        var steps = (plan.Appropriation?.Steps ?? []).Select((step, i) => new CascadeStep
        {
            CascadeId = id,
            StepNo = i + 1,
            Kind = RuleBook.Code(step.Kind),
            RatePpm = step.RatePpm,
            BaseFen = step.Base.Fen,
            AmountFen = step.Amount.Fen,
            Basis = step.Basis,
        }).ToList();
        db.AddRange(steps);
        var cascade = new Cascade
        {
            Id = id,
            HolderId = plan.Holder.Id,
            Kind = plan.Kind,
            PeriodStart = plan.Request.Period.Start,
            PeriodEnd = plan.Request.Period.End,
            RecordDate = plan.RecordDate,
            DeclaredOn = plan.DeclaredOn,
            ReceivedFen = plan.Received.Fen,
            PoolFen = plan.Pool.Fen,
            LineCount = plan.Lines.Count,
            WithheldFen = plan.Withheld.Fen,
            WithholdingPpm = plan.WithholdingPpm,
            WithholdingBasis = plan.WithholdingBasis,
            PlanHash = plan.PlanHash,
            RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(cascade);
        await db.LogAsync("cascade.post", $"{plan.Holder.Code}/{plan.Request.Period.Code}", $"pool {plan.Pool}, {plan.Lines.Count} lines, {plan.PlanHash}", cancel, plan.Holder.Id);
        await db.SaveChangesAsync(cancel);
        await VentureLeaves.CascadeSteps.AppendAsync(db, steps, cancel);
        await VentureLeaves.Cascades.AppendAsync(db, [cascade], cancel);
        var vouchers = plan.Kind == CascadePlanning.Company
            ? await CompanyVouchersAsync(db, id, plan, cancel)
            : await CollectiveVoucherAsync(db, id, plan, cancel);
        var posted = await Vouchers.PostAsync(db, vouchers, cancel);
        return posted.Ok ? id : Outcome<long>.Refused(posted.Refusals);
    }

    private static async Task WriteLinesAsync(BaotuanDb db, long id, CascadePreview plan, CancellationToken cancel)
    {
        if (plan.Kind == CascadePlanning.Collective)
        {
            var job = new PayoutJob(plan.Holder.Id, plan.Holder.Code, id, plan.Pool.Fen, plan.WithholdingPpm);
            var weights = MemberWeights.Stream(db, [plan.Holder.Id], plan.RecordDate, long.MaxValue);
            await PayoutRun.WriteAsync(db, new Dictionary<long, PayoutJob> { [plan.Holder.Id] = job }, weights, ownConnection: false, cancel);
            return;
        }

        var holders = (await CompanyHoldings.AsOfAsync(db, plan.Holder.Id, plan.RecordDate, long.MaxValue, cancel)).ToDictionary(u => u.HolderId, u => u.Units10000);
        var codes = (await Organizations.ByIdsAsync(db, holders.Keys, cancel)).Values.ToDictionary(o => o.Code, o => o.Id);
        var lines = plan.Lines.Select(l => new CascadeLine
        {
            CascadeId = id, HolderId = codes[l.Code], Units10000 = holders[codes[l.Code]], AmountFen = l.Amount.Fen,
        }).OrderBy(l => l.HolderId).ToList();
        db.AddRange(lines);
        await db.SaveChangesAsync(cancel);
        await VentureLeaves.CascadeLines.AppendAsync(db, lines, cancel);
    }

    private static async Task<IReadOnlyList<VoucherDraft>> CompanyVouchersAsync(BaotuanDb db, long id, CascadePreview plan, CancellationToken cancel)
    {
        var holders = (await CompanyHoldings.AsOfAsync(db, plan.Holder.Id, plan.RecordDate, long.MaxValue, cancel)).Select(u => u.HolderId);
        var codes = (await Organizations.ByIdsAsync(db, holders, cancel)).Values.ToDictionary(o => o.Code, o => o.Id);
        var set = await VoucherSet.ForAsync(
            db, codes.Values.Append(plan.Holder.Id), SourceKind(plan.Kind, plan.Request.Period.Start), id, plan.DeclaredOn, $"{plan.Holder.Name}{plan.Request.Period.ChineseName}分红", cancel);
        var lines = plan.Lines.Where(l => l.Amount > Money.Zero).ToList();
        set.Add(plan.Holder.Id, LedgerEvent.Declare, [.. lines.Select(l => (l.Code, l.Amount.Fen))], detailDebit: false);
        foreach (var line in lines)
        {
            set.Add(codes[line.Code], LedgerEvent.DeclaredToUs, [(plan.Holder.Code, line.Amount.Fen)], detailDebit: true);
        }

        return set.Drafts;
    }

    /// <summary>
    /// The year end of a collective in one voucher: income and expense to 321, 321 to 322, the fund, the members, the
    /// withholding, and the sub-accounts of 322 closed into 未分配收益.
    /// </summary>
    private static async Task<IReadOnlyList<VoucherDraft>> CollectiveVoucherAsync(BaotuanDb db, long id, CascadePreview plan, CancellationToken cancel)
    {
        var summary = $"{plan.Request.Period.ChineseName}收益分配";
        var set = await VoucherSet.ForAsync(
            db, [plan.Holder.Id], SourceKind(plan.Kind, plan.Request.Period.Start), id, plan.DeclaredOn, summary, cancel);
        if (!set.Keeps(plan.Holder.Id, out var book))
        {
            return [];
        }

        var lines = new List<PostingDraft>();
        var net = await BookYear.CloseAsync(db, book, plan.Request.Period, lines, cancel);
        Move(lines, "321", "32201", net);
        var fund = plan.Appropriation!.Steps.Where(s => s.Kind == AppropriationKind.Reserve).Sum(s => s.Amount.Fen) + plan.Appropriation.Year.RestrictedFen;
        Move(lines, "32202", "311", fund);
        Move(lines, "32203", "113", plan.Pool.Fen);
        Move(lines, "113", "214", plan.Withheld.Fen);
        Move(lines, "32201", "32202", fund);
        Move(lines, "32201", "32203", plan.Pool.Fen);
        set.Add(plan.Holder.Id, lines);
        return set.Drafts;
    }

    /// <summary>Debit one account and credit the other; the other way round when negative; nothing when zero.</summary>
    private static void Move(List<PostingDraft> lines, string debit, string credit, long amountFen)
    {
        if (amountFen != 0)
        {
            lines.Add(PostingDraft.Debit(amountFen > 0 ? debit : credit, Math.Abs(amountFen)));
            lines.Add(PostingDraft.Credit(amountFen > 0 ? credit : debit, Math.Abs(amountFen)));
        }
    }
}
