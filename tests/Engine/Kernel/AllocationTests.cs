using System.Numerics;
using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Kernel;

public sealed class AllocationTests
{
    private static readonly Gen<long> Pool = Gen.OneOf(
        Gen.Long[0, 50], Gen.Long[0, 1_000_000], Gen.Long[0, 100_000_000_000_000_000], Gen.Const(long.MaxValue));

    // few different small weights give many ties; large ones need more than 64 bits in the product
    private static readonly Gen<long[]> Weights = Gen.OneOf(
        Gen.Long[0, 3].Array[1, 40],
        Gen.Long[1, 1000].Array[1, 300],
        Gen.Long[0, 1_000_000_000_000_000].Array[1, 60],
        Gen.Int[0, 40].Select(power => 1L << power).Array[1, 20],
        Gen.Select(Gen.Long[1, 1_000_000_000_000_000], Gen.Int[1, 100]).Select((weight, count) => Enumerable.Repeat(weight, count).ToArray()))
        .Where(weights => weights.Sum() > 0);

    [Fact]
    public void FifteenMillionFourHundredThousand_OverThirtySixEqualStakes()
    {
        var parts = new long[36];
        Allocation.Split(1_540_000_000, Enumerable.Repeat(1L, 36).ToArray(), parts);
        Assert.All(parts[..28], part => Assert.Equal(42_777_778, part));
        Assert.All(parts[28..], part => Assert.Equal(42_777_777, part));
    }

