using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>资金来源</summary>
internal sealed class FundingSourceSheet : SheetImport
{
    public override SheetDefinition Definition { get; } = new(
        "funding-sources", "资金来源",
        Columns.Venture(),
        new SheetColumn("source", "来源", SheetColumnKind.Text) { Required = true, Example = "村集体出资" },
        new SheetColumn("amount", "金额", SheetColumnKind.Amount) { Required = true },
        Columns.Choice("qualifier", "口径", Columns.Qualifiers, "准确、至少、约或预计"),
        Columns.Note("evidence", "依据"));

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var ventures = await VentureCodes.LoadAsync(run.Db, cancel);
        var standing = new StandingRows<(long, string, long, string, string)>(
            (await Withdrawals.Standing<FundingSource>(run.Db).ToListAsync(cancel)).Select(f => (f.VentureId, f.Source, f.AmountFen, f.Qualifier, f.Evidence)));
        var added = new List<(long VentureId, string Source, long Fen, string Qualifier, string Evidence)>();
        foreach (var row in rows)
        {
            var venture = ventures.Venture(row);
            if (row.HasErrors || venture is null)
            {
                continue;
            }

            var content = (venture.Id, row.Text("source"), row.Amount("amount").Fen, row.Choice("qualifier"), row.TextOrNull("evidence") ?? "");
            if (standing.Take(content))
            {
                run.CountSame();
                continue;
            }

            added.Add(content);
            run.CountNew();
        }

        var id = await run.Db.NextIdsAsync("ventures_funding_source", added.Count, cancel);
        run.Db.AddRange(added.Select(c => new FundingSource
        {
            Id = id++, VentureId = c.VentureId, Source = c.Source, AmountFen = c.Fen, Qualifier = c.Qualifier, Evidence = c.Evidence,
            RecordedAtMs = run.Db.RecordedAtMs, ImportBatchId = run.BatchId,
        }));
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        await Withdrawals.WithdrawBatchAsync<FundingSource>(db, batchId, cancel);
        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = from f in Withdrawals.Standing<FundingSource>(db)
                   join v in db.Set<Venture>() on f.VentureId equals v.Id
                   orderby v.Code, f.Id
                   select new { Venture = v.Code, f };
        foreach (var r in await rows.ToListAsync(cancel))
        {
            yield return [r.Venture, r.f.Source, new Money(r.f.AmountFen), r.f.Qualifier, r.f.Evidence];
        }
    }
}
