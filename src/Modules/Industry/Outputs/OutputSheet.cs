using System.Runtime.CompilerServices;
using Baotuan.Industry.Contracts;
using Baotuan.Industry.Firms;
using Baotuan.Industry.Scopes;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Industry.Outputs;

/// <summary>产值月报: what firms reported of a month; a later file corrects it with a reason.</summary>
internal sealed class OutputSheet() : FactSheet<OutputRow, (long, string)>("firm", IndustryLeaves.Outputs)
{
    public override SheetDefinition Definition { get; } = new("outputs", "产值月报",
        FirmBook.Column,
        new("series", "口径", SheetColumnKind.Choice) { Required = true, Choices = [.. OutputSeries.All.Select(s => new SheetChoice(s.Code, s.Chinese))], Help = "统计数据和街道调度数据分开登记，不相加", Example = "统计口径" },
        new("month", "月份", SheetColumnKind.Period) { Required = true, Help = "1—2月合并公布的，写 2 月，只填累计", Example = "2022-11" },
        new("value", "当月产值", SheetColumnKind.Amount) { AllowNegative = true, Help = "单位元；没有单独公布就留空；冲减可以是负数", Example = "12000000.00" },
        new("cumulative", "本年累计", SheetColumnKind.Amount) { Required = true, Help = "1 月到这个月，单位元；没有报的企业不写，不要写 0", Example = "118000000.00" },
        new("base", "上年同期", SheetColumnKind.Amount) { Help = "同一家企业上年 1 月到同月，按现在的口径；没有就留空", Example = "105000000.00" },
        new("status", "状态", SheetColumnKind.Choice) { Choices = [.. OutputStates.All.Select(s => new SheetChoice(s.Code, s.Chinese))], Help = "留空就是正常", Example = "正常" },
        new("reason", "更正原因", SheetColumnKind.Text) { MaxLength = 200, Help = "改以前报的数时要写", Example = "企业补报 10 月订单" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        static Money? Filled(long? fen) => fen is { } value ? new Money(value) : null;
        var firms = await FirmBook.LoadAsync(db, cancel);
        var rows = await FactRegister.StandingAsync<OutputRow, (long, string)>(db, KeyOf, long.MaxValue, cancel);
        foreach (var (code, o) in rows.Select(o => (Code: firms.CodeOf(o.FirmId), o)).OrderBy(r => r.o.ValidFrom).ThenBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.o.Series, StringComparer.Ordinal))
        {
            yield return [code, o.Series, Period.MonthOf(o.ValidFrom), Filled(o.MonthFen), new Money(o.CumulativeFen), Filled(o.BaseFen), o.State, o.Reason.Length == 0 ? null : o.Reason];
        }
    }

    protected override async Task<Func<SheetRow, OutputRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<OutputRow> standing, CancellationToken cancel)
    {
        var firms = await FirmBook.LoadAsync(db, cancel);
        var scopes = ScopeList.Of(await FactRegister.StandingAsync<ScopeRow, (long, string)>(db, s => (s.FirmId, s.Series), long.MaxValue, cancel));
        var sums = new CumulativeSums(standing);
        return row => Read(row, firms, scopes, sums);
    }

    protected override (long, string) KeyOf(OutputRow fact) => (fact.FirmId, fact.Series);

    protected override string Describe(OutputRow fact) => $"这家企业 {fact.ValidFrom:yyyy-MM} 的{OutputSeries.Chinese(fact.Series)}产值";

    protected override (string? Column, string Message)? CorrectionProblem(OutputRow before, OutputRow after) =>
        after.Reason.Length > 0 && after.Reason != before.Reason ? null
        : ("reason", $"{Describe(after)}已经登记为累计 {new Money(before.CumulativeFen).Format()} 元，内容不同。要更正请写更正原因（和上次更正不同的话）。");

    private static OutputRow? Read(SheetRow row, FirmBook firms, ScopeList scopes, CumulativeSums sums)
    {
        var (firm, month) = (firms.Read(row), Months.Read(row, "month"));
        if (firm is not { } id || month is not { } first || !row.Has("series"))
        {
            return null;
        }

        if (row.Has("cumulative"))
        {
            Warn(row, id, first, scopes, sums);
        }

        return new()
        {
            FirmId = id, Series = row.Choice("series"), ValidFrom = first, MonthFen = row.AmountOrNull("value")?.Fen, CumulativeFen = row.Amount("cumulative").Fen,
            BaseFen = row.AmountOrNull("base")?.Fen, State = row.ChoiceOrNull("status") ?? OutputStates.Normal, Reason = row.TextOrNull("reason") ?? "",
        };
    }

    // what practice has and a strict check would only make people type around
    private static void Warn(SheetRow row, long firm, DateOnly month, ScopeList scopes, CumulativeSums sums)
    {
        var (series, sum) = (row.Choice("series"), row.Amount("cumulative").Fen);
        if (!scopes.Has(firm, series, month))
        {
            row.Warn("firm", $"这家企业 {month:yyyy-MM} 不在{OutputSeries.Chinese(series)}的名单上，报的数不计入合计。请核对“规上企业名单”。");
        }

        if (sums.Before(firm, series, month) is { } before && sum < before.Fen)
        {
            row.Warn("cumulative", $"本年累计小于 {before.Month:yyyy-MM} 的累计 {new Money(before.Fen).Format()} 元。没有写错就照收。");
        }

        if (row.AmountOrNull("base") is { Fen: 0 })
        {
            row.Warn("base", "上年同期为 0，这家企业算不出增速；合计里按 0 计。没有上年数就请留空。");
        }

        sums.Set(firm, series, month, sum);
    }
}

/// <summary>Cumulative figures by firm, series and month, of what stands and of the rows read so far.</summary>
internal sealed class CumulativeSums
{
    private readonly Dictionary<(long, string, DateOnly), long> _sums;

    public CumulativeSums(IEnumerable<OutputRow> standing) => _sums = standing.ToDictionary(o => (o.FirmId, o.Series, o.ValidFrom), o => o.CumulativeFen);

    public void Set(long firm, string series, DateOnly month, long fen) => _sums[(firm, series, month)] = fen;

    /// <summary>The latest earlier month of the same year.</summary>
    public (DateOnly Month, long Fen)? Before(long firm, string series, DateOnly month)
    {
        for (var earlier = month.AddMonths(-1); earlier.Year == month.Year; earlier = earlier.AddMonths(-1))
        {
            if (_sums.TryGetValue((firm, series, earlier), out var fen))
            {
                return (earlier, fen);
            }
        }

        return null;
    }
}
