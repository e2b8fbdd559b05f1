using Baotuan.Ledger.Checks;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Contracts;

/// <summary>Vouchers of one book that look like one and the same movement of money, booked more than once.</summary>
/// <param name="VoucherIds">Two or more, in the order of posting.</param>
/// <param name="AccountCode">The bank account on which both stand; empty where whole vouchers of one source are the same.</param>
/// <param name="AmountFen">Of the line on that account, else the debit sum.</param>
/// <param name="Reference">Text of the line, else of the voucher, without blanks at its ends.</param>
/// <param name="SourceKind">Kind of the source they share; empty for typed and imported ones.</param>
public sealed record VoucherTwin(
    long OrganizationId, IReadOnlyList<long> VoucherIds, DateOnly VoucherOn, string AccountCode, Side Side, long AmountFen, string PartyCode,
    string Reference, string SourceKind, long? SourceId);

/// <summary>
/// Finds vouchers that stand twice for one movement. Red letters and what they cancelled are left out, opening balances too.
/// Asks for no right: for rules of modules that asked for their own.
/// </summary>
public static class VoucherTwins
{
    /// <summary>
    /// Two kinds. Of one source (kind and number): the same date and the same lines, that is the same accounts, sides, amounts,
    /// parties and tags. Typed or imported: the same date, and a line on the same bank account with the same side, amount,
    /// party and text (the line's own, else the voucher's).
    /// </summary>
    /// <param name="organizationIds">Whose books; null for all.</param>
    /// <param name="since">Vouchers dated earlier are left out.</param>
    /// <param name="bankAccounts">Codes that bank accounts begin with, e.g. 102 and 1002.</param>
    public static Task<IReadOnlyList<VoucherTwin>> FindAsync(
        BaotuanDb db, IReadOnlyCollection<long>? organizationIds, DateOnly since, IReadOnlyList<string> bankAccounts, CancellationToken cancel) =>
        FindTwins.RunAsync(db, organizationIds, since, bankAccounts, cancel);
}
