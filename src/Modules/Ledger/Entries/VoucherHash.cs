using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Baotuan.Ledger.Contracts;

namespace Baotuan.Ledger.Entries;

/// <summary>A draft with what only the module may add: which voucher it cancels, and why.</summary>
internal sealed record VoucherPlan(VoucherDraft Draft, long? ReversesId, string Reason);

/// <summary>
/// The fingerprint of a voucher: SHA-256 over its fields in fixed order, each as its length in bytes, a colon, the UTF-8
/// text and a comma, so that no two different vouchers read alike. It tells a repeated request from a different one, and
/// lets <c>verify</c> find a line that was changed behind the triggers. Numbers and recording time are not part of it:
/// they are given by the ledger and checked by themselves.
/// </summary>
internal static class VoucherHash
{
    private const string Version = "baotuan/voucher/v1";

    public static string Of(VoucherPlan plan)
    {
        var draft = plan.Draft;
        var text = new ArrayBufferWriter<byte>(512);
        Header(text, draft.BookId, draft.VoucherOn, draft.VoucherClass, draft.Summary, draft.ClientId, draft.SourceKind,
            draft.SourceId, draft.Imported, plan.ReversesId, plan.Reason);
        foreach (var line in draft.Postings)
        {
            Line(text, line.AccountCode, line.Side.Code(), line.AmountFen, line.Summary, line.PartyCode, line.Tag);
        }

        return Convert.ToHexStringLower(SHA256.HashData(text.WrittenSpan));
    }

    public static string Of(Voucher voucher, IEnumerable<Posting> postings)
    {
        var text = new ArrayBufferWriter<byte>(512);
        Header(text, voucher.BookId, voucher.VoucherOn, voucher.VoucherClass, voucher.Summary, voucher.ClientId, voucher.SourceKind,
            voucher.SourceId, voucher.Imported, voucher.ReversesId, voucher.Reason);
        foreach (var line in postings)
        {
            Line(text, line.AccountCode, line.Side, line.AmountFen, line.Summary, line.PartyCode, line.Tag);
        }

        return Convert.ToHexStringLower(SHA256.HashData(text.WrittenSpan));
    }

    private static void Header(
        ArrayBufferWriter<byte> to, long bookId, DateOnly on, string voucherClass, string summary, string clientId,
        string sourceKind, long? sourceId, bool imported, long? reversesId, string reason)
    {
        Field(to, Version);
        Field(to, bookId);
        Field(to, on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Field(to, voucherClass);
        Field(to, summary);
        Field(to, clientId);
        Field(to, sourceKind);
        Field(to, sourceId?.ToString(CultureInfo.InvariantCulture) ?? "");
        Field(to, imported ? "1" : "0");
        Field(to, reversesId?.ToString(CultureInfo.InvariantCulture) ?? "");
        Field(to, reason);
    }

    private static void Line(
        ArrayBufferWriter<byte> to, string accountCode, string side, long amountFen, string summary, string partyCode, string tag)
    {
        Field(to, accountCode);
        Field(to, side);
        Field(to, amountFen);
        Field(to, summary);
        Field(to, partyCode);
        Field(to, tag);
    }

    private static void Field(ArrayBufferWriter<byte> to, long value) => Field(to, value.ToString(CultureInfo.InvariantCulture));

    private static void Field(ArrayBufferWriter<byte> to, string value)
    {
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetByteCount(value).ToString(CultureInfo.InvariantCulture), to);
        to.Write(":"u8);
        Encoding.UTF8.GetBytes(value, to);
        to.Write(","u8);
    }
}

/// <summary>How a side stands in columns and files.</summary>
internal static class SideCodes
{
    public const string Debit = "D";
    public const string Credit = "C";

    public static string Code(this Side side) => side == Side.Debit ? Debit : Credit;

    public static Side Parse(string code) => code == Debit ? Side.Debit : Side.Credit;
}
