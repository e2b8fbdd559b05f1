using Baotuan.Disclosure.Slips;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Disclosure.Contracts;

/// <summary>What a household has against its slip.</summary>
/// <param name="OnPaper">Said at the village office and written down by <paramref name="By"/>.</param>
/// <param name="Answer">Null while it is open.</param>
public sealed record SlipObjectionInfo(
    long Id, long CascadeId, OrganizationInfo Village, Period Period, string HouseholdNo, string Text, bool OnPaper, string By, long RecordedAtMs, string? Answer, string? AnsweredBy, long? AnsweredAtMs);

/// <summary>What a list is narrowed by; null leaves a condition out.</summary>
public sealed record SlipObjectionQuery(bool? Open = null, string? Village = null);

/// <summary>
/// Objections of households against what a slip says, after the money was distributed: raised by who holds the slip or by the signed-in household, or written down
/// at the village office; answered in writing by the supervisors' board, who sees it open until then.
/// </summary>
public static class SlipObjections
{
    /// <summary>So many characters at most.</summary>
    public const int Longest = 1000;

    /// <summary>So many may be open of one household about one distribution.</summary>
    public const int MostOpen = 3;

    /// <summary>Raises one in the name of a household. Asks for its own line, or <c>ventures:payout:read</c> with <c>disclosure:objection:record</c> for what was said at the office.</summary>
    /// <returns>Refused: <c>slip_not_found</c>, <c>text_missing</c>, <c>text_too_long</c>, <c>too_many_open</c>, <c>client_id_missing</c>, <c>client_id_reused</c>.</returns>
    public static Task<Outcome<long>> RaiseAsync(BaotuanDb db, long cascadeId, string householdNo, string text, string clientId, CancellationToken cancel) =>
        RaiseSlipObjection.RunAsync(db, cascadeId, householdNo, text, clientId, cancel);

    /// <summary>Answers one. Asks <c>disclosure:objection:answer</c>; who wrote it down does not answer it, nor does a program.</summary>
    /// <returns>Refused: <c>objection_not_found</c>, <c>objection_is_answered</c>, <c>answerer_recorded_it</c>, <c>program_may_not_answer</c>, <c>text_missing</c>, <c>text_too_long</c>.</returns>
    public static Task<Outcome<long>> AnswerAsync(BaotuanDb db, long objectionId, string text, CancellationToken cancel) => AnswerSlipObjection.RunAsync(db, objectionId, text, cancel);

    /// <summary>Those inside the view scope, open ones first, then the newest. Asks <c>disclosure:objection:read</c>.</summary>
    public static Task<IReadOnlyList<SlipObjectionInfo>> ListAsync(BaotuanDb db, SlipObjectionQuery query, CancellationToken cancel) => ReadSlipObjections.ListAsync(db, query, cancel);

    /// <summary>One; null when there is none. Asks <c>disclosure:objection:read</c> on its village.</summary>
    public static Task<SlipObjectionInfo?> ShowAsync(BaotuanDb db, long objectionId, CancellationToken cancel) => ReadSlipObjections.ShowAsync(db, objectionId, cancel);

    /// <summary>Those of one household about one distribution, oldest first. Asks for its own line.</summary>
    public static Task<IReadOnlyList<SlipObjectionInfo>> OfHouseholdAsync(BaotuanDb db, long cascadeId, string householdNo, CancellationToken cancel) =>
        ReadSlipObjections.OfHouseholdAsync(db, cascadeId, householdNo, cancel);
}

/// <summary>The same for who holds a slip and has no account.</summary>
public sealed class SlipObjectionDesk(Store store, SlipDesk slips)
{
    /// <summary>What the household raised so far; empty where the address opens nothing.</summary>
    public async Task<IReadOnlyList<SlipObjectionInfo>> ListAsync(SlipAddress address, CancellationToken cancel)
    {
        if (await slips.HolderAsync(address, cancel) is not { } holder)
        {
            return [];
        }

        await using var db = store.Open(holder);
        return await SlipObjections.OfHouseholdAsync(db, address.CascadeId, holder.Own!.HouseholdNo, cancel);
    }

    /// <summary>Raises one; refused as <see cref="SlipObjections.RaiseAsync"/> does.</summary>
    public async Task<Outcome<long>> RaiseAsync(SlipAddress address, string text, string clientId, CancellationToken cancel) =>
        await slips.HolderAsync(address, cancel) is { } holder
            ? await store.WriteAsync(holder, (db, stop) => SlipObjections.RaiseAsync(db, address.CascadeId, holder.Own!.HouseholdNo, text, clientId, stop), cancel)
            : RaiseSlipObjection.NotFound;
}
