namespace Baotuan.Decisions.Contracts;

/// <summary>What is decided; the codes stand in tables and files.</summary>
public static class DecisionKinds
{
    /// <summary>What a pooled project owes its holders for a period; decided by the payer.</summary>
    public const string VentureDistribution = "venture_distribution";

    /// <summary>A collective's distribution of its year to its members.</summary>
    public const string MemberDistribution = "member_distribution";

    /// <summary>What a joint company passes on to its holders.</summary>
    public const string CompanyDistribution = "company_distribution";

    public const string Investment = "investment";
    public const string CharterRule = "charter_rule";
    public const string Membership = "membership";
    public const string ShareQuantification = "share_quantification";

    /// <summary>Code and Chinese name, in menu order.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All =
    [
        (VentureDistribution, "项目分红"), (MemberDistribution, "村集体收益分配"), (CompanyDistribution, "联合公司分配"), (Investment, "投资"),
        (CharterRule, "章程"), (Membership, "成员确认"), (ShareQuantification, "份额量化"),
    ];

    public static string Chinese(string code) => All.FirstOrDefault(k => k.Code == code).Chinese ?? code;
}
