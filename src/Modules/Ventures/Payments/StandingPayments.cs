using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Ventures.Payments;

/// <summary>
/// Payments that stood before the import, by distribution. Equal payments may be meant twice, so each stands for one row only.
/// </summary>
internal sealed class StandingPayments(BaotuanDb db)
{
    private readonly Dictionary<(string, Period, string?), (DistributionInfo? Distribution, List<PaymentInfo> Payments)> _found = [];

    /// <summary>Takes out the standing payment that says the same; null when there is none left.</summary>
    public async Task<PaymentInfo?> TakeAsync(PaymentRequest request, CancellationToken cancel)
    {
        var key = (request.VentureCode, request.Period, request.PhaseCode);
        if (!_found.TryGetValue(key, out var found))
        {
            var standing = await DistributionActs.FindAsync(db, request.VentureCode, request.Period, request.PhaseCode, cancel);
            var distribution = standing.Ok ? standing.Value : null;
            var payments = distribution is null ? [] : await PaymentActs.ListAsync(db, distribution.Id, cancel);
            _found[key] = found = (distribution, [.. payments.Where(p => p.ReversedOn is null)]);
        }

        var payer = request.PayerCode ?? found.Distribution?.Payer.Code;
        var same = found.Payments.Find(p =>
            p.Payer.Code == payer && p.Amount == request.Amount && p.PaidOn == request.PaidOn && p.Evidence == request.Evidence);
        if (same is not null)
        {
            found.Payments.Remove(same);
        }

        return same;
    }
}
