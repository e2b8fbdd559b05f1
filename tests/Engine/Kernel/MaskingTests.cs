using Baotuan.Kernel;
using Xunit;

namespace Baotuan.Tests.Engine.Kernel;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("999999190001010015", "999999********0015")]
    [InlineData("999999 19000101 0015", "999999********0015")]
    [InlineData("110105491231002", "110105*****1002")]
    [InlineData("1234567890", "**********")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void CitizenId_KeepsFirstSixAndLastFour(string? text, string masked) => Assert.Equal(masked, Masking.CitizenId(text!));

    [Theory]
    [InlineData("13800000000", "138****0000")]
    [InlineData("138 0000 0000", "138****0000")]
    [InlineData("0573-85000000", "057******0000")]
    [InlineData("110", "***")]
    public void Phone_KeepsFirstThreeAndLastFour(string text, string masked) => Assert.Equal(masked, Masking.Phone(text));

    [Theory]
    [InlineData("6222 0000 0000 0001 234", "****1234")]
    [InlineData("1234", "****")]
    [InlineData("", "")]
    public void BankAccount_KeepsLastFour(string text, string masked) => Assert.Equal(masked, Masking.BankAccount(text));

    [Theory]
    [InlineData("王小明", "王**")]
    [InlineData("张三", "张*")]
    [InlineData("王", "*")]
    [InlineData(" 王小明 ", "王**")]
    [InlineData("𠮷田", "𠮷*")]
    [InlineData("", "")]
    public void Name_KeepsTheFirstCharacter(string text, string masked) => Assert.Equal(masked, Masking.Name(text));
}
