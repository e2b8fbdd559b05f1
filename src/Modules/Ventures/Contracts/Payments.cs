using Baotuan.Engine.Distributions;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Entries;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Leaves;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>Money paid on a distribution.</summary>
/// <param name="PayerCode">Null for the distribution's payer; another payer makes it a top-up (差额补足).</param>
/// <param name="Received">True when all receiving holders have confirmed: cash moves in the books at once.</param>
public sealed record PaymentRequest(
    string VentureCode, Period Period, string? PhaseCode, string? PayerCode, Money Amount, DateOnly PaidOn,
    string Evidence = "", bool Received = false, string? ClientId = null);

/// <summary>What became of one line: <c>paid</c>, <c>failed</c> or <c>unknown</c>.</summary>
public sealed record PaymentLineResult(string HolderCode, string Result, string Note = "");

/// <summary>A payment as it stands.</summary>
public sealed record PaymentInfo(
    long Id, long DistributionId, OrganizationInfo Payer, bool TopUp, DateOnly PaidOn, Money Amount, string Evidence,
    DateOnly? ReversedOn, IReadOnlyList<PaymentInfoLine> Lines);

/// <summary>One holder's part; the result is empty while none is known.</summary>
public sealed record PaymentInfoLine(OrganizationInfo Holder, Money Amount, string Result);

/// <summary>Pays distributions, part by part, and records what the bank and the receiving village say.</summary>
public static class PaymentActs
{
    /// <summary>Splits the payment over what is outstanding and records it; what stays is arrears.</summary>
    public static async Task<Outcome<PaymentInfo>> PostAsync(BaotuanDb db, PaymentRequest request, CancellationToken cancel)
    {
        db.Access.Require(VenturesPermissions.PaymentRecord);
        var found = await DistributionActs.FindAsync(db, request.VentureCode, request.Period, request.PhaseCode, cancel);
        if (!found.Ok)
        {
            return Outcome<PaymentInfo>.Refused(found.Refusals);
        }

        var distribution = found.Value;
        var payer = request.PayerCode is null ? distribution.Payer : await Organizations.ByCodeAsync(db, request.PayerCode, cancel);
        if (payer is null)
        {
            return new Refusal("payer_not_found", $"没有编码为 {request.PayerCode} 的组织。");
        }

        db.Access.RequireAny(VenturesPermissions.PaymentRecord, [distribution.Payer.Id, payer.Id]);
        if (request.PaidOn < distribution.DeclaredOn)
        {
            return new Refusal("paid_before_declared", $"付款日期不能早于分红入账日期 {distribution.DeclaredOn:yyyy-MM-dd}。");
        }

        if (request.ClientId is { } given && await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.ClientId == given, cancel) is { } same)
        {
            return same.DistributionId == distribution.Id && same.AmountFen == request.Amount.Fen && same.PayerId == payer.Id
                ? await ShowAsync(db, same.Id, cancel)
                : new Refusal("client_id_reused", "同一个提交编号已用于另一笔付款。请刷新页面后重新提交。");
        }

        var committed = await PaymentSums.CommittedByHolderAsync(db, distribution.Id, cancel);
        var split = SplitPayment.Over(request.Amount, [.. distribution.Lines.Select(l =>
            new DueLine(l.Holder.Code, l.Amount.Fen - committed.GetValueOrDefault(l.Holder.Id)))]);
        if (!split.Ok)
        {
            return Outcome<PaymentInfo>.Refused(split.Refusals);
        }

