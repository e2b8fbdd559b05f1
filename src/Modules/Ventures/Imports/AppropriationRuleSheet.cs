using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Rules;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>收益分配规则</summary>
internal sealed class AppropriationRuleSheet : SheetImport
{
    public override SheetDefinition Definition { get; } = new(
        "appropriation-rules", "收益分配规则",
        new SheetColumn("scope", "适用范围", SheetColumnKind.Text) { Required = true, MaxLength = 40, Help = "组织编码、区划代码前缀（33、330482…）或 *", Example = "33" },
        Columns.Date("valid_from", "起始日期", "同一范围、同一起始日期的各步是一套规则"),
        new SheetColumn("step", "步骤", SheetColumnKind.Integer) { Required = true, Help = "从小到大依次执行", Example = "1" },
        Columns.Choice("kind", "事项", RuleBook.Kinds, "弥补亏损、提取公积公益金、向成员分配；代扣代缴另列"),
        new SheetColumn("rate", "比例", SheetColumnKind.Ppm) { Help = "公积公益金按净收益；成员按剩余可分配；代扣按每笔", Example = "30%" },
        new SheetColumn("basis", "书面依据", SheetColumnKind.Text) { Required = true, MaxLength = 300, Help = "法规条款、章程或决议" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var standing = (await Withdrawals.Standing<AppropriationRuleRow>(run.Db).ToListAsync(cancel)).ToDictionary(r => (r.Scope, r.ValidFrom, r.StepNo));
        var seen = new RowsSeen<(string, DateOnly, int)>();
        var organizations = new OrganizationCodes(run.Db);
        var added = new List<(SheetRow Row, AppropriationRuleRow Rule)>();
        foreach (var row in rows)
        {
            await CheckAsync(row, organizations, cancel);
            if (row.HasErrors)
            {
                continue;
            }

            var rule = new AppropriationRuleRow
            {
                Scope = row.Text("scope"), ValidFrom = row.Date("valid_from"), StepNo = checked((int)row.Integer("step")), Kind = row.Choice("kind"),
                RatePpm = row.PpmOrNull("rate") ?? 0, Basis = row.Text("basis"), RecordedAtMs = run.Db.RecordedAtMs, ImportBatchId = run.BatchId,
            };
            var key = (rule.Scope, rule.ValidFrom, rule.StepNo);
            if (!seen.First(row, "step", key, () => $"{rule.Scope} 从 {rule.ValidFrom:yyyy-MM-dd} 起的第 {rule.StepNo} 步"))
            {
                continue;
            }

            if (!standing.TryGetValue(key, out var old))
            {
                added.Add((row, rule));
                run.CountNew();
            }
            else if (old.Kind == rule.Kind && old.RatePpm == rule.RatePpm && old.Basis == rule.Basis)
            {
                run.CountSame();
            }
            else
            {
                row.Refuse("step", "这一步已登记为别的内容，登记过的规则不改。请用新的起始日期登记一套新规则。");
            }
        }

        CheckLists(added);
        var good = added.Where(a => !a.Row.HasErrors).Select(a => a.Rule).ToList();
        var id = await run.Db.NextIdsAsync("ventures_appropriation_rule", good.Count, cancel);
        good.ForEach(r => r.Id = id++);
        run.Db.AddRange(good);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        await Withdrawals.WithdrawBatchAsync<AppropriationRuleRow>(db, batchId, cancel);
        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var r in await Withdrawals.Standing<AppropriationRuleRow>(db).OrderBy(r => r.Scope).ThenBy(r => r.ValidFrom).ThenBy(r => r.StepNo).ToListAsync(cancel))
        {
            yield return [r.Scope, r.ValidFrom, (long)r.StepNo, r.Kind, r.RatePpm == 0 ? null : r.RatePpm, r.Basis];
        }
    }

    private static async Task CheckAsync(SheetRow row, OrganizationCodes organizations, CancellationToken cancel)
    {
        if (row.HasErrors)
        {
            return;
        }

        var scope = row.Text("scope");
        if (scope != "*" && !scope.All(char.IsAsciiDigit) && await organizations.FindAsync(scope, cancel) is null)
        {
            row.Refuse("scope", $"适用范围“{scope}”既不是 *、区划代码，也不是已登记的组织编码。");
        }

        if (row.Integer("step") is < 1 or > 99)
        {
            row.Refuse("step", "步骤应是 1 到 99 的整数。");
        }

        var rate = row.PpmOrNull("rate") ?? 0;
        if (rate is < 0 or > 1_000_000 || (row.Choice("kind") is "reserve" or "members" && rate == 0))
        {
            row.Refuse("rate", "比例应大于 0、不超过 100%。");
        }
    }

    private static void CheckLists(List<(SheetRow Row, AppropriationRuleRow Rule)> added)
    {
        foreach (var list in added.GroupBy(a => (a.Rule.Scope, a.Rule.ValidFrom)))
        {
            var steps = list.Where(a => a.Rule.Kind != "withholding").OrderBy(a => a.Rule.StepNo).ToList();
            if (steps.Count(a => a.Rule.Kind == "members") != 1 || steps[^1].Rule.Kind != "members")
            {
                list.Last().Row.Refuse("kind", $"{list.Key.Scope} 从 {list.Key.ValidFrom:yyyy-MM-dd} 起的规则必须以“向成员分配”结尾，并且只有这一条。");
            }
        }
    }
}
