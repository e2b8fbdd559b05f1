using System.Runtime.CompilerServices;
using Baotuan.Decisions.Contracts;
using Baotuan.Decisions.Paths;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Imports;

/// <summary>决策路径: which steps lead to a decision, by organisation and kind, from a day on, with the basis.</summary>
internal sealed class PathImport() : FactSheet<PathRow, (long OrganizationId, string Kind, string Subject)>("valid_from")
{
    public override string OwnerColumn => "organization";

    public override SheetDefinition Definition { get; } = new("decision-paths", "决策路径",
        new("organization", "组织", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "由谁决定：项目分红填付款方，收益分配填村集体或联合公司", Example = "V001" },
        new("kind", "事项", SheetColumnKind.Choice)
        {
            Required = true, Choices = [.. DecisionKinds.All.Select(k => new SheetChoice(k.Code, k.Chinese))],
            Help = "哪一类事项走这条路径；没有登记的一律走完整程序", Example = "村集体收益分配",
        },
        new("subject", "对象", SheetColumnKind.Code) { MaxLength = 40, Help = "只对某个项目适用时填项目编码，留空就是这类事项全部", Example = "" },
        new("path", "路径", SheetColumnKind.Choice)
        {
            Required = true, Choices = [.. DecisionPaths.All.Select(p => new SheetChoice(p.Code, p.Name))],
            Help = "比完整程序短的路径要有书面依据", Example = "完整程序",
        },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起走这条路径", Example = "2025-05-01" },
        new("basis", "书面依据", SheetColumnKind.Text) { Required = true, MaxLength = 500, Help = "合同第几条、章程第几条，或哪次大会的决议", Example = "成员大会2025年1号决议" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = Standing(await AllAsync(db, cancel)).ToList();
        var owners = await Organizations.ByIdsAsync(db, rows.Select(r => r.OrganizationId), cancel);
        foreach (var r in rows.OrderBy(r => owners[r.OrganizationId].Code, StringComparer.Ordinal).ThenBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Subject, StringComparer.Ordinal).ThenBy(r => r.ValidFrom))
        {
            yield return [owners[r.OrganizationId].Code, r.Kind, r.Subject.Length == 0 ? null : r.Subject, r.PathCode, r.ValidFrom, r.Basis];
        }
    }

    protected override async Task<PathRow?> ReadAsync(BaotuanDb db, OrganizationCodes codes, SheetRow row, CancellationToken cancel)
    {
        var organization = await codes.FindAsync(row, "organization", cancel);
        if (organization is not null && !db.Caller.May(DecisionsPermissions.PathManage, organization.Id))
        {
            row.Refuse("organization", $"你没有给 {organization.Code} 登记决策路径的权限，请交给县级主管部门导入。");
        }

        if (organization is not null && row.ChoiceOrNull("path") is { } path && DecisionPaths.Unfit(organization, DecisionPaths.ByCode(path)) is { } unfit)
        {
            row.Refuse("path", unfit.Message);
        }

        return organization is null || row.HasErrors ? null : new()
        {
            OrganizationId = organization.Id, Kind = row.Choice("kind"), Subject = row.TextOrNull("subject") ?? "", PathCode = row.Choice("path"),
            ValidFrom = row.Date("valid_from"), Basis = row.Text("basis"),
        };
    }

    protected override (long OrganizationId, string Kind, string Subject) KeyOf(PathRow fact) => (fact.OrganizationId, fact.Kind, fact.Subject);

    protected override bool Same(PathRow a, PathRow b) => (a.PathCode, a.Basis) == (b.PathCode, b.Basis);

    protected override string Describe(SheetRow row) => $"{row.Text("organization")} 的这类事项从 {row.Date("valid_from"):yyyy-MM-dd} 起的路径";
}
