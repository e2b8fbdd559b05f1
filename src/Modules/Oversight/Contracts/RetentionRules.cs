using Baotuan.Kernel;
using Baotuan.Oversight.Log;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Contracts;

/// <summary>A rule of how long lines of the operation log are kept.</summary>
/// <param name="Own">Recorded by this installation; false for what the program brings.</param>
/// <param name="Sure">How sure the basis is: V read in the source, M from memory or our own preset; empty for own rules.</param>
public sealed record RetentionRule(string Kind, int Months, string Basis, DateOnly ValidFrom, bool Own, string Sure);

/// <summary>What a rule means today.</summary>
/// <param name="ArchivableBefore">Lines recorded before this day may be archived; later ones must be kept.</param>
/// <param name="Lines">How many such lines there are.</param>
public sealed record RetentionInForce(RetentionRule Rule, DateOnly ArchivableBefore, long Lines);

/// <summary>
/// Retention by dated rules. The program deletes nothing, and its tables refuse deletion: a rule says only from which day back
/// lines may be archived outside. A chain that was cut is a broken chain, so archiving means copying.
/// </summary>
public static class RetentionRules
{
    private static readonly IReadOnlyList<(RetentionRule Rule, int LeastMonths)> Shipped =
    [
        .. RuleFile.Read<OversightModule>("retention").Select(l => (
            new RetentionRule(l["kind"], RuleFile.Number(l["months"]), l["basis"], RuleFile.Day(l["valid_from"]), false, l["sure"]),
            RuleFile.Number(l["least_months"]))),
    ];

    /// <summary>Every rule, newest first; what the program brings stands last. Asks <c>oversight:log:read</c>.</summary>
    public static async Task<IReadOnlyList<RetentionRule>> ListAsync(BaotuanDb db, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.LogRead);
        return await AllAsync(db, cancel);
    }

    /// <summary>The rule in force of each kind, and what it means today. Asks <c>oversight:log:read</c>; counts lines inside its scope.</summary>
    public static async Task<IReadOnlyList<RetentionInForce>> InForceAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var seen = ReadLog.Within(db, db.Access.Reach(OversightPermissions.LogRead));
        var rules = await AllAsync(db, cancel);
        var list = new List<RetentionInForce>();
        foreach (var (kind, _) in LogWords.Kinds)
        {
            var rule = rules.First(r => r.Kind == kind && (r.ValidFrom <= today || !r.Own));
            var before = today.AddMonths(-rule.Months);
            var behind = await LogTime.FirstIdAsync(db, ChinaTime.EndOfDayMs(before.AddDays(-1)) + 1, cancel);
            list.Add(new(rule, before, await seen.LongCountAsync(o => o.Kind == kind && o.Id < behind, cancel)));
        }

        return list;
    }

    /// <summary>
    /// Records a rule from a day on. Asks <c>oversight:retention:manage</c>. Refused: <c>kind_unknown</c>,
    /// <c>retention_needs_a_basis</c>, <c>retention_below_law</c>, <c>retention_is_too_long</c>. Must run inside <see cref="Store.WriteAsync{T}"/>.
    /// </summary>
    public static async Task<Outcome<RetentionRule>> ChangeAsync(
        BaotuanDb db, string kind, int months, string basis, DateOnly validFrom, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.RetentionManage);
        if (Shipped.FirstOrDefault(s => s.Rule.Kind == kind) is not { Rule: not null } shipped)
        {
            return new Refusal("kind_unknown", $"日志没有“{kind}”这一类，请重新选择。");
        }

        if (string.IsNullOrWhiteSpace(basis))
        {
            return new Refusal("retention_needs_a_basis", "请写明保存期限的依据（文件和条款）。");
        }

        if (months < shipped.LeastMonths)
        {
            return new Refusal("retention_below_law", $"保存期限不能少于 {shipped.LeastMonths} 个月（网络安全法第二十一条第三项）。");
        }

        if (months > 1200)
        {
            return new Refusal("retention_is_too_long", "保存期限最长填 1200 个月（一百年）。");
        }

        var before = (await AllAsync(db, cancel)).First(r => r.Kind == kind);
        db.Add(new RetentionRow
        {
            Id = await db.NextIdAsync("oversight_retention", cancel), Kind = kind, Months = months, Basis = basis.Trim(), ValidFrom = validFrom,
            RecordedAtMs = db.RecordedAtMs, UserId = db.Caller.UserId,
        });
        await db.LogAsync(
            "retention.change", $"retention/{kind}", basis.Trim(), cancel, before: $"{before.Months} 个月",
            after: $"{months} 个月，{validFrom:yyyy-MM-dd} 起");
        return new RetentionRule(kind, months, basis.Trim(), validFrom, true, "");
    }

    private static async Task<List<RetentionRule>> AllAsync(BaotuanDb db, CancellationToken cancel)
    {
        var own = await db.Set<RetentionRow>().AsNoTracking().OrderByDescending(r => r.ValidFrom).ThenByDescending(r => r.Id)
            .Select(r => new RetentionRule(r.Kind, r.Months, r.Basis, r.ValidFrom, true, "")).ToListAsync(cancel);
        return [.. own, .. Shipped.Select(s => s.Rule)];
    }
}
