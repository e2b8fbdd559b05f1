using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>公开数字</summary>
internal sealed class PublishedFigureSheet : SheetImport
{
    public static readonly IReadOnlyList<(string Code, string Chinese)> Measures =
    [
        ("paid_total", "累计分红"), ("average_per_village", "村均每年分红"), ("yearly_forecast", "每年分红"), ("villages_equity", "村集体出资"), ("none", "不比较"),
    ];

    public override SheetDefinition Definition { get; } = new(
        "published-figures", "公开数字",
        Columns.Venture(),
        Columns.Choice("measure", "对应", Measures, "与我们算出的哪个数比较"),
        new SheetColumn("text", "原文", SheetColumnKind.Text) { Required = true, MaxLength = 500, Help = "公开的原句", Example = "累计分红7726万元" },
        new SheetColumn("amount", "金额", SheetColumnKind.Amount) { Required = true },
        Columns.Choice("qualifier", "口径", Columns.Qualifiers, "准确、至少、约或预计"),
        new SheetColumn("source", "出处", SheetColumnKind.Text) { Required = true, MaxLength = 300 },
        Columns.Date("published_on", "公开日期", "发表的日期"));

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var ventures = await VentureCodes.LoadAsync(run.Db, cancel);
        var standing = new StandingRows<(long, string, string, long, string, string, DateOnly)>((await Withdrawals.Standing<PublishedFigure>(run.Db).ToListAsync(cancel))
            .Select(f => (f.VentureId, f.Measure, f.Text, f.AmountFen, f.Qualifier, f.Source, f.PublishedOn)));
        var added = new List<PublishedFigure>();
        foreach (var row in rows)
        {
            var venture = ventures.Venture(row);
            if (row.HasErrors || venture is null)
            {
                continue;
            }

            var figure = new PublishedFigure
            {
                VentureId = venture.Id, Measure = row.Choice("measure"), Text = row.Text("text"), AmountFen = row.Amount("amount").Fen,
                Qualifier = row.Choice("qualifier"), Source = row.Text("source"), PublishedOn = row.Date("published_on"),
                RecordedAtMs = run.Db.RecordedAtMs, ImportBatchId = run.BatchId,
            };
            if (standing.Take((figure.VentureId, figure.Measure, figure.Text, figure.AmountFen, figure.Qualifier, figure.Source, figure.PublishedOn)))
            {
                run.CountSame();
                continue;
            }

            added.Add(figure);
            run.CountNew();
        }

        var id = await run.Db.NextIdsAsync("ventures_published_figure", added.Count, cancel);
        added.ForEach(f => f.Id = id++);
        run.Db.AddRange(added);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        await Withdrawals.WithdrawBatchAsync<PublishedFigure>(db, batchId, cancel);
        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = from f in Withdrawals.Standing<PublishedFigure>(db)
                   join v in db.Set<Venture>() on f.VentureId equals v.Id
                   orderby v.Code, f.Id
                   select new { Venture = v.Code, f };
        foreach (var r in await rows.ToListAsync(cancel))
        {
            yield return [r.Venture, r.f.Measure, r.f.Text, new Money(r.f.AmountFen), r.f.Qualifier, r.f.Source, r.f.PublishedOn];
        }
    }
}
