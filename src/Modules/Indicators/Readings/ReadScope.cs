using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Indicators.Readings;

/// <summary>Turns the text of a scope into organisations and ventures, and asks whether the caller may see all of it.</summary>
internal static class ReadScope
{
    private const int MostVentures = 50;

    public static async Task<Outcome<Scope>> RunAsync(BaotuanDb db, string text, IReadOnlyList<string> dimensions, CancellationToken cancel)
    {
        var reach = db.Access.Reach(IndicatorsPermissions.ReadingRead);
        var colon = text.IndexOf(':');
        var (kind, code) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        var wanted = kind == "venture" ? Computation.Venture : kind is "unit" or "organization" ? Computation.Place : "";
        if (wanted.Length > 0 && !dimensions.Contains(wanted))
        {
            return new Refusal("scope_does_not_fit", wanted == Computation.Venture ? "这个指标按地方和组织统计，不能按项目看。请换一个范围。" : "这个指标按项目统计，不能按地方或组织看。请换一个范围。");
        }

        return (kind, code.Length) switch
        {
            ("*", 0) => await EverythingAsync(db, reach, dimensions, cancel),
            ("unit", > 0) => await UnitAsync(db, reach, code, cancel),
            ("organization", > 0) => await OrganizationAsync(db, code, cancel),
            ("venture", > 0) => await VenturesAsync(db, code, cancel),
            _ => new Refusal("scope_not_readable", "范围请写 *（全部）、unit:单位编码、organization:组织编码或 venture:项目编码（几个项目用 + 相连）。"),
        };
    }

    private static async Task<Outcome<Scope>> EverythingAsync(BaotuanDb db, OrganizationSet reach, IReadOnlyList<string> dimensions, CancellationToken cancel)
    {
        var ventures = dimensions.Contains(Computation.Venture) ? await VentureAccess.ReadableIdsAsync(db, cancel) : null;
        return new Scope("*", reach.Everywhere ? "全部" : "您能查看的全部", reach.Among, ventures);
    }

    private static async Task<Outcome<Scope>> UnitAsync(BaotuanDb db, OrganizationSet reach, string code, CancellationToken cancel)
    {
        if (await OrgUnitTree.ByCodeAsync(db, code, cancel) is not { } unit)
        {
            return new Refusal("scope_not_found", $"没有编码为 {code} 的单位。请核对编码。");
        }

        var within = await db.Modules.OfType<IScopeTree>().Single().OrganizationsWithinAsync(db, [unit.Id], cancel);
        return reach.Everywhere || within.All(reach.Contains)
            ? new Scope($"unit:{unit.Code}", unit.Name, [.. within.Order()], null)
            : throw new AccessDeniedException(IndicatorsPermissions.ReadingRead, $"unit/{unit.Id}");
    }

    private static async Task<Outcome<Scope>> OrganizationAsync(BaotuanDb db, string code, CancellationToken cancel)
    {
        if (await Organizations.ByCodeAsync(db, code, cancel) is not { } organization)
        {
            return new Refusal("scope_not_found", $"没有编码为 {code} 的组织。请核对编码。");
        }

        db.Access.Require(IndicatorsPermissions.ReadingRead, organization.Id);
        return new Scope($"organization:{organization.Code}", organization.Name, [organization.Id], null);
    }

    private static async Task<Outcome<Scope>> VenturesAsync(BaotuanDb db, string text, CancellationToken cancel)
    {
        var codes = text.Split('+').Distinct().ToList();
        if (codes.Count > MostVentures)
        {
            return new Refusal("scope_not_readable", $"一次最多看 {MostVentures} 个项目。请少写几个，或写 * 看全部。");
        }

        var found = await VentureRecords.FindAsync(db, codes, cancel);
        if (codes.Find(c => !found.ContainsKey(c)) is { } missing)
        {
            return new Refusal("scope_not_found", $"没有编码为 {missing} 的项目。请核对编码。");
        }

        foreach (var code in codes)
        {
            await VentureAccess.RequireReadAsync(db, found[code].Id, cancel);
        }

        return new Scope($"venture:{string.Join('+', codes)}", string.Join('、', codes.Select(c => found[c].Name)), null, [.. codes.Select(c => found[c].Id)]);
    }
}
