namespace Baotuan.Ledger.Contracts;

/// <summary>The two sides of an account: 借 and 贷.</summary>
public enum Side { Debit, Credit }

/// <summary>Classes of voucher that the module itself knows; a book may use others.</summary>
public static class VoucherClasses
{
    /// <summary>The general class 记.</summary>
    public const string General = "记";

    /// <summary>Opening balances, dated the book's first day; they count as opening, not as turnover.</summary>
    public const string Opening = "期初";
}

/// <summary>
/// Marks on postings: money that must never reach members through a distribution, and income that comes again every year or once only, which the
/// account alone does not say of subsidies and other income.
/// </summary>
public static class PostingTags
{
    public const string None = "";

    /// <summary>Land compensation (浙江省农村集体资产管理条例 art. 10, 27).</summary>
    public const string LandCompensation = "land_compensation";

    /// <summary>Proceeds of selling land quota (农村集体经济组织法 art. 53).</summary>
    public const string QuotaSale = "quota_sale";

    /// <summary>Comes again every year: a subsidy by a formula.</summary>
    public const string Recurring = "recurring";

    /// <summary>Came once: the sale of an asset, a grant for one project, an item of an earlier year.</summary>
    public const string OneOff = "one_off";

    /// <summary>Every tag with its Chinese name; the empty one first.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All =
        [(None, "无"), (LandCompensation, "土地补偿款"), (QuotaSale, "指标交易款"), (Recurring, "经常性"), (OneOff, "一次性")];

    /// <summary>Whether money with this tag must not be distributed to members.</summary>
    public static bool IsRestricted(string tag) => tag is LandCompensation or QuotaSale;
}

/// <summary>One line of a voucher to be posted.</summary>
/// <param name="AccountCode">A leaf of the book's chart.</param>
/// <param name="Side">Debit or credit.</param>
/// <param name="AmountFen">Fen, not zero; negative only for red letters.</param>
/// <param name="Summary">Text of the line; empty takes the voucher's.</param>
/// <param name="PartyCode">Counterparty or member, as an auxiliary dimension.</param>
/// <param name="Tag">One of <see cref="PostingTags"/>.</param>
public sealed record PostingDraft(
    string AccountCode, Side Side, long AmountFen, string Summary = "", string PartyCode = "", string Tag = "")
{
    /// <summary>借.</summary>
    public static PostingDraft Debit(string accountCode, long amountFen, string summary = "", string partyCode = "", string tag = "") =>
        new(accountCode, Side.Debit, amountFen, summary, partyCode, tag);

    /// <summary>贷.</summary>
    public static PostingDraft Credit(string accountCode, long amountFen, string summary = "", string partyCode = "", string tag = "") =>
        new(accountCode, Side.Credit, amountFen, summary, partyCode, tag);
}

/// <summary>A voucher to be posted.</summary>
/// <param name="BookId">The book; see <see cref="Books"/>.</param>
/// <param name="VoucherOn">Its date; decides the month whose numbers it takes.</param>
/// <param name="Summary">What happened, in Chinese; not empty.</param>
/// <param name="ClientId">Made by the caller, unique per book: posting it again with the same content changes nothing.</param>
/// <param name="Postings">At least two lines whose debits equal their credits.</param>
/// <param name="VoucherClass">Numbering runs per class.</param>
/// <param name="SourceKind">What it was made from, e.g. <c>distribution</c>; empty when typed in.</param>
/// <param name="SourceId">Which one.</param>
/// <param name="Imported">History from elsewhere with its own dates.</param>
public sealed record VoucherDraft(
    long BookId,
    DateOnly VoucherOn,
    string Summary,
    string ClientId,
    IReadOnlyList<PostingDraft> Postings,
    string VoucherClass = VoucherClasses.General,
    string SourceKind = "",
    long? SourceId = null,
    bool Imported = false);

/// <summary>What became of a draft.</summary>
/// <param name="Id">Identity of the voucher.</param>
/// <param name="YearMonth">201801 for January 2018.</param>
/// <param name="Number">Its number within book, month and class.</param>
/// <param name="AlreadyPosted">It had been posted before under the same client id with the same content.</param>
public sealed record PostedVoucher(long Id, long BookId, int YearMonth, string VoucherClass, int Number, bool AlreadyPosted);
