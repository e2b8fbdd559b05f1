using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Members;

/// <summary>成员: persons and their membership; leaving is a fact of its own from the day of leaving.</summary>
internal sealed class MemberImport() : FactImport("organization")
{
    public override SheetDefinition Definition { get; } = new("members", "成员",
        new("organization", "组织", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "村集体经济组织的编码", Example = "V001" },
        new("member_no", "成员号", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "本村里不重复的成员号，尾差按它的顺序分", Example = "00001" },
        new("name", "姓名", SheetColumnKind.Text) { Required = true, MaxLength = 60, Help = "公示表上的姓名", Example = "王甲" },
        new("household_no", "户号", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "“户”表里的户号，分红单按户出", Example = "0001" },
        new(PersonalField.CitizenIdColumn, "身份证号", SheetColumnKind.Code)
        {
            MaxLength = 40, Help = "发放时核对身份；加密保存，导出时遮盖；留空或遮盖过的表示不改", Example = "999999199001010018",
        },
        new("phone", "电话", SheetColumnKind.Code) { MaxLength = 40, Help = "通知用；加密保存，留空表示不改", Example = "13800000000" },
        new("bank_account", "银行账号", SheetColumnKind.Code) { MaxLength = 60, Help = "收款账号；加密保存，留空表示不改", Example = "6222000000000000" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起是成员；换户等变动另加一行", Example = "2018-01-01" },
        new("left_on", "退出日期", SheetColumnKind.Date) { Help = "从哪一天起不再是成员，还在的留空；份额不会自动收回，收回请在“份额”表填 0" },
        new("left_reason", "退出原因", SheetColumnKind.Text) { MaxLength = 200, Help = "填了退出日期才填", Example = "" });

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        await FactRows.UndoAsync<Person, string>(db, batchId, "CollectiveId", p => p.MemberNo, cancel);
        await FactRows.UndoAsync<Membership, string>(db, batchId, "CollectiveId", m => m.MemberNo, cancel);
        return null;
    }

    protected override async Task ApplyAsync(
        ImportRun run, OrganizationInfo owner, IReadOnlyList<SheetRow> rows, OrganizationCodes codes, FactLot lot, CancellationToken cancel)
    {
        var desk = await MemberDesk.OpenAsync(run, owner, lot, cancel);
        foreach (var row in rows)
        {
            desk.Take(row);
        }
    }

    protected override async Task<IEnumerable<object?[]>> ExportAsync(
        BaotuanDb db, FieldProtector fields, OrganizationInfo owner, CancellationToken cancel)
    {
        var people = FactRows.Standing(await FactRows.OfAsync<Person>(db, "CollectiveId", owner.Id, cancel), p => p.MemberNo);
        var memberships = FactRows.Standing(await FactRows.OfAsync<Membership>(db, "CollectiveId", owner.Id, cancel), m => m.MemberNo);
        return memberships.OrderBy(m => m.Key, StringComparer.Ordinal)
            .SelectMany(m => m.Value.Select((from, i) => Row(fields, owner, people.GetValueOrDefault(m.Key) ?? [], from, m.Value.ElementAtOrDefault(i + 1)))
                .OfType<object?[]>());
    }

    // an end is the last column of the row that it ends; standing alone it cannot be put into a sheet
    private static object?[]? Row(FieldProtector fields, OrganizationInfo owner, List<Person> versions, Membership from, Membership? next)
    {
        if (from.Ended)
        {
            return null;
        }

        var person = versions.LastOrDefault(p => p.ValidFrom <= from.ValidFrom);
        var end = next is { Ended: true } ? next : null;
        return
        [
            owner.Code, from.MemberNo, person?.Name ?? from.MemberNo, from.HouseholdNo, Masked(PersonalField.CitizenId), Masked(PersonalField.Phone),
            Masked(PersonalField.BankAccount), from.ValidFrom, end?.ValidFrom, Filled.OrNull(end?.Reason ?? ""),
        ];

        string? Masked(PersonalField field) => field.Reveal(fields, person) is { } plain ? field.Mask(plain) : null;
    }
}
