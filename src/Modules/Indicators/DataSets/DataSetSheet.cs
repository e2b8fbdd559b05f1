using System.Runtime.CompilerServices;
using Baotuan.Indicators.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.DataSets;

/// <summary>数据集: what is asked of whom, how often, until when.</summary>
internal sealed class DataSetSheet() : FactSheet<DataSetRow, string>("code", IndicatorLeaves.DataSets)
{
    private static readonly IReadOnlyList<string> Levels = ["county", "town", "zone", "village", "other"];

    private const int LongestDueDays = 366;

    public override SheetDefinition Definition { get; } = new("data-sets", "数据集",
        new("code", "编码", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "大写英文、数字和短横，写在网址里", Example = "NOTICES" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "这一天以后结束的期间按这一行", Example = "2022-01-01" },
        new("name", "名称", SheetColumnKind.Text) { Required = true, MaxLength = 60, Help = "表头", Example = "村务公开月报" },
        new("purpose", "为什么要报", SheetColumnKind.Text) { Required = true, MaxLength = 300, Help = "写给填报的人看", Example = "看每个村每月公开了几次" },
        new("period_type", "多久报一次", SheetColumnKind.Choice) { Required = true, Choices = [.. DataPeriods.All.Select(p => new SheetChoice(p.Code, p.Chinese))], Help = "定了不能改", Example = "每月" },
        new("place", "填报范围", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "单位编码；它下面的组织填报", Example = "PHS" },
        new("kinds", "谁来填", SheetColumnKind.Text) { Required = true, MaxLength = 200, Help = "组织类型，几种用 + 相连", Example = "village_cooperative" },
        new("accept_levels", "哪些级别接收", SheetColumnKind.Text) { MaxLength = 60, Help = "county、town、zone，几级用 + 相连；审核就到头的留空", Example = "town+county" },
        new("due_days", "期限", SheetColumnKind.Integer) { Required = true, Help = "期间结束后几天内报", Example = "5" },
        new("valid_to", "截止日期", SheetColumnKind.Date) { Help = "这一天以后结束的期间不再报；还在报就留空", Example = "2025-12-31" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var s in (await FactRegister.StandingAsync<DataSetRow, string>(db, KeyOf, long.MaxValue, cancel)).OrderBy(s => s.Code, StringComparer.Ordinal).ThenBy(s => s.ValidFrom))
        {
            yield return [s.Code, s.ValidFrom, s.Name, s.Purpose, s.PeriodType, s.Place, s.Kinds, s.AcceptLevels.Length == 0 ? null : s.AcceptLevels, (long)s.DueDays, s.ValidTo];
        }
    }

    protected override async Task<Func<SheetRow, DataSetRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<DataSetRow> standing, CancellationToken cancel)
    {
        var units = await OrgUnitTree.CodesAsync(db, cancel);
        var types = standing.GroupBy(s => s.Code).ToDictionary(g => g.Key, g => g.First().PeriodType);
        return row => Read(row, units, types);
    }

    protected override string KeyOf(DataSetRow fact) => fact.Code;

    protected override string Describe(DataSetRow fact) => $"数据集 {fact.Code} 从 {fact.ValidFrom:yyyy-MM-dd} 起的一行";

    protected override Task<Kernel.Refusal?> UndoProblemAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        UsedSets.UndoProblemAsync(db, db.Set<DataSetRow>().Where(s => s.ImportBatchId == batchId).Select(s => s.Code), cancel);

    private static DataSetRow? Read(SheetRow row, IReadOnlySet<string> units, IDictionary<string, string> types)
    {
        if (!row.Has("code") || !row.Has("valid_from"))
        {
            return null;
        }

        Check(row, units);
        if (row.Has("period_type") && !types.TryAdd(row.Text("code"), row.Choice("period_type")) && types[row.Text("code")] != row.Choice("period_type"))
        {
            row.Refuse("period_type", $"{row.Text("code")} 已经定为{DataPeriods.Chinese(types[row.Text("code")])}报一次，不能改。请另取一个编码。");
        }

        return new()
        {
            Code = row.Text("code"), ValidFrom = row.Date("valid_from"), Name = row.Text("name"), Purpose = row.Text("purpose"), PeriodType = row.Choice("period_type"), Place = row.Text("place"),
            Kinds = row.Text("kinds"), AcceptLevels = row.TextOrNull("accept_levels") ?? "", DueDays = (int)Math.Min(row.Integer("due_days"), LongestDueDays), ValidTo = row.DateOrNull("valid_to"),
        };
    }

    private static void Check(SheetRow row, IReadOnlySet<string> units)
    {
        if (row.Text("code").AsSpan().ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"))
        {
            row.Refuse("code", "数据集编码只用大写英文字母、数字和短横。");
        }

        if (row.Has("place") && !units.Contains(row.Text("place")))
        {
            row.Refuse("place", $"没有编码为 {row.Text("place")} 的单位。请先在“组织单元”表登记，或改正编码。");
        }

        if (row.Has("kinds") && row.Text("kinds").Split('+').Any(k => OrganizationKinds.All.All(o => o.Code != k)))
        {
            row.Refuse("kinds", $"组织类型请从这些里写，几种用 + 相连：{string.Join("、", OrganizationKinds.All.Select(k => k.Code))}。");
        }

        if (row.Has("accept_levels") && row.TextOrNull("accept_levels")!.Split('+').Any(l => !Levels.Contains(l)))
        {
            row.Refuse("accept_levels", $"级别请从这些里写，几级用 + 相连：{string.Join("、", Levels)}。");
        }

        if (row.Has("due_days") && row.Integer("due_days") > LongestDueDays)
        {
            row.Refuse("due_days", "期限不能超过一年，请写天数。");
        }

        if (row.DateOrNull("valid_to") < row.Date("valid_from"))
        {
            row.Refuse("valid_to", "截止日期早于起始日期，请核对。");
        }
    }
}

/// <summary>Whether numbers stand in sets.</summary>
internal static class UsedSets
{
    /// <summary>Sets that hold numbers stay.</summary>
    public static async Task<Kernel.Refusal?> UndoProblemAsync(BaotuanDb db, IQueryable<string> codes, CancellationToken cancel) =>
        await db.Set<ObservationRow>().Where(o => codes.Contains(o.SetCode) && !o.Retracted)
            .Where(o => !db.Set<ObservationRow>().Any(l => l.SetCode == o.SetCode && l.ValidFrom == o.ValidFrom && l.OrganizationId == o.OrganizationId && l.Element == o.Element && l.Id > o.Id))
            .Select(o => o.SetCode).FirstOrDefaultAsync(cancel) is { } used
            ? Platform.Imports.ImportTrail.BuiltOn($"数据集 {used} 已经有人填报。不再要报，请登记截止日期。") : null;
}
