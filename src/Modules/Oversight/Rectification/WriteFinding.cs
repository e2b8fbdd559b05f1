using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Rectification;

/// <summary>Raises a finding on a record of an organisation inside the inspector's view.</summary>
internal static class WriteFinding
{
    private const int LongestTitle = 100;
    private const int LongestText = 4000;

    public static async Task<Outcome<FindingInfo>> RunAsync(BaotuanDb db, FindingDraft draft, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.FindingRaise);
        var organization = await Organizations.ByCodeAsync(db, draft.OrganizationCode.Trim(), cancel);
        if (organization is null)
        {
            return new Refusal("organization_not_found", $"没有编码为 {draft.OrganizationCode} 的组织。请核对单位编码。");
        }

        db.Access.Require(OversightPermissions.FindingRaise, organization.Id);
        if (await ProblemAsync(db, draft, organization, cancel) is { } problem)
        {
            return problem;
        }

        if (await db.Set<Finding>().AsNoTracking().FirstOrDefaultAsync(f => f.ClientId == draft.ClientId, cancel) is { } same)
        {
            return same.OrganizationId == organization.Id && same.Subject == draft.Subject.Trim() && same.Title == draft.Title.Trim()
                ? await ReadFindings.InfoAsync(db, same, db.Today(), cancel)
                : new Refusal("client_id_reused", "同一个提交编号已用于另一个问题。请刷新页面后重新提交。");
        }

        return await WriteAsync(db, draft, organization, cancel);
    }

    private static async Task<Outcome<FindingInfo>> WriteAsync(BaotuanDb db, FindingDraft draft, OrganizationInfo organization, CancellationToken cancel)
    {
        var finding = new Finding
        {
            Id = await db.NextIdAsync("oversight_finding", cancel),
            Subject = draft.Subject.Trim(),
            OrganizationId = organization.Id,
            Title = draft.Title.Trim(),
            Text = draft.Text.Trim(),
            Severity = draft.Severity,
            DueOn = draft.DueOn,
            UserId = db.Caller.UserId,
            UnitId = db.Caller.UnitId,
            ClientId = draft.ClientId,
            RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(finding);
        await db.LogAsync(
            "finding.raise", $"finding/{finding.Id}", $"{finding.Title}（{finding.Subject}）", cancel, organization.Id,
            after: $"{FindingStates.Chinese(FindingStates.Open)}，期限 {finding.DueOn:yyyy-MM-dd}");
        await db.SaveChangesAsync(cancel);
        return await ReadFindings.InfoAsync(db, finding, db.Today(), cancel);
    }

    private static async Task<Refusal?> ProblemAsync(BaotuanDb db, FindingDraft draft, OrganizationInfo organization, CancellationToken cancel)
    {
        if (db.Caller.UserId == 0)
        {
            return FindingActor.Nobody;
        }

        if (string.IsNullOrWhiteSpace(draft.Title) || draft.Title.Trim().Length > LongestTitle)
        {
            return new("finding_needs_a_title", $"请用一句话写明是什么问题，不超过 {LongestTitle} 字。");
        }

        if (string.IsNullOrWhiteSpace(draft.Text) || draft.Text.Trim().Length > LongestText)
        {
            return new("finding_needs_a_text", $"请写明发现了什么、依据是什么，不超过 {LongestText} 字。");
        }

        if (FindingSeverities.All.All(s => s.Code != draft.Severity))
        {
            return new("severity_unknown", "请选择轻重程度。");
        }

        if (draft.DueOn < db.Today() || draft.DueOn > db.Today().AddYears(3))
        {
            return new("due_day_has_passed", "答复期限不能早于今天，也不能晚于三年以后。");
        }

        if (string.IsNullOrWhiteSpace(draft.Subject) || draft.Subject.Trim().Length > 200)
        {
            return new("finding_needs_a_subject", "请写明是哪一条记录，例如 voucher/34。");
        }

        var owners = await SubjectOwners.OfAsync(db, draft.Subject.Trim(), cancel);
        return owners is null || owners.Contains(organization.Id)
            ? null
            : new("subject_is_of_another_organization", owners.Count == 0
                ? $"找不到记录 {draft.Subject.Trim()}，请从记录的页面点“提出问题”。"
                : $"记录 {draft.Subject.Trim()} 不是 {organization.Name} 的。请改选单位。");
    }
}

/// <summary>Acts on findings are a person's.</summary>
internal static class FindingActor
{
    public static readonly Refusal Nobody = new("finding_needs_a_person", "提出、答复和核实问题要由本人登录办理，不能由程序代办。");
}

/// <summary>Whose record a subject is.</summary>
internal static class SubjectOwners
{
    /// <summary>Organisations that the record concerns; empty where it is not there; null for kinds that we cannot tell.</summary>
    public static async Task<IReadOnlyList<long>?> OfAsync(BaotuanDb db, string subject, CancellationToken cancel)
    {
        var parts = subject.Split('/');
        long? number = parts.Length > 1 && long.TryParse(parts[1], out var read) ? read : null;
        return (parts[0], number) switch
        {
            ("organization" or "member", { } id) => [id],
            ("voucher", { } id) => await Vouchers.FindAsync(db, id, cancel) is { } v && await Books.FindAsync(db, v.Header.BookId, cancel) is { } book
                ? [book.OrganizationId] : [],
            ("distribution", { } id) => OfDistribution(await DistributionActs.ShowAsync(db, id, cancel)),
            ("payment", { } id) => await PaymentActs.ShowAsync(db, id, cancel) is { Ok: true, Value: var payment }
                ? [.. OfDistribution(await DistributionActs.ShowAsync(db, payment.DistributionId, cancel)).Append(payment.Payer.Id)] : [],
            ("case", { } id) => await CaseWatch.ConcernedAsync(db, id, cancel),
            ("cascade", { } id) => await CascadeActs.ShowAsync(db, id, cancel) is { } cascade ? [cascade.Holder.Id] : [],
            _ => null,
        };
    }

    private static IReadOnlyList<long> OfDistribution(DistributionInfo? distribution) =>
        distribution is null ? [] : [distribution.Payer.Id, .. distribution.Lines.Select(l => l.Holder.Id)];
}
