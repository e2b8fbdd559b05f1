using System.Runtime.CompilerServices;
using Baotuan.Decisions.Assemblies;
using Baotuan.Decisions.Proposals;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Imports;

/// <summary>成员代表: members elected representatives, from a day until a day.</summary>
internal sealed class RepresentativeImport() : FactSheet<Representative, (long CollectiveId, string MemberNo)>("member_no")
{
    private const int TermYears = 5;

    public override string OwnerColumn => "organization";

    public override SheetDefinition Definition { get; } = new("representatives", "成员代表",
        new("organization", "组织", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "村集体经济组织的编码", Example = "V001" },
        new("member_no", "成员号", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "当选的成员在“成员”表里的成员号", Example = "00001" },
        new("valid_from", "任期开始", SheetColumnKind.Date) { Required = true, Help = "当选的任期从哪一天起", Example = "2025-01-01" },
        new("valid_to", "任期届满", SheetColumnKind.Date) { Required = true, Help = "到哪一天为止（含），任期不超过五年", Example = "2029-12-31" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = Standing(await AllAsync(db, cancel)).ToList();
        var owners = await Organizations.ByIdsAsync(db, rows.Select(r => r.CollectiveId), cancel);
        foreach (var r in rows.OrderBy(r => owners[r.CollectiveId].Code, StringComparer.Ordinal).ThenBy(r => r.MemberNo, StringComparer.Ordinal).ThenBy(r => r.ValidFrom))
        {
            yield return [owners[r.CollectiveId].Code, r.MemberNo, r.ValidFrom, r.ValidTo];
        }
    }

    protected override async Task<Representative?> ReadAsync(BaotuanDb db, OrganizationCodes codes, SheetRow row, CancellationToken cancel)
    {
        var collective = await codes.FindAsync(row, "organization", cancel);
        if (collective is { IsCollective: false })
        {
            row.Refuse("organization", $"{collective.Name} 不是村集体经济组织，没有成员代表。");
        }

        if (collective is null || row.HasErrors)
        {
            return null;
        }

        var (from, to) = (row.Date("valid_from"), row.Date("valid_to"));
        if (to < from || to >= from.AddYears(TermYears))
        {
            row.Refuse("valid_to", "任期届满应晚于任期开始，任期不超过五年（农村集体经济组织法第二十八条）。");
        }

        if (await MemberHistory.FindAsync(db, collective.Id, row.Text("member_no"), from, cancel) is null)
        {
            row.Refuse("member_no", $"{collective.Code} 在 {from:yyyy-MM-dd} 没有编号为 {row.Text("member_no")} 的成员。请先在“成员”表登记，或改正编号。");
        }

        return row.HasErrors ? null : new() { CollectiveId = collective.Id, MemberNo = row.Text("member_no"), ValidFrom = from, ValidTo = to };
    }

    protected override (long CollectiveId, string MemberNo) KeyOf(Representative fact) => (fact.CollectiveId, fact.MemberNo);

    protected override void Written(BaotuanDb db, Representative fact) => DecisionLeaves.Representatives.Written(db, fact.CollectiveId, fact.CollectiveId);

    protected override bool Same(Representative a, Representative b) => a.ValidTo == b.ValidTo;

    protected override string Describe(SheetRow row) => $"{row.Text("organization")} 的代表 {row.Text("member_no")}";
}
