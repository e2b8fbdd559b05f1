using Baotuan.Kernel;
using Baotuan.Oversight.Packs;
using Baotuan.Platform.Storage;
using Baotuan.Transparency.Witnessing;

namespace Baotuan.Oversight.Contracts;

/// <summary>A file that somebody else made and that goes into the pack as it is.</summary>
/// <param name="Name">Path inside the pack.</param>
public sealed record PackExtra(string Name, byte[] Content);

/// <summary>What was written.</summary>
/// <param name="Leaves">Of the signed log.</param>
/// <param name="Openings">Leaves that the pack opens.</param>
/// <param name="Problems">What did not agree in the database while it was written; the pack says it, too.</param>
public sealed record PackWritten(long Leaves, long Openings, int Files, IReadOnlyList<PackProblem> Problems);

/// <summary>Something that does not agree.</summary>
/// <param name="Code"><c>pack_file_changed</c>, <c>pack_file_missing</c>, <c>pack_file_unlisted</c>, <c>checkpoint_not_trusted</c>, <c>root_differs</c>,
/// <c>tile_differs</c>, <c>opening_differs</c>, <c>opening_missing</c>, <c>sum_differs</c>, <c>balance_differs</c>, <c>journal_differs</c>, <c>register_differs</c>, or a code of verify.</param>
public sealed record PackProblem(string Code, string Subject, string Message);

/// <summary>What rebuilding a pack found.</summary>
/// <param name="Leaves">Hashed into the root.</param>
/// <param name="Opened">Leaves whose record was held against the log.</param>
/// <param name="Closed">Leaves that commit to something which the pack does not open.</param>
/// <param name="Balances">Accounts with a balance.</param>
/// <param name="Positions">Of the equity register.</param>
/// <param name="Payouts">Members' lines.</param>
/// <param name="PayoutFen">Their sum in fen.</param>
/// <param name="Unchecked">What could not be held against the log line by line, because a member's secret was erased.</param>
public sealed record PackVerdict(
    string Origin, long Leaves, long Opened, long Closed, long Vouchers, int Balances, int Positions, long Payouts, long PayoutFen,
    IReadOnlyList<string> Unchecked, IReadOnlyList<PackProblem> Problems);

/// <summary>
/// The auditor's pack: one zip with journals, register, rules, the whole log and what opens it. Whoever has it and the log's public key rebuilds every
/// balance, register and payout without our database (docs/formats/audit-pack.md). It holds members' lines: it is for the auditor alone.
/// </summary>
public static class AuditPacks
{
    /// <summary>Writes a pack of the whole house as it stands now, after the log's end was signed. Refused when the log cannot be signed or is empty.</summary>
    /// <param name="extras">E.g. the page that verifies receipts.</param>
    public static Task<Outcome<PackWritten>> WriteAsync(Store store, string path, IReadOnlyList<PackExtra> extras, CancellationToken cancel) =>
        WritePack.RunAsync(store, path, extras, cancel);

    /// <summary>Rebuilds a pack and says what does not agree. Refused with <c>pack_is_damaged</c> when it is no pack at all.</summary>
    public static Task<Outcome<PackVerdict>> CheckAsync(string path, WitnessPolicy policy, CancellationToken cancel) => CheckPack.RunAsync(path, policy, cancel);
}
