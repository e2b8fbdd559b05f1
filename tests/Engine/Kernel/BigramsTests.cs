using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Kernel;

/// <summary>Finding by pairs of characters finds exactly what a plain search through every text finds, once the order is compared.</summary>
public sealed class BigramsTests
{
    private static readonly Gen<string> Texts = Gen.Frequency((6, Gen.Char["邻里宅基地界纠纷漏水AaＡ1２-号 "]), (1, Gen.Char)).Array[0, 12].Select(c => new string(c));

    private static bool Found(string text, string typed)
    {
        var pairs = Bigrams.Of(text);
        return Bigrams.Asked(typed).All(asked => pairs.Any(p => p >= asked.First && p <= asked.Last));
    }

    [Fact]
    public void Nothing_that_a_plain_search_finds_is_missed() => Gen.Select(Texts, Texts).Sample((text, typed) =>
    {
        if (Bigrams.Fold(text).Contains(Bigrams.Fold(typed), StringComparison.Ordinal))
        {
            Assert.True(Found(text, typed), $"{typed} in {text}");
        }

        foreach (var start in Enumerable.Range(0, text.Length))
        {
            Assert.True(Found(text, text[start..])); // every end of a text is found in it
        }
    }, iter: 5_000);

    [Theory]
    [InlineData("宅基地边界纠纷", "边界", true)]
    [InlineData("宅基地边界纠纷", "界边", false)]
    [InlineData("宅基地边界纠纷", "地", true)]
    [InlineData("宅基地边界纠纷", "纷", true)] // also the last character
    [InlineData("宅基地边界纠纷", "田", false)]
    [InlineData("ＪＦ-2026-0001", "jf 2026", true)]
    [InlineData("JF-2026-0001", "20260001", true)]
    [InlineData("𠮷家与𠮷田", "家与𠮷", true)] // beyond the first 65,536 characters
    [InlineData("任何", "——", true)] // nothing to look for
    public void Part_is_found(string text, string typed, bool found) => Assert.Equal(found, Found(text, typed));

    [Fact]
    public void Half_of_a_pair_of_surrogates_is_left_out() => Assert.Equal("甲乙", Bigrams.Fold("甲\uD842乙"));
}