    [Fact]
    public void Stakes_OfUnequalFen_GetTheirTenPercent()
    {
        // 28 stakes of 4,277,777.78 and 8 of 4,277,777.77: the larger stakes have the larger remainders
        long[] stakes = Enumerable.Range(0, 36).Select(i => i % 9 < 7 ? 427_777_778L : 427_777_777L).ToArray();
        var parts = new long[36];
        Allocation.Split(1_540_000_000, stakes, parts);
        Assert.Equal(stakes.Select(stake => stake == 427_777_778L ? 42_777_778L : 42_777_777L), parts);
    }

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(101, new long[] { 1, 1, 1 }, new long[] { 34, 34, 33 })]
    [InlineData(1, new long[] { 1, 2, 3 }, new long[] { 0, 0, 1 })]
    [InlineData(10, new long[] { 0, 7, 0, 3 }, new long[] { 0, 7, 0, 3 })]
    [InlineData(11, new long[] { 0, 7, 0, 3 }, new long[] { 0, 8, 0, 3 })]
    [InlineData(0, new long[] { 1, 2 }, new long[] { 0, 0 })]
    [InlineData(0, new long[] { 0, 0 }, new long[] { 0, 0 })]
    [InlineData(0, new long[0], new long[0])]
    [InlineData(long.MaxValue, new[] { long.MaxValue }, new[] { long.MaxValue })]
    [InlineData(long.MaxValue, new[] { long.MaxValue - 1, 1L }, new[] { long.MaxValue - 1, 1L })]
    public void WorkedByHand(long pool, long[] weights, long[] expected)
    {
        var parts = new long[weights.Length];
        Allocation.Split(pool, weights, parts);
        Assert.Equal(expected, parts);
        Assert.Equal(expected, Slow(pool, weights, Codes(weights.Length)));
    }

    [Fact]
    public void Ties_GoToTheLowerCode_WhateverTheOrder()
    {
        Money[] parts = Allocation.Split(new Money(101), [1, 1, 1], ["C", "A", "B"]);
        Assert.Equal([33, 34, 34], parts.Select(part => part.Fen));
        // byte order, not dictionary order: upper case before lower, "10" before "9"
        Assert.Equal([0, 1], Allocation.Split(new Money(1), [1, 1], ["a", "B"]).Select(part => part.Fen));
        Assert.Equal([0, 1], Allocation.Split(new Money(1), [1, 1], ["9", "10"]).Select(part => part.Fen));
    }

    [Fact]
    public void RationalWeights_AreTakenExactly()
    {
        // 1/3 : 1/6 : 1/2 is 2 : 1 : 3
        Money[] parts = Allocation.Split(new Money(600), [new(1, 3), new(1, 6), new(1, 2)], ["A", "B", "C"]);
        Assert.Equal([200, 100, 300], parts.Select(part => part.Fen));
    }

    [Fact]
    public void Parts_AreThoseOfTheNaiveModel() => Gen.Select(Pool, Weights).Sample((pool, weights) =>
    {
        long[] expected = Naive(pool, weights);
        var parts = new long[weights.Length];
        Allocation.Split(pool, weights, parts);
        return parts.SequenceEqual(expected) && Slow(pool, weights, Codes(weights.Length)).SequenceEqual(expected);
    }, iter: 1000);

    [Fact]
    public void Parts_SumToThePoolAndStayWithinAFen() => Gen.Select(Pool, Weights).Sample((pool, weights) =>
    {
        var parts = new long[weights.Length];
        Allocation.Split(pool, weights, parts);
        BigInteger total = Sum(weights);
        return Sum(parts) == pool && parts.Zip(weights).All(pair =>
            BigInteger.Abs(pair.First * total - (BigInteger)pool * pair.Second) < total);
    });

    // The first share is where an estimated quotient comes out one short; it also has the largest remainder.
    // Without the correction its own fen would pay for the estimate.
    [Fact]
    public void EstimatedQuotient_IsCorrected()
    {
        const long Pool = 9195266315364471124;
        long[] weights =
        [
            2045755560422139427, 48137929376154840, 24273029823165351, 16162596190862093,
            379859304650697, 55078167203354316, 36086684663190374, 93414649058014351,
        ];
        var parts = new long[weights.Length];
        Allocation.Split(Pool, weights, parts);
        Assert.Equal(Naive(Pool, weights), parts);
        Assert.Equal(8110792335037847929, parts[0]);
    }

    [Fact]
    public void MoreWeight_NeverGetsLess() => Gen.Select(Pool, Weights).Sample((pool, weights) =>
    {
        var parts = new long[weights.Length];
        Allocation.Split(pool, weights, parts);
        var ordered = weights.Zip(parts).GroupBy(pair => pair.First, pair => pair.Second).OrderBy(group => group.Key).ToArray();
        return ordered.All(group => group.Max() - group.Min() <= 1)
            && ordered.Zip(ordered.Skip(1)).All(pair => pair.First.Max() <= pair.Second.Min());
    }, iter: 500);

    [Fact]
    public void Order_ChangesNothing() =>
        Gen.Select(Pool, Weights, Gen.Int).Sample((pool, weights, seed) =>
        {
            string[] codes = Codes(weights.Length);
            long[] parts = Slow(pool, weights, codes);
            int[] shuffled = Enumerable.Range(0, weights.Length).OrderBy(i => unchecked((i + 1) * seed * 0x9E3779B1L) & 0xFFFFFF).ToArray();
            long[] again = Slow(pool, shuffled.Select(i => weights[i]).ToArray(), shuffled.Select(i => codes[i]).ToArray());
            return again.SequenceEqual(shuffled.Select(i => parts[i]));
        });

    [Fact]
    public void Scale_ChangesNothing() =>
        Gen.Select(Pool, Gen.Long[0, 1000].Array[1, 50].Where(weights => weights.Sum() > 0), Gen.Long[1, 1_000_000_000_000]).Sample((pool, weights, factor) =>
        {
            var parts = new long[weights.Length];
            var scaled = new long[weights.Length];
            Allocation.Split(pool, weights, parts);
            Allocation.Split(pool, weights.Select(weight => weight * factor).ToArray(), scaled);
            return parts.SequenceEqual(scaled);
        });

    [Fact]
    public void AMillionShares_AreThoseOfTheNaiveModel()
    {
        const int Count = 1_000_000;
        long[] weights = Enumerable.Range(0, Count).Select(i => i * 2_654_435_761L % 1_000_003).ToArray();
        var parts = new long[Count];
        Allocation.Split(123_456_789_012_345, weights, parts);
        Assert.Equal(Naive(123_456_789_012_345, weights), parts);
    }

    [Fact]
    public void ImpossibleSplit_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Fast(-1, [1]));
        Assert.Throws<ArgumentException>(() => Fast(1, [1, -1]));
        Assert.Throws<ArgumentException>(() => Fast(1, [0, 0]));
        Assert.Throws<ArgumentException>(() => Fast(1, []));
        Assert.Throws<ArgumentException>(() => Allocation.Split(1, [1L, 1L], new long[1]));
        Assert.Throws<OverflowException>(() => Fast(1, [long.MaxValue, 1]));

        Assert.Throws<ArgumentException>(() => Slow(-1, [1], ["A"]));
        Assert.Throws<ArgumentException>(() => Slow(1, [1, -1], ["A", "B"]));
        Assert.Throws<ArgumentException>(() => Slow(1, [0, 0], ["A", "B"]));
        Assert.Throws<ArgumentException>(() => Slow(1, [], []));
        Assert.Throws<ArgumentException>(() => Slow(1, [1, 1], ["A"]));
        Assert.Throws<ArgumentException>(() => Slow(1, [1, 1], ["A", "A"]));
    }

    // the definition, word for word: floors, then one fen each down the list sorted by remainder
    private static long[] Naive(long pool, long[] weights)
    {
        BigInteger total = Sum(weights);
        BigInteger[] products = weights.Select(weight => (BigInteger)pool * weight).ToArray();
        long[] parts = products.Select(product => (long)(product / total)).ToArray();
        int left = (int)(pool - Sum(parts));
        foreach (int i in Enumerable.Range(0, weights.Length).OrderByDescending(i => products[i] % total).ThenBy(i => i).Take(left)) parts[i]++;
        return parts;
    }

    private static BigInteger Sum(long[] numbers) => numbers.Aggregate(BigInteger.Zero, (sum, number) => sum + number);

    private static void Fast(long pool, long[] weights) => Allocation.Split(pool, weights, new long[weights.Length]);

    private static long[] Slow(long pool, long[] weights, string[] codes) =>
        Allocation.Split(new Money(pool), weights.Select(weight => (Rational)weight).ToArray(), codes).Select(part => part.Fen).ToArray();

    private static string[] Codes(int count) => Enumerable.Range(0, count).Select(i => $"V{i:0000}").ToArray();
}
