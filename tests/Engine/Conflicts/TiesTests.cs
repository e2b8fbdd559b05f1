using Baotuan.Engine.Conflicts;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Conflicts;

/// <summary>Who stands too near, worked by hand.</summary>
public sealed class TiesTests
{
    private static readonly MemberLine Line = new(7, "0001", "H1"), Wife = new(7, "0002", "H1"), Namesake = new(7, "0099", "H9");

    private static PersonMark Mark(string name, string phone = "", params MemberLine[] lines) => new(name, phone, lines);

    private static HandlerFacts Handler(PersonMark? mark = null, PersonMark[]? kin = null, long[]? employers = null, bool interest = false) =>
        new(5, mark ?? Mark("王五", "139"), kin ?? [], employers ?? [], interest);

    private static PartyFacts Party(PersonMark mark, long? organization = null) => new(2, mark, organization);

    [Fact]
    public void Marks_are_one_by_line_or_by_name_and_phone_and_ask_by_one_of_them()
    {
        Assert.Equal(Sameness.Yes, Mark("甲", "", Line).SameAs(Mark("乙", "", Line)));
        Assert.Equal(Sameness.No, Mark("甲", "139", Line).SameAs(Mark("甲", "139", Namesake))); // the register knows two of the name
        Assert.Equal(Sameness.Perhaps, Mark("甲", "", Line).SameAs(Mark("甲", "", new MemberLine(8, "0099", ""))));
        Assert.Equal(Sameness.Yes, Mark("甲", "139").SameAs(Mark("甲", "139")));
        Assert.Equal(Sameness.Perhaps, Mark("甲", "139").SameAs(Mark("甲", "138")));
        Assert.Equal(Sameness.Perhaps, Mark("甲").SameAs(Mark("甲")));
        Assert.Equal(Sameness.Perhaps, Mark("甲", "139").SameAs(Mark("乙", "139")));
        Assert.Equal(Sameness.No, Mark("").SameAs(Mark("")));
        Assert.Equal(Sameness.No, Mark("甲").SameAs(Mark("乙")));
    }

    [Fact]
    public void Every_tie_is_found_and_the_surest_counts()
    {
        string Of(HandlerFacts handler, PartyFacts[] parties, EarlierFacts[]? earlier = null, bool handles = true) =>
            Ties.OfPerson(handler, parties, earlier ?? [], handles) is { } t ? $"{t.Kind} {t.How} {t.PartyNo}" : "none";

        PartyFacts stranger = Party(Mark("甲", "138", Wife)), firm = Party(Mark("厂"), 40);
        EarlierFacts complained = new(Sameness.Yes, [30], [Mark("王五", "139")], [5]);
        Assert.Equal("none", Of(Handler(), [stranger, firm]));
        Assert.Equal("Party Perhaps 2", Of(Handler(), [Party(Mark("王五"))]));
        Assert.Equal("Party Yes 2", Of(Handler(), [Party(Mark("王五", "139"))]));
        Assert.Equal("Kin Yes 2", Of(Handler(kin: [Mark("甲", "138")]), [stranger]));
        Assert.Equal("Kin Perhaps 2", Of(Handler(kin: [Mark("甲")]), [stranger]));
        Assert.Equal("Household Yes 2", Of(Handler(Mark("王五", "", Line)), [stranger]));
        Assert.Equal("Interest Yes 0", Of(Handler(interest: true), [firm]));
        Assert.Equal("Employer Yes 2", Of(Handler(employers: [40, 41]), [firm]));
        Assert.Equal("none", Of(Handler(employers: [40]), [firm], handles: false)); // gives it to somebody only
        Assert.Equal("EmployerComplainedOf Yes 0", Of(Handler(Mark("六"), employers: [30]) with { UserId = 6 }, [stranger], [complained]));
        Assert.Equal("ComplainedOf Yes 0", Of(Handler(), [stranger], [complained]));
        Assert.Equal("RecusedBefore Yes 0", Of(Handler(Mark("六")), [stranger], [complained]));
        Assert.Equal("RecusedBefore Perhaps 0", Of(Handler(Mark("六")), [stranger], [complained with { Same = Sameness.Perhaps }]));
        Assert.Equal("none", Of(Handler(), [stranger], [complained], handles: false));
        Assert.Equal("Interest Yes 0", Of(Handler(interest: true), [Party(Mark("王五")), firm])); // a name asks, an interest is sure
    }

    [Fact]
    public void Unit_is_tied_by_being_the_party_and_by_an_earlier_complaint()
    {
        string Of(long id, string name, EarlierFacts[] earlier, params PartyFacts[] parties) => Ties.OfUnit(id, name, parties, earlier) is { } t ? $"{t.Kind} {t.How}" : "none";

        EarlierFacts earlier = new(Sameness.Perhaps, [30], [], []);
        Assert.Equal("Party Yes", Of(40, "厂", [], Party(Mark("厂"), 40)));
        Assert.Equal("Party Yes", Of(40, "厂", [], Party(Mark("厂")))); // written down by its name
        Assert.Equal("none", Of(40, "厂", [], Party(Mark("厂"), 41)));
        Assert.Equal("ComplainedOf Perhaps", Of(30, "局", [earlier], Party(Mark("甲"))));
        Assert.Equal("ComplainedOf Yes", Of(30, "局", [earlier, earlier with { Same = Sameness.Yes }]));
    }

    [Fact]
    public void Being_one_goes_both_ways()
    {
        var line = Gen.Select(Gen.Long[1, 2], Gen.Int[1, 3], (c, n) => new MemberLine(c, $"{n}", $"{n % 2}"));
        var mark = Gen.Select(Gen.Int[0, 2].Select(i => ((string[])["", "甲", "乙"])[i]), Gen.Int[0, 2].Select(i => ((string[])["", "1", "2"])[i]), line.List[0, 2], (name, phone, lines) => new PersonMark(name, phone, lines));
        Gen.Select(mark, mark).Sample((a, b) => a.SameAs(b) == b.SameAs(a) && a.SharesHouseholdWith(b) == b.SharesHouseholdWith(a));
    }
}
