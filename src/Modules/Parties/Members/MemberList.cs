using Baotuan.Engine.Conflicts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Members;

/// <summary>The members of one collective with their shares, narrowed as the page asks; one village is read whole.</summary>
internal sealed record MemberList(
    OrganizationInfo Village, IReadOnlyList<(string Code, string Name, long FactorPpm)> Classes, IReadOnlyList<MemberInfo> Members,
    IReadOnlyDictionary<(string MemberNo, string ClassCode), long> Shares)
{
    public static async Task<MemberList?> LoadAsync(
        BaotuanDb db, string village, string? text, string? group, DateOnly asOf, CancellationToken cancel)
    {
        var organization = await Contracts.Organizations.ByCodeAsync(db, village, cancel);
        if (organization is null)
        {
            db.Access.Require(PartiesPermissions.MemberRead);
            return null;
        }

        db.Access.Require(PartiesPermissions.MemberRead, organization.Id);

        var members = await Contracts.Members.AsOfAsync(db, organization.Id, asOf, long.MaxValue, cancel);
        var rows = await db.Set<Share>().AsNoTracking().Where(s => s.CollectiveId == organization.Id && s.ValidFrom <= asOf)
            .OrderBy(s => s.MemberNo).ThenBy(s => s.ClassCode).ThenBy(s => s.ValidFrom).ThenBy(s => s.RecordedAtMs).ToListAsync(cancel);
        return new(
            organization, MemberWeights.Classes(db, organization.Id, asOf, long.MaxValue),
            [.. members.Where(m => Matches(m, text)).Where(m => group is null || m.GroupName == group)],
            Facts.InForce<Share, (string MemberNo, string ClassCode)>(rows, s => (s.MemberNo, s.ClassCode)).ToDictionary(s => (s.MemberNo, s.ClassCode), s => s.Quantity10000));
    }

    /// <summary>Shares of one member in one class; empty when none.</summary>
    public string SharesOf(string memberNo, string classCode) =>
        Shares.TryGetValue((memberNo, classCode), out var quantity) && quantity != 0 ? Text(quantity) : "";

    /// <summary>Shares of the listed members in one class.</summary>
    public string Total(string classCode) => Text(Members.Sum(m => Shares.GetValueOrDefault((m.MemberNo, classCode))));

    private static string Text(long quantity10000) => new Rational(quantity10000, 10_000).ToDecimalString(4);

    private static bool Matches(MemberInfo member, string? text) => text is null
        || PersonMark.Plain(member.Name).Contains(PersonMark.Plain(text), StringComparison.Ordinal)
        || member.MemberNo.Contains(text, StringComparison.OrdinalIgnoreCase)
        || member.HouseholdNo.Contains(text, StringComparison.OrdinalIgnoreCase);
}
