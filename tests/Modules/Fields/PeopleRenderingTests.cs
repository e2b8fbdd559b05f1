using Baotuan.Parties.Contracts;

namespace Baotuan.Tests.Modules.Fields;

public sealed class PeopleRenderingTests
{
    [Theory]
    [InlineData(null, PeopleRendering.Member)]
    [InlineData("", PeopleRendering.Member)]
    [InlineData("member", PeopleRendering.Member)]
    [InlineData("public", PeopleRendering.Public)]
    [InlineData("PUBLIC", PeopleRendering.Public)]
    [InlineData("membr", PeopleRendering.Public)]
    public void UnknownWord_MeansTheRenderingThatShowsLess(string? code, PeopleRendering expected) => Assert.Equal(expected, PeopleRenderings.Read(code));

    [Fact]
    public void Member_HasFullNameAndMaskedId()
    {
        MaskedFields masked = new("999999********0018", "191****0001", "****0001");
        Assert.Equal(("王小明", "999999********0018"), (PeopleRendering.Member.Name("王小明"), PeopleRendering.Member.CitizenId(masked)));
    }

    [Fact]
    public void Public_HasSurnameAndStars_AndNoNumber()
    {
        MaskedFields masked = new("999999********0018", "191****0001", "****0001");
        Assert.Equal(("王**", "欧***", "*", ""), (
            PeopleRendering.Public.Name("王小明"), PeopleRendering.Public.Name("欧阳小明"), PeopleRendering.Public.Name("王"),
            PeopleRendering.Public.CitizenId(masked)));
    }
}
