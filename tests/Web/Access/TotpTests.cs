using System.Text;
using Baotuan.App.Accounts;

namespace Baotuan.Tests.Web.Access;

/// <summary>Codes of authenticator apps, by the values of RFC 6238, appendix B (their last six digits).</summary>
public sealed class TotpTests
{
    // "12345678901234567890" in base 32
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void Code_of_the_standard_belongs_to_its_step(long second, string code)
    {
        Assert.Equal(code, Totp.CodeAt(Encoding.ASCII.GetBytes("12345678901234567890"), second / 30));
        Assert.Equal(second / 30, Totp.StepOf(Key, code, DateTimeOffset.FromUnixTimeSeconds(second)));
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Code_is_taken_one_step_around_now(int steps, bool taken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var code = Totp.CodeAt(Encoding.ASCII.GetBytes("12345678901234567890"), 1_234_567_890 / 30 + steps);
        Assert.Equal(taken, Totp.StepOf(Key, code, now) is not null);
    }
}
