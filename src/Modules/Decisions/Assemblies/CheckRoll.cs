using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;

namespace Baotuan.Decisions.Assemblies;

/// <summary>Whether each line of a roll stands for somebody who may be counted (农村集体经济组织法 art. 27).</summary>
internal static class CheckRoll
{
    private const int MostMessages = 20;

    /// <summary>One refusal per bad line, the first twenty; empty when the roll is good.</summary>
    public static IReadOnlyList<Refusal> For(Electorate electorate, IReadOnlyList<RollEntry> roll, bool representatives)
    {
        if (roll.Count == 0)
        {
            return [new("roll_is_empty", "请填写到会名册：每行一名到会成员的编号。")];
        }

        var seen = new HashSet<string>();
        var present = roll.Where(e => e.ProxyNo.Length == 0).Select(e => e.MemberNo).ToHashSet();
        var named = roll.Any(e => e.Vote.Length > 0);
        return
        [
            .. roll.Select(e => Problem(electorate, e, representatives, seen, present, named)).OfType<Refusal>().Take(MostMessages),
        ];
    }

    private static Refusal? Problem(
        Electorate electorate, RollEntry entry, bool representatives, HashSet<string> seen, HashSet<string> present, bool named)
    {
        var at = entry.Line > 0 ? $"第 {entry.Line} 行：" : "";
        if (electorate.Member(entry.MemberNo) is not { } member)
        {
            return new("voter_is_no_member", $"{at}开会那天没有编号为 {entry.MemberNo} 的成员（去世、退出的不再是成员）。请核对。");
        }

        if (electorate.IsMinor(entry.MemberNo))
        {
            return new("voter_is_a_minor", $"{at}成员 {entry.MemberNo} 开会那天未满 18 周岁，没有表决权，不列入名册。");
        }

        if (!electorate.IsEntitled(entry.MemberNo))
        {
            return new("voter_is_no_representative", $"{at}成员 {entry.MemberNo} 不是任期内的成员代表，不能在代表大会上表决。");
        }

        if (!seen.Add(entry.MemberNo))
        {
            return new("voter_named_twice", $"{at}成员 {entry.MemberNo} 在名册里出现了两次。一人一票，请只留一行。");
        }

        if (entry.Vote is not ("" or "for" or "against" or "abstain"))
        {
            return new("vote_not_known", $"{at}表决应是 赞成、反对 或 弃权。");
        }

        return entry.ProxyNo.Length == 0 ? null : Proxy(electorate, entry, member.HouseholdNo, representatives, present, at);
    }

    private static Refusal? Proxy(Electorate electorate, RollEntry entry, string householdNo, bool representatives, HashSet<string> present, string at)
    {
        if (representatives)
        {
            return new("representative_has_no_proxy", $"{at}成员代表应当本人到会，不能委托。");
        }

        if (electorate.Member(entry.ProxyNo) is not { } proxy || !electorate.IsEntitled(entry.ProxyNo) || entry.ProxyNo == entry.MemberNo)
        {
            return new("proxy_not_entitled", $"{at}受托人 {entry.ProxyNo} 不是另一名有表决权的成员，不能受托。");
        }

        if (proxy.HouseholdNo != householdNo)
        {
            return new("proxy_outside_household", $"{at}受托人 {entry.ProxyNo} 和委托人 {entry.MemberNo} 不在一户。只能书面委托本户的其他成年成员。");
        }

        return present.Contains(entry.ProxyNo) ? null : new("proxy_is_absent", $"{at}受托人 {entry.ProxyNo} 本人没有列为到会，请补上他自己的一行，或删去这一行。");
    }
}
