using Baotuan.Kernel;

namespace Baotuan.Ledger.Contracts;

/// <summary>The header of a posted voucher.</summary>
/// <param name="YearMonth">201801 for January 2018.</param>
/// <param name="TotalFen">Sum of the debit side in fen; negative in red letters.</param>
/// <param name="ReversesId">The voucher that this one cancels.</param>
/// <param name="ReversedById">The red-letter voucher that cancels this one.</param>
/// <param name="Reason">Why it cancels; empty otherwise.</param>
public sealed record VoucherInfo(
    long Id, long BookId, int YearMonth, string VoucherClass, int Number, DateOnly VoucherOn, long RecordedAtMs, string Summary,
    int LineCount, long TotalFen, long? ReversesId, long? ReversedById, string Reason, bool Imported, string SourceKind, long? SourceId);

/// <summary>One line of a posted voucher.</summary>
/// <param name="AmountFen">In fen on <paramref name="Side"/>; negative in red letters.</param>
public sealed record PostingInfo(
    int LineNo, string AccountCode, string AccountName, Side Side, long AmountFen, string Summary, string PartyCode, string Tag);

/// <summary>A voucher with its lines.</summary>
public sealed record VoucherDetail(VoucherInfo Header, IReadOnlyList<PostingInfo> Lines, string ContentHash);

/// <summary>Which headers to list.</summary>
/// <param name="BookId">Null for all books.</param>
/// <param name="Period">Dated in this period; null for all.</param>
/// <param name="Text">Contained in the summary; empty for all.</param>
/// <param name="VoucherClass">Empty for all.</param>
/// <param name="AmountFen">Total or any line is of this amount in fen, in black or red; null for all.</param>
/// <param name="Source">typed, import, distribution, payment, cascade, contribution or equity_event; empty for all.</param>
public sealed record VoucherQuery(
    long? BookId, Period? Period = null, string Text = "", string VoucherClass = "", int Skip = 0, int Take = 50,
    long? AmountFen = null, string Source = "", long[]? OrganizationIds = null);

/// <summary>What the vouchers that one source made at one time come to in one organisation's book.</summary>
/// <param name="RecordedAtMs">When they were posted.</param>
/// <param name="PostedFen">Their debit sum in fen.</param>
/// <param name="StandingFen">The same without those that were cancelled since.</param>
public sealed record SourceTotal(long OrganizationId, long SourceId, long RecordedAtMs, long PostedFen, long StandingFen);

/// <summary>A page of headers.</summary>
/// <param name="Count">How many the query finds altogether.</param>
/// <param name="TotalFen">Their debit sum in fen.</param>
public sealed record VoucherPage(int Count, long TotalFen, IReadOnlyList<VoucherInfo> Vouchers);
