using Baotuan.Kernel;

namespace Baotuan.Engine.Distributions;

/// <summary>What is still owed to one holder, in fen.</summary>
public sealed record DueLine(string HolderCode, long OutstandingFen);

/// <summary>Splits a part payment or top-up over what is outstanding, by largest remainder on the due lines in fen.</summary>
public static class SplitPayment
{
    /// <returns>Amounts by holder in byte order of code; Σ is the payment; no line gets more than is outstanding.</returns>
    public static Outcome<IReadOnlyList<(string HolderCode, Money Amount)>> Over(Money payment, IReadOnlyList<DueLine> due)
    {
        if (payment <= Money.Zero)
        {
            return new Refusal("payment_not_positive", "付款金额必须大于零。");
        }

        var open = due.Where(d => d.OutstandingFen > 0).OrderBy(d => d.HolderCode, StringComparer.Ordinal).ToList();
        var outstanding = open.Aggregate(Money.Zero, (sum, d) => sum + new Money(d.OutstandingFen));
        if (payment > outstanding)
        {
            return new Refusal(
                "payment_exceeds_arrears",
                $"付款 {payment.Format()} 元超过尚欠的 {outstanding.Format()} 元。请核对金额，多付的部分请另行登记。");
        }

        var parts = Allocation.Split(payment, [.. open.Select(d => (Rational)d.OutstandingFen)], [.. open.Select(d => d.HolderCode)]);
        return (List<(string, Money)>)[.. open.Select((d, i) => (d.HolderCode, parts[i])).Where(p => p.Item2 > Money.Zero)];
    }
}
