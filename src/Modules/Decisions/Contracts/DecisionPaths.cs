using Baotuan.Decisions.Figures;
using Baotuan.Decisions.Paths;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Contracts;

/// <summary>The path that holds, and why.</summary>
/// <param name="Basis">Empty when nothing is recorded and the full path holds.</param>
public sealed record PathInForce(DecisionPath Path, string Basis)
{
    /// <summary>Done under an agreement that was decided already: no decision of its own.</summary>
    public bool IsContract => Path.Code == DecisionPaths.Contract;
}

/// <summary>A path as it is recorded for an organisation.</summary>
/// <param name="Subject">A venture's code, or empty for all.</param>
public sealed record PathRecord(long OrganizationId, string Kind, string Subject, string PathCode, DateOnly ValidFrom, string Basis);

/// <summary>Which steps lead to a decision. Templates are data (rules/paths.csv); which one holds is recorded with its basis.</summary>
public static class DecisionPaths
{
    public const string Full = "full";
    public const string Approvals = "approvals";
    public const string Contract = "contract";
    public const string FiveDeliberations = "five-deliberations";

    private static readonly Lazy<IReadOnlyList<DecisionPath>> File = new(() =>
    [
        .. RuleFile.Read<DecisionsModule>("paths").GroupBy(l => (Code: l["path"], Name: l["name"]))
            .Select(g => new DecisionPath(g.Key.Code, g.Key.Name, [.. g.Where(l => l["step"].Length > 0).Select(Step)])),
    ]);

    /// <summary>All templates.</summary>
    public static IReadOnlyList<DecisionPath> All => File.Value;

    public static DecisionPath ByCode(string code) => All.First(p => p.Code == code);

    /// <summary>
    /// The path in force: recorded for this subject before recorded for all of the kind, the latest day of effect; the full path
    /// when nothing is recorded. The subject is the part of the key before the first slash.
    /// </summary>
    public static async Task<PathInForce> InForceAsync(
        BaotuanDb db, long organizationId, string kind, string subjectKey, DateOnly on, CancellationToken cancel)
    {
        var subject = subjectKey.Split('/')[0];
        var rows = await db.Set<PathRow>().AsNoTracking()
            .Where(p => p.OrganizationId == organizationId && p.Kind == kind && (p.Subject == "" || p.Subject == subject) && p.ValidFrom <= on)
            .ToListAsync(cancel);
        var row = rows.GroupBy(p => (p.Subject, p.ValidFrom)).Select(g => g.MaxBy(p => p.RecordedAtMs)!).Where(p => !p.Retracted)
            .OrderByDescending(p => p.Subject.Length).ThenByDescending(p => p.ValidFrom).FirstOrDefault();
        return row is null ? new(ByCode(Full), "") : new(ByCode(row.PathCode), row.Basis);
    }

    /// <summary>Organisations whose decisions of a kind go by contract as a whole, with the basis; for acts on many at once.</summary>
    internal static async Task<IReadOnlyDictionary<long, string>> ContractsAsync(BaotuanDb db, string kind, DateOnly on, CancellationToken cancel)
    {
        var rows = await db.Set<PathRow>().AsNoTracking().Where(p => p.Kind == kind && p.Subject == "" && p.ValidFrom <= on)
            .OrderBy(p => p.OrganizationId).ThenBy(p => p.ValidFrom).ThenBy(p => p.RecordedAtMs).ToListAsync(cancel);
        return Facts.InForce(rows, p => p.OrganizationId).Where(p => p.PathCode == Contract).ToDictionary(p => p.OrganizationId, p => p.Basis);
    }

    /// <summary>Why an organisation cannot go a path: one that leads through an assembly needs a register of members. Null when it can.</summary>
    public static Refusal? Unfit(OrganizationInfo organization, DecisionPath path) =>
        organization.IsCollective || path.Steps.All(s => s.Kind != StepKind.Assembly)
            ? null
            : new(
                "organization_has_no_assembly",
                $"{organization.Name}是{OrganizationKinds.Chinese(organization.Kind)}，没有成员名册，开不了成员大会，走不完“{path.Name}”。"
                + $"请在“决策路径”表给它登记“{ByCode(Approvals).Name}”；已经由协议或章程决定的，登记“{ByCode(Contract).Name}”。");

    /// <summary>Records paths inside the caller's write transaction.</summary>
    /// <returns>How many; or refused: <c>path_needs_a_basis</c>, <c>path_not_known</c>, <c>organization_has_no_assembly</c>.</returns>
    public static async Task<Outcome<int>> RecordAsync(BaotuanDb db, IReadOnlyList<PathRecord> records, CancellationToken cancel)
    {
        var organizations = await Organizations.ByIdsAsync(db, records.Select(r => r.OrganizationId), cancel);
        foreach (var record in records)
        {
            db.Access.Require(DecisionsPermissions.PathManage, record.OrganizationId);
            if (All.All(p => p.Code != record.PathCode))
            {
                return new Refusal("path_not_known", $"没有“{record.PathCode}”这种决策路径。");
            }

            if (string.IsNullOrWhiteSpace(record.Basis))
            {
                return new Refusal("path_needs_a_basis", "请写明采用这条路径的依据，例如合同第几条或哪次大会的决议。");
            }

            if (Unfit(organizations[record.OrganizationId], ByCode(record.PathCode)) is { } unfit)
            {
                return unfit;
            }
        }

        await db.SaveChangesAsync(cancel);
        Facts.WriteAll(db, records.Select(r => new PathRow
        {
            OrganizationId = r.OrganizationId, Kind = r.Kind, Subject = r.Subject, PathCode = r.PathCode, Basis = r.Basis.Trim(),
            ValidFrom = r.ValidFrom, RecordedAtMs = db.RecordedAtMs,
        }));
        foreach (var r in records.Take(100)) // a whole county is recorded by an import, which the log has as one
        {
            await db.LogAsync("decision_path.record", $"organization/{r.OrganizationId}", $"{r.Kind} {r.Subject} {r.PathCode} {r.ValidFrom:yyyy-MM-dd}: {r.Basis}", cancel, r.OrganizationId);
        }

        return records.Count;
    }

    private static PathStep Step(IReadOnlyDictionary<string, string> cells) =>
        new(cells["step"], Enum.Parse<StepKind>(cells["kind"], ignoreCase: true), cells["step_name"], cells["after"] == "yes");
}
