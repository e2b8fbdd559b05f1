using Baotuan.Ledger.Contracts;

namespace Baotuan.Ledger.Entries;

/// <summary>How vouchers are called on pages and in downloads.</summary>
internal static class VoucherText
{
    /// <summary>记字第 5 号.</summary>
    public static string Number(string voucherClass, int number) => $"{voucherClass}字第 {number} 号";

    /// <summary>记-5, for tables.</summary>
    public static string Short(string voucherClass, int number) => $"{voucherClass}-{number}";

    /// <summary>What happened to it afterwards, or what it did; empty for an ordinary one.</summary>
    public static string State(VoucherInfo voucher) => voucher switch
    {
        { ReversesId: not null } => "红字冲销",
        { ReversedById: not null } => "已被冲销",
        _ => "",
    };

    public static string Tag(string code) => PostingTags.All.FirstOrDefault(t => t.Code == code && t.Code.Length > 0).Chinese ?? "";
}
