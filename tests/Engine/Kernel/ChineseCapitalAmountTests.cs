using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Kernel;

public sealed class ChineseCapitalAmountTests
{
    [Theory]
    [InlineData("0", "人民币零元整")]
    [InlineData("0.05", "人民币伍分")]
    [InlineData("0.50", "人民币伍角整")]
    [InlineData("0.55", "人民币伍角伍分")]
    [InlineData("10", "人民币壹拾元整")]
    [InlineData("15", "人民币壹拾伍元整")]
    [InlineData("10.05", "人民币壹拾元零伍分")]
    [InlineData("105", "人民币壹佰零伍元整")]
    [InlineData("1005", "人民币壹仟零伍元整")]
    [InlineData("10,010", "人民币壹万零壹拾元整")]
    [InlineData("100,000", "人民币壹拾万元整")]
    [InlineData("100,010,001", "人民币壹亿零壹万零壹元整")]
    [InlineData("100,005,000", "人民币壹亿零伍仟元整")]
    [InlineData("150,000,000", "人民币壹亿伍仟万元整")]
    [InlineData("1,409.50", "人民币壹仟肆佰零玖元伍角整")]
    [InlineData("1,680.32", "人民币壹仟陆佰捌拾元叁角贰分")]
    [InlineData("6,007.14", "人民币陆仟零柒元壹角肆分")]
    [InlineData("107,000.53", "人民币壹拾万柒仟元伍角叁分")]
    [InlineData("16,409.02", "人民币壹万陆仟肆佰零玖元零贰分")]
    [InlineData("429,200", "人民币肆拾贰万玖仟贰佰元整")]
    [InlineData("77,260,000", "人民币柒仟柒佰贰拾陆万元整")]
    [InlineData("154,000,000", "人民币壹亿伍仟肆佰万元整")]
    [InlineData("1,000,000,000,000", "人民币壹万亿元整")]
    [InlineData("10,000,000,000,000,000", "人民币壹亿亿元整")]
    [InlineData("-12.30", "人民币负壹拾贰元叁角整")]
    [InlineData("92,233,720,368,547,758.07", "人民币玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分")]
    [InlineData("-92,233,720,368,547,758.08", "人民币负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零捌分")]
    public void Amount_IsWrittenAndReadBack(string amount, string capitals)
    {
        Money money = Money.Parse(amount);
        Assert.Equal(capitals, ChineseCapitalAmount.Format(money));
        Assert.True(ChineseCapitalAmount.TryParse(capitals, out Money read));
        Assert.Equal(money, read);
    }

    [Theory]
    [InlineData("人民币壹拾万柒仟元零伍角叁分", "107000.53")]
    [InlineData("人民币壹拾万零柒仟元伍角叁分", "107000.53")]
    [InlineData("人民币壹拾万零柒仟元零伍角叁分", "107000.53")]
    [InlineData("人民币壹仟陆佰捌拾元零叁角贰分", "1680.32")]
    [InlineData("伍角", "0.50")]
    [InlineData("伍角正", "0.50")]
    [InlineData("壹拾伍元", "15.00")]
    [InlineData("壹拾伍圆正", "15.00")]
    [InlineData("貳佰萬元整", "2000000.00")]
    [InlineData("陸億元整", "600000000.00")]
    [InlineData(" 人民币 壹拾伍元整 ", "15.00")]
    [InlineData("负人民币伍分", "-0.05")]
    [InlineData("负伍分", "-0.05")]
    [InlineData("零元", "0.00")]
    public void OtherLegalSpelling_IsRead(string capitals, string amount)
    {
        Assert.True(ChineseCapitalAmount.TryParse(capitals, out Money read));
        Assert.Equal(amount, read.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("整")]
    [InlineData("元整")]
    [InlineData("负")]
    [InlineData("人民币")]
    [InlineData("人民币整")]
    [InlineData("负零元整")]
    [InlineData("负负伍分")]
    [InlineData("壹贰元整")]
    [InlineData("拾伍元整")]
    [InlineData("壹拾伍")]
    [InlineData("壹拾伍分")]
    [InlineData("伍分整")]
    [InlineData("伍元零伍角")]
    [InlineData("伍元伍分")]
    [InlineData("零元伍角")]
    [InlineData("壹佰伍元整")]
    [InlineData("壹佰零零伍元整")]
    [InlineData("壹万壹万元整")]
    [InlineData("壹拾元整整")]
    [InlineData("壹拾元人民币")]
    [InlineData("伍佰壹仟元整")]
    [InlineData("1拾元整")]
    [InlineData("一十元整")]
    [InlineData("玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零捌分")]
    [InlineData("玖仟亿亿亿亿亿亿亿元整")]
    public void OtherText_IsRefused(string? text) => Assert.False(ChineseCapitalAmount.TryParse(text, out _));

    [Fact]
    public void EveryAmount_ComesBack() => Gen.OneOf(Gen.Long, Gen.Long[-100_000_000, 100_000_000]).Sample(fen =>
    {
        var money = new Money(fen);
        return ChineseCapitalAmount.TryParse(ChineseCapitalAmount.Format(money), out Money read) && read == money;
    });

    // the shape most likely to go wrong: few nonzero digits anywhere in a long number
    [Fact]
    public void EveryGappyAmount_ComesBack() =>
        Gen.Int[0, 9].Array[16].Select(Gen.Int[0, 3].Array[16]).Sample((digits, thinning) =>
        {
            long fen = digits.Zip(thinning).Aggregate(0L, (sum, pair) => sum * 10 + (pair.Second == 0 ? pair.First : 0));
            string text = ChineseCapitalAmount.Format(new Money(fen));
            return !text.Contains("零零") && ChineseCapitalAmount.TryParse(text, out Money read) && read.Fen == fen;
        });
}
