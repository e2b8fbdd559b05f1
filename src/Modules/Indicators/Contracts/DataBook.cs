using Baotuan.Indicators.DataSets;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Contracts;

/// <summary>
/// Numbers that organisations enter themselves, period by period: entered, said to be all, approved by somebody else, accepted up the tree of units. What is approved is locked
/// until it is taken back, from the top down. Acts run inside a command of the store.
/// </summary>
public static class DataBook
{
    /// <summary>Data sets that ask for a period that a day lies in or is after. Asks <c>indicators:data:read</c>.</summary>
    public static Task<IReadOnlyList<DataSetInfo>> ListAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.DataRead);
        return ReadDataSets.ListAsync(db, today, cancel);
    }

    /// <summary>
    /// Everybody who reports in a period, and the units that accept; cut to what the caller sees, a unit is there when he sees everybody below it. Asks <c>indicators:data:read</c>.
    /// Refused: <c>data_set_not_found</c>, <c>period_does_not_fit</c>, <c>period_not_asked</c>.
    /// </summary>
    public static Task<Outcome<DataBoard>> BoardAsync(BaotuanDb db, string setCode, Period period, CancellationToken cancel) => ReadBoard.SeenAsync(db, setCode, period, cancel);

    /// <summary>Units of a board for which the caller may accept. For showing a button; the act asks again.</summary>
    public static Task<IReadOnlyList<DataUnitStanding>> AcceptableAsync(BaotuanDb db, DataBoard board, CancellationToken cancel) => ReadBoard.AcceptableAsync(db, board, cancel);

    /// <summary>The form of one organisation. Asks <c>indicators:data:read</c> on it. Refused as <see cref="BoardAsync"/>, and <c>does_not_report</c>.</summary>
    public static Task<Outcome<DataForm>> FormAsync(BaotuanDb db, string setCode, Period period, string organizationCode, CancellationToken cancel) =>
        ReadDataForm.RunAsync(db, setCode, period, organizationCode, cancel);

    /// <summary>Saves the cells that differ from what stands; answers how many. Asks <c>indicators:data:enter</c> on the organisation.</summary>
    /// <returns>Refused: as <see cref="FormAsync"/>, <c>data_locked</c>, <c>period_not_begun</c>, <c>value_not_readable</c>, <c>comment_missing</c>, <c>cell_moved</c>, <c>client_id_reused</c>.</returns>
    public static Task<Outcome<int>> SaveAsync(BaotuanDb db, DataDraft draft, CancellationToken cancel) => SaveObservations.RunAsync(db, draft, cancel);

    /// <summary>
    /// Says that it is all (asks <c>indicators:data:enter</c>), approves or takes the approval back (<c>indicators:data:approve</c>), accepts for a unit or takes that back
    /// (<c>indicators:data:accept</c> on everybody below it). Answers the number of the event.
    /// </summary>
    /// <returns>Refused: as <see cref="FormAsync"/>, <c>unit_does_not_accept</c>, <c>program_may_not_decide</c>, <c>values_moved</c>, <c>reason_missing</c>, <c>cells_missing</c>, <c>period_not_over</c>,
    /// <c>not_complete</c>, <c>not_approved</c>, <c>approver_entered_it</c>, <c>children_wait</c>, <c>accepted_above</c>, <c>accepted_already</c>, <c>not_accepted</c>, <c>client_id_reused</c>.</returns>
    public static Task<Outcome<long>> DecideAsync(BaotuanDb db, DataDecision decision, CancellationToken cancel) => DecideData.RunAsync(db, decision, cancel);
}
