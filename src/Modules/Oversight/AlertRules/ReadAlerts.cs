using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.AlertRules;

/// <summary>Runs the rules inside somebody's reach and lays the closings beside what they found.</summary>
internal static class ReadAlerts
{
    private sealed record Result(AlertRuleInfo Rule, IReadOnlyList<AlertFound> Found, string Problem);

    public static async Task<IReadOnlyList<AlertGroup>> GroupsAsync(
        BaotuanDb db, OrganizationSet reach, DateOnly today, string? ruleCode, CancellationToken cancel)
    {
        var results = await RunAsync(db, reach, today, ruleCode, cancel);
        var found = results.SelectMany(r => r.Found).ToList();
        var people = await Organizations.ByIdsAsync(db, found.SelectMany(f => f.OrganizationIds), cancel);
        var subjects = await SubjectNames.LoadAsync(db, found.Select(f => f.Subject), [], cancel);
        var closings = await ClosingsAsync(db, [.. results.Select(r => r.Rule.Code)], cancel);
        return [.. results.Select(r => new AlertGroup(
            r.Rule,
            [.. r.Found.Select(f => Info(r.Rule.Code, f)).OrderBy(a => a.Closing is not null)],
            r.Problem))];

        AlertInfo Info(string code, AlertFound f) => new(
            code, f.Subject, subjects.Text(f.Subject), f.Href.Length > 0 ? f.Href : subjects.Href(f.Subject),
            [.. f.OrganizationIds.Where(people.ContainsKey).Select(id => people[id])], f.Text, f.Fingerprint(code),
            closings.GetValueOrDefault((code, f.Subject, f.Fingerprint(code))));
    }

    public static async Task<int> OpenCountAsync(BaotuanDb db, OrganizationSet reach, DateOnly today, CancellationToken cancel)
    {
        var results = await RunAsync(db, reach, today, null, cancel);
        var closings = await ClosingsAsync(db, [.. results.Select(r => r.Rule.Code)], cancel);
        return results.Sum(r => r.Found.Count(f => !closings.ContainsKey((r.Rule.Code, f.Subject, f.Fingerprint(r.Rule.Code)))));
    }

    private static async Task<List<Result>> RunAsync(BaotuanDb db, OrganizationSet reach, DateOnly today, string? ruleCode, CancellationToken cancel)
    {
        var versions = await AlertVersions.LoadAsync(db, cancel);
        var results = new List<Result>();
        foreach (var rule in AlertRule.All.Where(r => ruleCode is null || r.Code == ruleCode))
        {
            var ground = new AlertGround(db, today, reach.Among, [.. versions[rule.Code]]);
            var info = AlertVersions.Info(rule, ground.Versions, today);
            var (found, problem) = info.InForce.Active ? await FindAsync(rule, ground, cancel) : ([], "");
            results.Add(new(info, found, problem));
        }

        return results;
    }

    /// <summary>Records that a rule cannot compute on are a reason to look, not to show nothing.</summary>
    private static async Task<(IReadOnlyList<AlertFound> Found, string Problem)> FindAsync(AlertRule rule, AlertGround ground, CancellationToken cancel)
    {
        try
        {
            return (await rule.FindAsync(ground, cancel), string.Join(' ', ground.Problems));
        }
        catch (AccessDeniedException denied)
        {
            return ([], NotAllowed("这条规则", denied));
        }
        catch (Exception broken) when (broken is ArgumentException or ArithmeticException or KeyNotFoundException or FormatException)
        {
            return ([], $"有记录已损坏，这条规则算不下去，请运行 verify 检查：{broken.Message}");
        }
    }

    internal static string NotAllowed(string what, AccessDeniedException denied) => $"算{what}要有“{denied.Permission.Chinese}”的权限，您没有，所以没有算。";

    private static async Task<Dictionary<(string Rule, string Subject, string Fingerprint), AlertClosed>> ClosingsAsync(
        BaotuanDb db, string[] rules, CancellationToken cancel)
    {
        var rows = await db.Set<AlertClosing>().AsNoTracking().Where(c => rules.Contains(c.RuleCode)).ToListAsync(cancel);
        var users = rows.Select(r => r.UserId).Distinct().ToArray();
        var people = await UserNames.OfAsync(db, users, cancel);
        var units = await OrgUnitTree.ByIdsAsync(db, rows.Select(r => r.UnitId).OfType<long>(), cancel);
        return rows.ToDictionary(r => (r.RuleCode, r.Subject, r.Fingerprint), r => new AlertClosed(
            r.Note, people.GetValueOrDefault(r.UserId, ""), r.UnitId is { } u && units.TryGetValue(u, out var unit) ? unit.Name : "", r.RecordedAtMs));
    }
}