        var id = await WriteAsync(db, distribution, payer, request, split.Value, cancel);
        return request.Received
            ? await ResultAsync(db, id, [.. split.Value.Select(l => new PaymentLineResult(l.HolderCode, PaymentSums.ResultPaid))], request.PaidOn, cancel)
            : await ShowAsync(db, id, cancel);
    }

    /// <summary>Records results per line; only paid lines move cash, in the books of payer and receiver.</summary>
    public static async Task<Outcome<PaymentInfo>> ResultAsync(
        BaotuanDb db, long paymentId, IReadOnlyList<PaymentLineResult> results, DateOnly on, CancellationToken cancel)
    {
        var payment = await ShowAsync(db, paymentId, cancel);
        if (!payment.Ok)
        {
            return payment;
        }

        if (results.GroupBy(r => r.HolderCode).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return new Refusal("holder_named_twice", $"结果里 {twice.Key} 出现了 {twice.Count()} 次，请只保留一行。");
        }

        var lines = payment.Value.Lines.ToDictionary(l => l.Holder.Code);
        RequireResults(db, payment.Value, results.Select(r => lines.GetValueOrDefault(r.HolderCode)?.Holder.Id));
        foreach (var result in results)
        {
            if (ResultProblem(lines, payment.Value, result, on) is { } problem)
            {
                return problem;
            }
        }

        db.AddRange(results.Select(r => new PaymentResult
        {
            PaymentId = paymentId,
            HolderId = lines[r.HolderCode].Holder.Id,
            RecordedAtMs = db.RecordedAtMs,
            Result = r.Result,
            ResultOn = on,
            Note = r.Note,
        }));
        await db.SaveChangesAsync(cancel);
        VentureLeaves.PaymentResults.Written(db, paymentId);
        var paid = results.Where(r => r.Result == PaymentSums.ResultPaid).Select(r => lines[r.HolderCode]).ToList();
        Outcome<IReadOnlyList<PostedVoucher>> posted = paid.Count == 0 ? new List<PostedVoucher>() : await Vouchers.PostAsync(db, await VouchersAsync(db, payment.Value, paid, on, cancel), cancel);
        await db.LogAsync("payment.result", $"payment/{paymentId}", $"{results.Count} lines, {paid.Count} paid", cancel, payment.Value.Payer.Id);
        return posted.Ok ? await ShowAsync(db, paymentId, cancel) : Outcome<PaymentInfo>.Refused(posted.Refusals);
    }

    /// <summary>Takes a wrongly recorded payment back, with its vouchers.</summary>
    public static async Task<Outcome<PaymentInfo>> ReverseAsync(BaotuanDb db, long paymentId, DateOnly on, string reason, CancellationToken cancel)
    {
        var payment = await ShowAsync(db, paymentId, cancel);
        if (!payment.Ok)
        {
            return payment;
        }

        db.Access.Require(VenturesPermissions.PaymentReverse, payment.Value.Payer.Id);
        if (ReverseProblem(payment.Value, on, reason) is { } problem)
        {
            return problem;
        }

        if (payment.Value.Lines.Any(l => l.Result == PaymentSums.ResultPaid))
        {
            var reversed = await Vouchers.ReverseSourceAsync(db, "payment", paymentId, on, reason, cancel);
            if (!reversed.Ok)
            {
                return Outcome<PaymentInfo>.Refused(reversed.Refusals);
            }
        }

        await VentureLeaves.AddAsync(db, new Reversal { Subject = "payment", SubjectId = paymentId, ReversedOn = on, Reason = reason.Trim(), RecordedAtMs = db.RecordedAtMs }, cancel);
        await db.LogAsync("payment.reverse", $"payment/{paymentId}", reason.Trim(), cancel, payment.Value.Payer.Id);
        await db.SaveChangesAsync(cancel);
        return await ShowAsync(db, paymentId, cancel);
    }

    /// <summary>Payments on a distribution in order of recording, reversed ones too.</summary>
    public static async Task<IReadOnlyList<PaymentInfo>> ListAsync(BaotuanDb db, long distributionId, CancellationToken cancel)
    {
        var list = new List<PaymentInfo>();
        foreach (var id in await db.Set<Payment>().Where(p => p.DistributionId == distributionId).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancel))
        {
            list.Add((await ShowAsync(db, id, cancel)).Value);
        }

        return list;
    }

    public static async Task<Outcome<PaymentInfo>> ShowAsync(BaotuanDb db, long paymentId, CancellationToken cancel)
    {
        var payment = await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == paymentId, cancel);
        if (payment is null)
        {
            db.Access.Require(VenturesPermissions.VentureRead);
            return new Refusal("payment_not_found", $"没有编号为 {paymentId} 的付款。");
        }

        await VentureAccess.RequireReadAsync(db, await db.Set<Distribution>().Where(d => d.Id == payment.DistributionId).Select(d => d.VentureId).FirstAsync(cancel), cancel);

        var lines = await db.Set<PaymentLine>().AsNoTracking().Where(l => l.PaymentId == paymentId).ToListAsync(cancel);
        var results = (await db.Set<PaymentResult>().AsNoTracking().Where(r => r.PaymentId == paymentId).OrderBy(r => r.RecordedAtMs).ToListAsync(cancel))
            .GroupBy(r => r.HolderId).ToDictionary(g => g.Key, g => g.Last().Result);
        var people = await Organizations.ByIdsAsync(db, lines.Select(l => l.HolderId).Append(payment.PayerId), cancel);
        var reversal = await db.Set<Reversal>().AsNoTracking().FirstOrDefaultAsync(r => r.Subject == "payment" && r.SubjectId == paymentId, cancel);
        return new PaymentInfo(
            payment.Id, payment.DistributionId, people[payment.PayerId], payment.TopUp, payment.PaidOn, new Money(payment.AmountFen), payment.Evidence,
            reversal?.ReversedOn,
            [.. lines.Select(l => new PaymentInfoLine(people[l.HolderId], new Money(l.AmountFen), results.GetValueOrDefault(l.HolderId, "")))
                .OrderBy(l => l.Holder.Code, StringComparer.Ordinal)]);
    }

    private static async Task<long> WriteAsync(
        BaotuanDb db, DistributionInfo distribution, OrganizationInfo payer, PaymentRequest request,
        IReadOnlyList<(string HolderCode, Money Amount)> split, CancellationToken cancel)
    {
        var id = await db.NextIdAsync("ventures_payment", cancel);
        var holders = distribution.Lines.ToDictionary(l => l.Holder.Code, l => l.Holder.Id);
        db.AddRange(split.Select(s => new PaymentLine { PaymentId = id, HolderId = holders[s.HolderCode], AmountFen = s.Amount.Fen }));
        await db.SaveChangesAsync(cancel); // lines before the header, whose trigger sums them
        var payment = new Payment
        {
            Id = id,
            DistributionId = distribution.Id,
            PayerId = payer.Id,
            TopUp = payer.Id != distribution.Payer.Id,
            PaidOn = request.PaidOn,
            AmountFen = request.Amount.Fen,
            LineCount = split.Count,
            Evidence = request.Evidence,
            ClientId = request.ClientId ?? $"payment-{id}",
            RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(payment);
        VentureLeaves.PaymentLines.Written(db, id);
        await VentureLeaves.Payments.AppendAsync(db, [payment], cancel);
        await db.LogAsync("payment.post", $"{request.VentureCode}/{request.Period.Code}", $"payment/{id} {request.Amount} by {payer.Code}", cancel, payer.Id);
        await db.SaveChangesAsync(cancel);
        return id;
    }

    private static Refusal? ReverseProblem(PaymentInfo payment, DateOnly on, string reason)
    {
        if (payment.ReversedOn is not null)
        {
            return new("already_reversed", "这笔付款已经冲销。");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new("reversal_needs_a_reason", "请写明冲销原因。");
        }

        if (on < payment.PaidOn)
        {
            return new("reversed_before_payment", $"冲销日期不能早于付款日期 {payment.PaidOn:yyyy-MM-dd}。");
        }

        // what is reversed may be paid again, and an unknown line must not be
        return payment.Lines.FirstOrDefault(l => l.Result == PaymentSums.ResultUnknown) is { } unknown
            ? new("result_is_unknown", $"{unknown.Holder.Name} 的银行结果不明，钱可能已经到账，不能冲销。请先向银行查清，登记成功或失败。")
            : null;
    }

    // Who pays records any line; who receives records his own.
    private static void RequireResults(BaotuanDb db, PaymentInfo payment, IEnumerable<long?> holders)
    {
        if (db.Caller.May(VenturesPermissions.PaymentRecord, payment.Payer.Id))
        {
            db.Access.Require(VenturesPermissions.PaymentRecord, payment.Payer.Id);
            return;
        }

        foreach (var holder in holders.OfType<long>())
        {
            db.Access.Require(VenturesPermissions.PaymentRecord, holder);
        }
    }

    private static Refusal? ResultProblem(Dictionary<string, PaymentInfoLine> lines, PaymentInfo payment, PaymentLineResult result, DateOnly on)
    {
        if (payment.ReversedOn is not null)
        {
            return new("already_reversed", "这笔付款已经冲销，不能再登记结果。");
        }

        if (!lines.TryGetValue(result.HolderCode, out var line))
        {
            return new("holder_not_in_payment", $"{result.HolderCode} 不在这笔付款里。");
        }

        if (result.Result is not (PaymentSums.ResultPaid or PaymentSums.ResultFailed or PaymentSums.ResultUnknown))
        {
            return new("result_not_known", $"结果“{result.Result}”不认识，请填 paid（成功）、failed（失败）或 unknown（不明）。");
        }

        if (line.Result is PaymentSums.ResultPaid or PaymentSums.ResultFailed)
        {
            return new("result_is_final", $"{line.Holder.Name} 的结果已登记为{(line.Result == PaymentSums.ResultPaid ? "成功" : "失败")}，不能更改；如登记有误请冲销付款。");
        }

        return on < payment.PaidOn ? new("result_before_payment", $"结果日期不能早于付款日期 {payment.PaidOn:yyyy-MM-dd}。") : null;
    }

    private static async Task<IReadOnlyList<VoucherDraft>> VouchersAsync(
        BaotuanDb db, PaymentInfo payment, IReadOnlyList<PaymentInfoLine> paid, DateOnly on, CancellationToken cancel)
    {
        var distribution = (await DistributionActs.ShowAsync(db, payment.DistributionId, cancel))!;
        var set = await VoucherSet.ForAsync(
            db, paid.Select(l => l.Holder.Id).Append(payment.Payer.Id).Append(distribution.Payer.Id), "payment", payment.Id, on,
            $"{distribution.VentureName}{distribution.Period.ChineseName}分红{(payment.TopUp ? "差额补足" : "付款")}", cancel);
        var mark = $"/{db.RecordedAtMs}";
        IReadOnlyList<(string, long)> parties = [.. paid.Select(l => (l.Holder.Code, l.Amount.Fen))];
        if (payment.TopUp)
        {
            set.Add(payment.Payer.Id, LedgerEvent.TopUp, [(distribution.Payer.Code, parties.Sum(p => p.Item2))], detailDebit: true, mark);
            set.Add(distribution.Payer.Id, LedgerEvent.ToppedUp, parties, detailDebit: true, mark, against: payment.Payer.Code);
        }
        else
        {
            set.Add(payment.Payer.Id, LedgerEvent.Pay, parties, detailDebit: true, mark);
        }

        foreach (var line in paid.Where(l => l.Holder.Id != payment.Payer.Id))
        {
            set.Add(line.Holder.Id, LedgerEvent.Paid, [(distribution.Payer.Code, line.Amount.Fen)], detailDebit: false, mark);
        }

        return set.Drafts;
    }
}
