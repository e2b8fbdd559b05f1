using Baotuan.Industry.Releases;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Industry.Contracts;

/// <summary>Which number of a month is released.</summary>
public static class OutputQuantities
{
    /// <summary>Of the month alone.</summary>
    public const string Month = "month";

    /// <summary>From January to the month.</summary>
    public const string Cumulative = "cumulative";

    /// <summary>The year before, of the same firms; with the cumulative number it gives the growth.</summary>
    public const string Base = "base";

    /// <summary>Code and Chinese.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [(Month, "当月"), (Cumulative, "本年累计"), (Base, "上年同期（同口径）")];

    public static string Chinese(string code) => All.FirstOrDefault(q => q.Code == code).Chinese ?? code;
}

/// <summary>Numbers that somebody wants to publish together.</summary>
/// <param name="Series">See <see cref="OutputSeries"/>.</param>
/// <param name="Month">Any day of it.</param>
/// <param name="Quantities">See <see cref="OutputQuantities"/>.</param>
/// <param name="Groups">Codes of chains, several joined by + are counted as one; empty text is the whole list.</param>
public sealed record ReleaseRequest(string Series, DateOnly Month, IReadOnlyList<string> Quantities, IReadOnlyList<string> Groups);

/// <summary>One number of a release.</summary>
/// <param name="Chains">As in <see cref="ReleaseRequest.Groups"/>.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="Firms">How many it is made of.</param>
public sealed record ReleasedNumber(string Quantity, string Chains, string Name, int Firms, Money Value);

/// <summary>A release as it was published; its numbers stay as they were.</summary>
/// <param name="Month">First day.</param>
/// <param name="Reason">Why the month was released once more; empty for its first release.</param>
/// <param name="RecordedAtMs">Unix milliseconds; the figures as known then.</param>
public sealed record ReleaseInfo(long Id, string Series, DateOnly Month, string Actor, string Reason, long RecordedAtMs, IReadOnlyList<ReleasedNumber> Cells);

/// <summary>What the guard says.</summary>
/// <param name="Cells">The numbers; none where they may not be published, since they may be those of a firm.</param>
/// <param name="Refusals">Why the numbers may not be published; empty when they may.</param>
/// <param name="Proposal">Groups that may be published instead; null where there are none, or none are needed.</param>
public sealed record ReleaseCheck(IReadOnlyList<ReleasedNumber> Cells, IReadOnlyList<Refusal> Refusals, IReadOnlyList<string>? Proposal);

/// <summary>
/// Publishing of output figures. The guard holds every number against all that was published before of the same series, so that nobody can work out what one firm
/// reported (统计法 of 2024, article 28: also what lets one respondent be inferred is not given out).
/// </summary>
public static class ReleaseActs
{
    /// <summary>Asks the guard; publishes nothing. Asks <c>industry:release:publish</c> for all firms of the list.</summary>
    public static Task<Outcome<ReleaseCheck>> CheckAsync(BaotuanDb db, ReleaseRequest request, CancellationToken cancel) => CheckRelease.RunAsync(db, request, cancel);

    /// <summary>Publishes, if the guard lets it: the numbers are frozen and enter the log.</summary>
    /// <param name="reason">Why a month of the series is released once more; not asked for its first release.</param>
    /// <param name="clientId">The same one publishes once.</param>
    /// <returns>Refused: what <see cref="CheckAsync"/> refuses, <c>client_id_reused</c>, <c>reason_missing</c>, and what the guard says.</returns>
    public static Task<Outcome<ReleaseInfo>> PublishAsync(BaotuanDb db, ReleaseRequest request, string reason, string clientId, CancellationToken cancel) =>
        PublishRelease.RunAsync(db, request, reason, clientId, cancel);

    /// <summary>What was published, the latest first. Asks <c>industry:figure:read</c>.</summary>
    public static Task<IReadOnlyList<ReleaseInfo>> ListAsync(BaotuanDb db, CancellationToken cancel)
    {
        db.Access.Require(IndustryPermissions.FigureRead);
        return LoadReleases.AllAsync(db, cancel);
    }
}
