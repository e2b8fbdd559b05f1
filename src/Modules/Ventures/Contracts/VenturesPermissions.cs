using Baotuan.Platform.Access;

namespace Baotuan.Ventures.Contracts;

/// <summary>What may be done with ventures, their distributions, and what holders pass on.</summary>
public static class VenturesPermissions
{
    /// <summary>A venture's terms and register of organisations, its distributions and payments: for everybody who holds a part of it.</summary>
    public static readonly Permission VentureRead = new("ventures:venture:read", "查看抱团项目和分红");

    public static readonly Permission VentureExport = new("ventures:venture:export", "导出抱团项目和分红");

    public static readonly Permission DistributionPrepare = Permission.Write("ventures:distribution:prepare", "试算分红、编制方案");

    public static readonly Permission DistributionPost = Permission.Write("ventures:distribution:post", "分红入账");

    public static readonly Permission DistributionReverse = Permission.Write("ventures:distribution:reverse", "冲销分红");

    public static readonly Permission PaymentRecord = Permission.Write("ventures:payment:record", "登记付款和结果");

    public static readonly Permission PaymentReverse = Permission.Write("ventures:payment:reverse", "冲销付款");

    /// <summary>What a holder passed on, by its steps, without members' lines.</summary>
    public static readonly Permission CascadeRead = new("ventures:cascade:read", "查看收益分配");

    public static readonly Permission CascadePrepare = Permission.Write("ventures:cascade:prepare", "试算收益分配、编制方案");

    public static readonly Permission CascadePost = Permission.Write("ventures:cascade:post", "收益分配入账");

    public static readonly Permission CascadeReverse = Permission.Write("ventures:cascade:reverse", "冲销收益分配");

    /// <summary>Members' lines and households' slips.</summary>
    public static readonly Permission PayoutRead = new("ventures:payout:read", "查看分红到户明细");

    /// <summary>One's own line and one's household's slip.</summary>
    public static readonly Permission PayoutOwn = new("ventures:payout:own", "查看本户分红");

    public static readonly Permission PayoutExport = new("ventures:payout:export", "导出分红到户明细");

    public static readonly Permission BankPrepare = Permission.Write("ventures:bank:prepare", "制作银行代发文件");

    public static readonly Permission BankRelease = Permission.Write("ventures:bank:release", "放行银行代发文件");

    public static readonly Permission BankResult = Permission.Write("ventures:bank:result", "登记银行代发结果");

    public static readonly IReadOnlyList<Permission> All =
    [
        VentureRead, VentureExport, DistributionPrepare, DistributionPost, DistributionReverse, PaymentRecord, PaymentReverse,
        CascadeRead, CascadePrepare, CascadePost, CascadeReverse, PayoutRead, PayoutOwn, PayoutExport, BankPrepare, BankRelease, BankResult,
    ];
}
