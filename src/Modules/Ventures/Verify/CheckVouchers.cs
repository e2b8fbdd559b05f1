using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.BankFiles;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Imports;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Register;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Verify;

/// <summary>
/// What the books say of contributions, events of the register, payments and bank results agrees with these, amount by
/// amount. A book that was opened after the act rightly says nothing of it, so that a voucher which is missing is no problem here.
/// </summary>
internal static class CheckVouchers
{
    /// <summary>What one source should have in one book, and whether it still stands.</summary>
    private readonly record struct Expected(long Fen, bool Stands);

    public static async Task RunAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        await CheckContributionsAsync(db, findings, cancel);
        await CheckEventsAsync(db, findings, cancel);
        await CheckPaymentsAsync(db, findings, cancel);
        await CheckBankResultsAsync(db, findings, cancel);
    }

    private static async Task CheckContributionsAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var standing = (await ListRows.Standing<Contribution>(db).Select(c => c.Id).ToListAsync(cancel)).ToHashSet();
        var standingEvents = (await ListRows.Standing<EquityEvent>(db).Select(e => e.Id).ToListAsync(cancel)).ToHashSet();
        var contributions = await db.Set<Contribution>().AsNoTracking().ToDictionaryAsync(c => c.Id, cancel);
        var events = await db.Set<EquityEvent>().AsNoTracking().Where(e => e.ContributionId != null).ToListAsync(cancel);
        var paidIn = events.ToLookup(e => e.ContributionId!.Value);
        foreach (var c in contributions.Values)
        {
            var agrees = paidIn[c.Id].ToList() is [var e] && e.Kind == EquityRegister.PayIn
                && (e.PhaseId, e.HolderId, e.AmountFen, e.EffectiveOn) == (c.PhaseId, c.HolderId, c.AmountFen, c.PaidOn)
                && standing.Contains(c.Id) == standingEvents.Contains(e.Id);
            if (!agrees)
            {
                findings.Add("contribution_differs_from_register", $"出资 {c.Id}", $"{c.AmountFen.Yuan()} 元（{c.PaidOn:yyyy-MM-dd}）与股权登记簿里的实缴不一致。");
            }
        }

        await CompareAsync(
            db, ContributionImport.Source, "出资", findings,
            t => contributions.TryGetValue(t.SourceId, out var c) ? new(c.AmountFen, standing.Contains(c.Id)) : default, cancel);
    }

    private static async Task CheckEventsAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var standing = (await ListRows.Standing<EquityEvent>(db).Select(e => e.Id).ToListAsync(cancel)).ToHashSet();
        var amounts = await db.Set<EquityEvent>().Where(e => e.ContributionId == null).ToDictionaryAsync(e => e.Id, e => e.AmountFen, cancel);
        await CompareAsync(
            db, EquityEventImport.Source, "股权变动", findings,
            t => new(amounts.GetValueOrDefault(t.SourceId), standing.Contains(t.SourceId)), cancel);
    }

    /// <summary>The payer's book holds what was paid at one time in all, a receiver's its own line; a top-up passes the usual payer's book, too.</summary>
    private static async Task CheckPaymentsAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var reversed = (await db.Set<Reversal>().Where(r => r.Subject == "payment").Select(r => r.SubjectId).ToListAsync(cancel)).ToHashSet();
        var paid = await (
            from r in db.Set<PaymentResult>()
            join l in db.Set<PaymentLine>() on new { r.PaymentId, r.HolderId } equals new { l.PaymentId, l.HolderId }
            join p in db.Set<Payment>() on r.PaymentId equals p.Id
            join d in db.Set<Distribution>() on p.DistributionId equals d.Id
            where r.Result == PaymentSums.ResultPaid
            select new { r.PaymentId, r.HolderId, r.RecordedAtMs, l.AmountFen, p.PayerId, p.TopUp, UsualPayerId = d.PayerId }).AsNoTracking().ToListAsync(cancel);
        var expected = new Dictionary<(long Payment, long Organization, long AtMs), long>();
        void Add(long payment, long organization, long atMs, long fen) =>
            expected[(payment, organization, atMs)] = expected.GetValueOrDefault((payment, organization, atMs)) + fen;

        foreach (var line in paid)
        {
            Add(line.PaymentId, line.PayerId, line.RecordedAtMs, line.AmountFen);
            if (line.TopUp)
            {
                Add(line.PaymentId, line.UsualPayerId, line.RecordedAtMs, line.AmountFen);
            }

            if (line.HolderId != line.PayerId)
            {
                Add(line.PaymentId, line.HolderId, line.RecordedAtMs, line.AmountFen);
            }
        }

        await CompareAsync(
            db, "payment", "付款", findings,
            t => new(expected.GetValueOrDefault((t.SourceId, t.OrganizationId, t.RecordedAtMs)), !reversed.Contains(t.SourceId)), cancel);
    }

    private static async Task CheckBankResultsAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var paid = await (
            from r in db.Set<BankResult>()
            join l in db.Set<BankLine>() on new { r.CollectiveId, r.BatchId, r.MemberNo } equals new { l.CollectiveId, l.BatchId, l.MemberNo }
            where r.Result == PaymentSums.ResultPaid
            group l.AmountFen by new { r.BatchId, r.RecordedAtMs } into g
            select new { g.Key, Fen = g.Sum() }).ToDictionaryAsync(g => (g.Key.BatchId, g.Key.RecordedAtMs), g => g.Fen, cancel);
        await CompareAsync(
            db, "bank_batch", "代发批次", findings, t => new(paid.GetValueOrDefault((t.SourceId, t.RecordedAtMs)), true), cancel);
    }

    private static async Task CompareAsync(
        BaotuanDb db, string sourceKind, string what, Findings findings, Func<SourceTotal, Expected> expected, CancellationToken cancel)
    {
        var totals = await Vouchers.SourceTotalsAsync(db, sourceKind, cancel);
        var wrong = totals.Where(t => expected(t) is var e && (t.PostedFen != e.Fen || t.StandingFen != (e.Stands ? e.Fen : 0)))
            .OrderBy(t => t.SourceId).ThenBy(t => t.OrganizationId).ToList();
        var people = await Organizations.ByIdsAsync(db, wrong.Select(t => t.OrganizationId), cancel);
        foreach (var total in wrong)
        {
            var e = expected(total);
            findings.Add(
                "voucher_differs_from_fact", $"{what} {total.SourceId} {people[total.OrganizationId].Code} 的账",
                $"凭证记了 {total.PostedFen.Yuan()} 元，其中有效 {total.StandingFen.Yuan()} 元；按登记应记 {e.Fen.Yuan()} 元{(e.Stands ? "" : "，并已冲销")}。");
        }

        findings.Progress($"{what}的凭证", totals.Count, totals.Count);
    }
}
