using System.Runtime.CompilerServices;
using Baotuan.Industry.Contracts;
using Baotuan.Industry.Firms;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Industry.Scopes;

/// <summary>规上企业名单: which firm is on the list of which series, from which month to which.</summary>
internal sealed class ScopeSheet() : FactSheet<ScopeRow, (long, string)>("firm", IndustryLeaves.Scopes)
{
    public override SheetDefinition Definition { get; } = new("scope-list", "规上企业名单",
        FirmBook.Column,
        new("series", "口径", SheetColumnKind.Choice) { Required = true, Choices = [.. OutputSeries.All.Select(s => new SheetChoice(s.Code, s.Chinese))], Help = "两种口径各有各的名单", Example = "统计口径" },
        new("from_month", "进入月份", SheetColumnKind.Period) { Required = true, Help = "从哪个月起在名单上（升规）", Example = "2022-01" },
        new("to_month", "最后月份", SheetColumnKind.Period) { Help = "在名单上的最后一个月（退规）；还在就留空", Example = "2022-12" },
        new("note", "说明", SheetColumnKind.Text) { MaxLength = 200, Help = "进出的原因", Example = "年度审核退出" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var firms = await FirmBook.LoadAsync(db, cancel);
        var rows = await FactRegister.StandingAsync<ScopeRow, (long, string)>(db, KeyOf, long.MaxValue, cancel);
        foreach (var (code, s) in rows.Select(s => (Code: firms.CodeOf(s.FirmId), s)).OrderBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.s.Series, StringComparer.Ordinal).ThenBy(r => r.s.ValidFrom))
        {
            yield return [code, s.Series, Period.MonthOf(s.ValidFrom), s.ValidTo is { } to ? Period.MonthOf(to) : null, s.Note.Length == 0 ? null : s.Note];
        }
    }

    protected override async Task<Func<SheetRow, ScopeRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<ScopeRow> standing, CancellationToken cancel)
    {
        var firms = await FirmBook.LoadAsync(db, cancel);
        return row => Read(row, firms);
    }

    protected override (long, string) KeyOf(ScopeRow fact) => (fact.FirmId, fact.Series);

    protected override string Describe(ScopeRow fact) => $"这家企业从 {fact.ValidFrom:yyyy-MM} 起的{OutputSeries.Chinese(fact.Series)}名单";

    private static ScopeRow? Read(SheetRow row, FirmBook firms)
    {
        var (firm, from, to) = (firms.Read(row), Months.Read(row, "from_month"), Months.Read(row, "to_month"));
        if (to < from)
        {
            row.Refuse("to_month", "最后月份早于进入月份，请核对。");
        }

        return firm is { } id && from is { } first && row.Has("series")
            ? new() { FirmId = id, Series = row.Choice("series"), ValidFrom = first, ValidTo = to is { } last ? Period.MonthOf(last).End : null, Note = row.TextOrNull("note") ?? "" }
            : null;
    }
}
