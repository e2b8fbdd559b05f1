using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Imports;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Ventures;

/// <summary>公开数字: what was published about a venture, to be shown beside our own figure.</summary>
internal sealed class PublishedFigureImport()
    : ListImport<PublishedFigure, (long VentureId, string Measure, string Text, string Source, DateOnly PublishedOn)>("text")
{
    private static readonly SheetChoice[] Measures =
    [
        new("paid_total", "累计分红"), new("average_per_village", "村均每年分红"), new("yearly_forecast", "每年分红"),
        new("villages_equity", "村集体出资"), new("none", "不比较"),
    ];

    public override SheetDefinition Definition { get; } = new("published-figures", "公开数字",
        new("venture", "项目", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "项目编码", Example = "ZCY" },
        new("measure", "对应", SheetColumnKind.Choice) { Required = true, Choices = Measures, Help = "与账上哪个数比对", Example = "累计分红" },
        new("text", "原文", SheetColumnKind.Text) { Required = true, MaxLength = 500, Help = "照抄公开时的那句话", Example = "已累计分红7726万元" },
        new("amount", "金额", SheetColumnKind.Amount) { Required = true, Help = "原文里的数，换成元", Example = "77260000.00" },
        new("qualifier", "口径", SheetColumnKind.Choice) { Choices = Qualifiers.All, Help = "原文带“约”“超过”“预计”时照选，留空就是准确", Example = "准确" },
        new("source", "出处", SheetColumnKind.Text) { Required = true, MaxLength = 500, Help = "报刊、网页或文件", Example = "《示例日报》2022年12月" },
        new("published_on", "公开日期", SheetColumnKind.Date) { Required = true, Help = "不知道哪一天就填月末", Example = "2022-12-31" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = from f in ListRows.Standing<PublishedFigure>(db)
                   join v in db.Set<Venture>() on f.VentureId equals v.Id
                   orderby v.Code, f.Id
                   select new { v.Code, f };
        foreach (var r in await rows.ToListAsync(cancel))
        {
            yield return [r.Code, r.f.Measure, r.f.Text, new Money(r.f.AmountFen), r.f.Qualifier, r.f.Source, r.f.PublishedOn];
        }
    }

    protected override Task<PublishedFigure?> ReadAsync(ImportCodes codes, SheetRow row, CancellationToken cancel)
    {
        var venture = codes.Venture(row);
        ImportCodes.CheckAmount(row, "amount", zeroIsGood: true);
        return Task.FromResult(venture is null ? null : new PublishedFigure
        {
            VentureId = venture.Id,
            Measure = row.Choice("measure"),
            Text = row.Text("text"),
            AmountFen = row.Amount("amount").Fen,
            Qualifier = row.ChoiceOrNull("qualifier") ?? Qualifiers.Exact,
            Source = row.Text("source"),
            PublishedOn = row.Date("published_on"),
        });
    }

    protected override (long, string, string, string, DateOnly) KeyOf(PublishedFigure item) =>
        (item.VentureId, item.Measure, item.Text, item.Source, item.PublishedOn);

    protected override bool Same(PublishedFigure a, PublishedFigure b) => (a.AmountFen, a.Qualifier) == (b.AmountFen, b.Qualifier);

    protected override string Describe(SheetRow row, PublishedFigure item) => $"项目 {row.Text("venture")} 的公开数字“{item.Text}”";
}
