namespace Baotuan.Ledger.Entries;

/// <summary>
/// Where vouchers come from, as pages group and link it. The modules that post name their kind in the voucher; this module
/// knows the words for it and the address of its page, and nothing else about it.
/// </summary>
/// <param name="Code">In the address of a list.</param>
/// <param name="Kinds">Source kinds of the group.</param>
/// <param name="Prefix">Kinds that begin so belong to it too; empty for none.</param>
/// <param name="Page">Address of the page before the source's number; empty where there is none.</param>
internal sealed record VoucherSource(string Code, string Chinese, string[] Kinds, string Prefix = "", string Page = "")
{
    public static readonly IReadOnlyList<VoucherSource> All =
    [
        new("typed", "手工录入", [""]),
        new("import", "历史导入", [Imports.ImportedVouchers.OpeningSource, Imports.ImportedVouchers.VoucherSource]),
        new("distribution", "项目分红", ["distribution"], Page: "/distributions/"),
        new("payment", "分红付款", ["payment"], Page: "/payments/"),
        new("cascade", "村级分配", ["cascade"], Prefix: "appropriation-", Page: "/cascades/"),
        new("contribution", "项目出资", ["contribution"]),
        new("equity_event", "股权变动", ["equity_event"]),
    ];

    /// <summary>The group of a kind; a kind that nobody told us of stands for itself.</summary>
    public static VoucherSource Of(string kind) =>
        All.FirstOrDefault(s => s.Kinds.Contains(kind) || (s.Prefix.Length > 0 && kind.StartsWith(s.Prefix, StringComparison.Ordinal)))
        ?? new VoucherSource(kind, kind, [kind]);

    /// <summary>Typed or brought in from elsewhere: nothing else of ours was made together with the voucher, so that it may be reversed alone.</summary>
    public bool StandsAlone => Code is "typed" or "import";
}
