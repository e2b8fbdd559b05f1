using Baotuan.Engine.Distributions;
using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Distributions;

/// <summary>A part payment over what is outstanding.</summary>
public sealed class SplitPaymentTests
{
    private static string Split(long fen, params DueLine[] due)
    {
        var split = SplitPayment.Over(new Money(fen), due);
        return split.Ok ? string.Join(", ", split.Value.Select(l => $"{l.HolderCode} {l.Amount.Fen}")) : Assert.Single(split.Refusals).Code;
    }

    [Fact]
    public void WorkedByHand()
    {
        // 100 over 3 × 50: 33.3 each, the odd fen to the lowest code
        Assert.Equal("V1 34, V2 33, V3 33", Split(100, new("V3", 50), new("V1", 50), new("V2", 50)));
        // 10 over 7 and 13: 3.5 and 6.5, a tie
        Assert.Equal("V1 4, V2 6", Split(10, new("V1", 7), new("V2", 13)));
        Assert.Equal("V1 3, V2 7", Split(10, new("V1", 13 - 6), new("V2", 16)));
        // everything that is owed
        Assert.Equal("V1 7, V2 13", Split(20, new("V2", 13), new("V1", 7)));
        // nobody gets a line of nothing, and who is owed nothing gets none
        Assert.Equal("V1 1", Split(1, new("V1", 5), new("V2", 5), new("V3", 0)));
    }

    [Fact]
    public void Refuses()
    {
        Assert.Equal("payment_not_positive", Split(0, new DueLine("V1", 5)));
        Assert.Equal("payment_not_positive", Split(-1, new DueLine("V1", 5)));
        Assert.Equal("payment_exceeds_arrears", Split(6, new DueLine("V1", 5)));
        Assert.Equal("payment_exceeds_arrears", Split(1));
    }

    [Fact]
    public void Payments_in_parts_end_in_exactly_what_was_due() =>
        Gen.Select(Gen.Long[0, 5000].Array[1, 12], Gen.Long[1, 4000].Array[1, 40]).Sample((due, payments) =>
        {
            var outstanding = due.ToArray();
            foreach (var payment in payments.Append(long.MaxValue))
            {
                var left = outstanding.Sum();
                if (left == 0)
                {
                    break;
                }

                var split = SplitPayment.Over(new Money(Math.Min(payment, left)), [.. outstanding.Select((fen, i) => new DueLine($"V{i:00}", fen))]).Value;
                Assert.Equal(Math.Min(payment, left), split.Sum(l => l.Amount.Fen));
                foreach (var (code, amount) in split)
                {
                    var i = int.Parse(code[1..]);
                    outstanding[i] -= amount.Fen;
                    Assert.True(outstanding[i] >= 0, $"{code} got more than it was due");
                }
            }

            Assert.Equal(0, outstanding.Sum());
        });
}
