using Baotuan.Platform.Access;

namespace Baotuan.Ledger.Contracts;

/// <summary>What may be done with books.</summary>
public static class LedgerPermissions
{
    /// <summary>Vouchers, statements, trial balances, books.</summary>
    public static readonly Permission BookRead = new("ledger:book:read", "查看账簿和凭证");

    public static readonly Permission BookExport = new("ledger:book:export", "导出账簿");

    public static readonly Permission VoucherPost = Permission.Write("ledger:voucher:post", "记凭证");

    public static readonly Permission VoucherReverse = Permission.Write("ledger:voucher:reverse", "冲销凭证");

    /// <summary>Closing, reopening and adding months.</summary>
    public static readonly Permission BookClose = Permission.Write("ledger:book:close", "结账、反结账");

    public static readonly IReadOnlyList<Permission> All = [BookRead, BookExport, VoucherPost, VoucherReverse, BookClose];
}
