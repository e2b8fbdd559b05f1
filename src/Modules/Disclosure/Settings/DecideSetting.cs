using Baotuan.Decisions.Contracts;
using Baotuan.Disclosure.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Settings;

/// <summary>Records what an organisation decided about its disclosure.</summary>
internal static class DecideSetting
{
    private static readonly DecisionState[] Decided = [DecisionState.Ready, DecisionState.Executed];

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, SettingDecision decision, CancellationToken cancel)
    {
        db.Access.Require(DisclosurePermissions.SettingDecide);
        if (await Organizations.ByCodeAsync(db, decision.OrganizationCode, cancel) is not { } organization)
        {
            return new Refusal("organization_not_found", $"没有编码为 {decision.OrganizationCode} 的组织。请核对编码。");
        }

        db.Access.Require(DisclosurePermissions.SettingDecide, organization.Id);
        if (await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.ClientId == decision.ClientId, cancel) is { } same)
        {
            return same.OrganizationId == organization.Id && same.Name == decision.Name && same.Value == decision.Value
                ? same.Id
                : new Refusal("client_id_reused", "同一个提交编号已用于另一次登记。请刷新页面后重新提交。");
        }

        return await ProblemAsync(db, decision, organization, cancel) is { } problem ? problem : await WriteAsync(db, decision, organization, cancel);
    }

    private static async Task<Refusal?> ProblemAsync(BaotuanDb db, SettingDecision decision, OrganizationInfo organization, CancellationToken cancel)
    {
        if (db.Caller.UserId == 0)
        {
            return new("program_may_not_decide", "程序不能代替人作决定。请由本人登录后登记。");
        }

        if (SettingNames.All.All(n => n.Code != decision.Name))
        {
            return new("setting_unknown", "请选择要登记哪一项决定。");
        }

        if (string.IsNullOrWhiteSpace(decision.Basis))
        {
            return new("basis_missing", "请写明依据：哪次会议、哪一天、什么决定。");
        }

        if (decision.ValidFrom < db.Today())
        {
            return new("setting_in_the_past", "决定从今天或以后的日期起生效，不能改写过去。");
        }

        return decision is { Name: SettingNames.HouseholdAmounts, Value: true } ? await ResolutionProblemAsync(db, decision, organization, cancel) : null;
    }

    private static async Task<Refusal?> ResolutionProblemAsync(BaotuanDb db, SettingDecision decision, OrganizationInfo organization, CancellationToken cancel)
    {
        var passed = decision.ProposalId is { } id
            && (await DecisionFacts.PublicAsync(db, [organization.Id], db.Today(), cancel)).Any(d => d.Id == id && d.AssemblyOn is not null && Decided.Contains(d.State));
        return passed ? null : new("resolution_missing", "公开各户金额要有本集体成员（代表）大会通过的方案。请填写方案编号。");
    }

    private static async Task<Outcome<long>> WriteAsync(BaotuanDb db, SettingDecision decision, OrganizationInfo organization, CancellationToken cancel)
    {
        var row = new SettingRow
        {
            Id = await db.NextIdAsync(SettingRow.TableName, cancel), OrganizationId = organization.Id, Name = decision.Name, Value = decision.Value,
            ValidFrom = decision.ValidFrom, Basis = decision.Basis.Trim(), ProposalId = decision.ProposalId ?? 0, UserId = db.Caller.UserId,
            UserName = db.Caller.Name, ClientId = decision.ClientId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        await DisclosureLeaves.Settings.AppendAsync(db, [row], cancel);
        await db.LogAsync(
            "disclosure.decide", $"organization/{organization.Id}", row.Basis, cancel, organization.Id,
            after: $"{SettingNames.Chinese(row.Name)}：{(row.Value ? "是" : "否")}，自 {row.ValidFrom:yyyy-MM-dd}");
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }
}
