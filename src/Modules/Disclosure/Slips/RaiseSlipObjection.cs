using Baotuan.Disclosure.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Slips;

/// <summary>Records what a household has against its slip. Sent twice it is recorded once.</summary>
internal static class RaiseSlipObjection
{
    public static readonly Refusal NotFound = new("slip_not_found", "没有这张分红单，请核对收据码。");

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, long cascadeId, string householdNo, string text, string clientId, CancellationToken cancel)
    {
        if (await HouseholdSlips.FindAsync(db, cascadeId, householdNo, cancel) is not { } slip)
        {
            return NotFound;
        }

        var own = db.Caller.Own is { } line && line.CollectiveId == slip.VillageId && line.HouseholdNo == householdNo;
        if (!own)
        {
            db.Access.Require(DisclosurePermissions.ObjectionRecord, slip.VillageId);
        }

        if (string.IsNullOrWhiteSpace(clientId))
        {
            return new Refusal("client_id_missing", "提交的内容不完整，请刷新页面后重新提交。");
        }

        if (await db.Set<SlipObjectionRow>().AsNoTracking().FirstOrDefaultAsync(o => o.ClientId == clientId, cancel) is { } same)
        {
            return same.CascadeId == cascadeId && same.HouseholdNo == householdNo && same.Text == text.Trim()
                ? same.Id
                : new Refusal("client_id_reused", "同一个提交编号已用于另一条异议。请刷新页面后重新提交。");
        }

        if (SlipWords.Problem(text, "不同意见") is { } problem)
        {
            return problem;
        }

        var open = await db.Set<SlipObjectionRow>().CountAsync(
            o => o.CascadeId == cascadeId && o.HouseholdNo == householdNo && !db.Set<SlipAnswerRow>().Any(a => a.ObjectionId == o.Id), cancel);
        return open >= SlipObjections.MostOpen
            ? new Refusal("too_many_open", $"本户对这次分配已有 {open} 条异议在等答复。请等监事会答复后再提。")
            : await WriteAsync(db, slip.VillageId, cascadeId, householdNo, text.Trim(), clientId, onPaper: !own, cancel);
    }

    private static async Task<Outcome<long>> WriteAsync(
        BaotuanDb db, long villageId, long cascadeId, string householdNo, string text, string clientId, bool onPaper, CancellationToken cancel)
    {
        var row = new SlipObjectionRow
        {
            Id = await db.NextIdAsync(SlipObjectionRow.TableName, cancel), CascadeId = cascadeId, OrganizationId = villageId, HouseholdNo = householdNo, Text = text, OnPaper = onPaper,
            UserId = db.Caller.UserId, UserName = db.Caller.Name, ClientId = clientId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        await DisclosureLeaves.SlipObjections.AppendAsync(db, [row], cancel);
        await db.LogAsync("slip.object", $"slip/{cascadeId}/{householdNo}", $"objection/{row.Id}", cancel, villageId);
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }
}

/// <summary>What may be written in an objection and its answer.</summary>
internal static class SlipWords
{
    public static Refusal? Problem(string text, string what) =>
        string.IsNullOrWhiteSpace(text) ? new("text_missing", $"请写明{what}。")
        : text.Trim().Length > SlipObjections.Longest ? new("text_too_long", $"最多写 {SlipObjections.Longest} 字，请写得短一些。")
        : text.Contains('\0') ? new("text_unreadable", "文字里有不能保存的符号，请重新输入。")
        : null;
}
