using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Imports;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Distributions;

/// <summary>分红: each row posts a distribution by the terms on record, with its own dates.</summary>
internal sealed class DistributionImport : SheetImport
{
    private static readonly Dictionary<string, string> Columns = new()
    {
        ["venture_not_found"] = "venture", ["phase_not_found"] = "phase", ["period_already_distributed"] = "period", ["nothing_to_distribute"] = "period",
        ["no_term_in_force"] = "period", ["whole_year_needs_one_term"] = "period", ["declared_amount_not_asked"] = "declared",
        ["declared_amount_ambiguous"] = "declared", ["declared_amount_missing"] = "declared", ["declared_amount_negative"] = "declared",
        ["period_not_found"] = "declared_on", ["period_closed"] = "declared_on",
    };

    public override SheetDefinition Definition { get; } = new("distributions", "分红",
        new("venture", "项目", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "项目编码", Example = "ZCY" },
        new("phase", "期", SheetColumnKind.Code) { MaxLength = 40, Help = "只分某一期才填，留空就是全部" },
        new("period", "期间", SheetColumnKind.Period) { Required = true, Help = "分哪一段时间的收益", Example = "2018" },
        new("declared", "申报金额", SheetColumnKind.Amount) { AllowNegative = true, Help = "据实、保底、分成的条款要填：实际收益或利润，亏损填负数" },
        new("record_date", "权益登记日", SheetColumnKind.Date) { Help = "留空就是期间的最后一天", Example = "2018-12-31" },
        new("declared_on", "入账日", SheetColumnKind.Date) { Help = "凭证的日期，留空就是期间的最后一天", Example = "2018-12-31" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var codes = await ImportCodes.LoadAsync(run.Db, cancel);
        var posted = new List<long>();
        foreach (var row in rows)
        {
            codes.Phase(row);
            ImportCodes.CheckAmount(row, "declared", zeroIsGood: true);
            if (row.HasErrors)
            {
                continue;
            }

            var request = new DistributionRequest(
                row.Text("venture"), row.Period("period"), row.TextOrNull("phase"), row.AmountOrNull("declared"), row.DateOrNull("record_date"), row.DateOrNull("declared_on"));
            if (await StandsAsync(run.Db, request, cancel))
            {
                run.CountSame();
            }
            else if (await ActRows.TryAsync(run.Db, row, Columns, () => DistributionActs.PostDecidedElsewhereAsync(run.Db, request, cancel), cancel) is { } info)
            {
                run.CountNew();
                posted.Add(info.Id);
            }
        }

        await run.LogActsAsync<Distribution>(posted, cancel);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        foreach (var id in await ImportTrail.ActsAsync<Distribution>(db, batchId, cancel))
        {
            if (await DistributionActs.ShowAsync(db, id, cancel) is not { ReversedOn: null } info)
            {
                continue;
            }

            var reversed = await DistributionActs.ReverseAsync(db, id, info.DeclaredOn, ListRows.UndoReason(batchId), cancel);
            if (!reversed.Ok)
            {
                return ImportTrail.BuiltOn(reversed.Refusals[0].Message);
            }
        }

        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = from d in Standing.Distributions(db)
                   join v in db.Set<Venture>() on d.VentureId equals v.Id
                   orderby v.Code, d.PeriodStart, d.Id
                   select new { v.Code, d, Phase = db.Set<Phase>().Where(p => p.Id == d.PhaseId).Select(p => p.Code).FirstOrDefault() };
        foreach (var r in await rows.ToListAsync(cancel))
        {
            yield return
            [
                r.Code, r.Phase, new Period(r.d.PeriodStart, r.d.PeriodEnd), r.d.DeclaredFen is { } fen ? new Money(fen) : null, r.d.RecordDate, r.d.DeclaredOn,
            ];
        }
    }

    private static async Task<bool> StandsAsync(BaotuanDb db, DistributionRequest request, CancellationToken cancel) =>
        await DistributionActs.FindAsync(db, request.VentureCode, request.Period, request.PhaseCode, cancel) is { Ok: true, Value: var standing }
        && standing.PhaseCode == request.PhaseCode && standing.Declared == request.Declared
        && standing.RecordDate == request.EffectiveRecordDate && standing.DeclaredOn == request.EffectiveDeclaredOn;
}
