using System.Runtime.CompilerServices;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Cases.Alliance;

/// <summary>联盟单位: which organisations take cases from which convener, from when to when.</summary>
internal sealed class AllianceSheet() : FactSheet<AllianceUnitRow, (long, long)>("organization", CaseLeaves.AllianceUnits)
{
    public override SheetDefinition Definition { get; } = new("alliance-units", "联盟单位",
        new("convener", "召集单位", SheetColumnKind.Code) { Required = true, Help = "研判和交办的单位，“组织”表里的编码", Example = "ZX" },
        new("organization", "成员单位", SheetColumnKind.Code) { Required = true, Help = "可以接受交办的单位，“组织”表里的编码", Example = "SF" },
        new("takes", "管什么", SheetColumnKind.Text) { MaxLength = 100, Help = "一句话，交办时看得到", Example = "人民调解、法律援助" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起加入", Example = "2021-03-01" },
        new("valid_to", "截止日期", SheetColumnKind.Date) { Help = "最后一天；还在就留空" });

    public override string? OwnerColumn => "convener";

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = await FactRegister.StandingAsync<AllianceUnitRow, (long, long)>(db, AllianceBook.KeyOf, long.MaxValue, cancel);
        var names = await Organizations.ByIdsAsync(db, rows.SelectMany(r => new[] { r.ConvenerId, r.OrganizationId }), cancel);
        foreach (var (convener, unit, r) in rows.Select(r => (names[r.ConvenerId].Code, names[r.OrganizationId].Code, r))
            .OrderBy(r => r.Item1, StringComparer.Ordinal).ThenBy(r => r.Item2, StringComparer.Ordinal).ThenBy(r => r.r.ValidFrom))
        {
            yield return [convener, unit, r.Takes.Length == 0 ? null : r.Takes, r.ValidFrom, r.ValidTo];
        }
    }

    protected override async Task<Func<SheetRow, AllianceUnitRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<AllianceUnitRow> standing, CancellationToken cancel)
    {
        var organizations = (await Organizations.ListAsync(db, null, cancel)).ToDictionary(o => o.Code, o => o.Id);
        return row => Read(row, organizations);
    }

    protected override (long, long) KeyOf(AllianceUnitRow fact) => AllianceBook.KeyOf(fact);

    protected override string Describe(AllianceUnitRow fact) => $"这个单位从 {fact.ValidFrom:yyyy-MM-dd} 起的联盟关系";

    private static AllianceUnitRow? Read(SheetRow row, IReadOnlyDictionary<string, long> organizations)
    {
        var (convener, unit) = (Find(row, "convener", organizations), Find(row, "organization", organizations));
        if (row.DateOrNull("valid_to") < row.DateOrNull("valid_from"))
        {
            row.Refuse("valid_to", "截止日期早于起始日期，请改正。");
        }

        if (convener is { } by && by == unit)
        {
            row.Refuse("organization", "召集单位不用登记自己，请填别的单位。");
        }

        return convener is { } c && unit is { } u && row.Has("valid_from")
            ? new() { ConvenerId = c, OrganizationId = u, Takes = row.TextOrNull("takes") ?? "", ValidFrom = row.Date("valid_from"), ValidTo = row.DateOrNull("valid_to") }
            : null;
    }

    private static long? Find(SheetRow row, string column, IReadOnlyDictionary<string, long> organizations)
    {
        if (row.TextOrNull(column) is not { } code)
        {
            return null;
        }

        if (organizations.TryGetValue(code, out var id))
        {
            return id;
        }

        row.Refuse(column, OrganizationCodes.Unknown(code));
        return null;
    }
}
