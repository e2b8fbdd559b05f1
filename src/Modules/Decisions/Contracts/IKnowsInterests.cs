using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Contracts;

/// <summary>What somebody is about to approve or release.</summary>
/// <param name="OrganizationIds">Whose matter it is, and whom else it concerns.</param>
/// <param name="VentureCode">The project, or empty.</param>
public sealed record Matter(IReadOnlyCollection<long> OrganizationIds, string VentureCode = "");

/// <summary>An interest that stands.</summary>
/// <param name="About">The organisation or project by name.</param>
/// <param name="Ground">What the interest is, as declared.</param>
public sealed record StandingInterest(string About, string Ground, DateOnly From);

/// <summary>A declared relative.</summary>
/// <param name="Phone">As typed; empty where it was not given.</param>
public sealed record StandingKin(string Name, string Phone);

/// <summary>Knows who has an interest in what. The register stands in a module further down, which implements this; without it nobody has one.</summary>
public interface IKnowsInterests
{
    /// <summary>An interest of a person in a matter on a day; null when there is none.</summary>
    Task<StandingInterest?> FindAsync(BaotuanDb db, long userId, Matter matter, DateOnly on, CancellationToken cancel);

    /// <summary>The relatives that a person has declared and who count on a day. Asks nothing: they are compared and never shown.</summary>
    Task<IReadOnlyList<StandingKin>> KinAsync(BaotuanDb db, FieldProtector fields, long userId, DateOnly on, CancellationToken cancel);
}

/// <summary>Whoever has an interest in a matter stands back from it.</summary>
public static class Recusal
{
    /// <summary>Why the caller may not approve, reject or release this: <c>conflict_of_interest</c>; null when he may.</summary>
    public static async Task<Refusal?> CheckAsync(BaotuanDb db, Matter matter, CancellationToken cancel) =>
        db.Modules.OfType<IKnowsInterests>().SingleOrDefault() is { } register
        && await register.FindAsync(db, db.Caller.UserId, matter, db.Today(), cancel) is { } interest
            ? new Refusal(
                "conflict_of_interest",
                $"您与{interest.About}有利害关系（{interest.Ground}，{interest.From:yyyy-MM-dd} 起登记），要回避，不能审批、退回或放行这件事。请由别人办理；关系已经结束的，请纪检监察或审计管理员先登记结束。")
            : null;
}
