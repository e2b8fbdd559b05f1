using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Imports;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Cascades;

/// <summary>逐级分配: each row passes on what a holder received in a period, to holders of units or to members.</summary>
internal sealed class CascadeImport : SheetImport
{
    private static readonly Dictionary<string, string> Columns = new()
    {
        ["holder_not_found"] = "holder", ["holder_does_not_pass_on"] = "holder", ["already_passed_on"] = "period",
        ["collective_needs_a_calendar_year"] = "period", ["nothing_received"] = "period", ["no_units_on_record_date"] = "record_date",
        ["no_shares_on_record_date"] = "record_date", ["nothing_distributable"] = "period", ["period_not_found"] = "period", ["period_closed"] = "period",
    };

    public override SheetDefinition Definition { get; } = new("cascades", "逐级分配",
        new("holder", "分配方", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "联合公司、村集体经济组织或社区的编码；联合公司写在它的村前面", Example = "V001" },
        new("period", "期间", SheetColumnKind.Period) { Required = true, Help = "村集体按会计年度", Example = "2018" },
        new("record_date", "权益登记日", SheetColumnKind.Date) { Help = "按哪一天的份额分，留空就是期间的最后一天", Example = "2018-12-31" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var codes = await ImportCodes.LoadAsync(run.Db, cancel);
        var posted = new List<long>();
        foreach (var row in rows)
        {
            await codes.OrganizationAsync(row, "holder", cancel);
            if (row.HasErrors)
            {
                continue;
            }

            var request = new CascadeRequest(row.Text("holder"), row.Period("period"), row.DateOrNull("record_date"));
            if (await CascadeActs.FindAsync(run.Db, request.HolderCode, request.Period, exact: true, cancel) is { } standing
                && (request.RecordDate is null || request.RecordDate == standing.RecordDate))
            {
                run.CountSame();
            }
            else if (await ActRows.TryAsync(run.Db, row, Columns, () => CascadeActs.PostDecidedElsewhereAsync(run.Db, request, cancel), cancel) is { } info)
            {
                run.CountNew();
                posted.Add(info.Id);
            }
        }

        await run.LogActsAsync<Cascade>(posted, cancel);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        foreach (var id in await ImportTrail.ActsAsync<Cascade>(db, batchId, cancel))
        {
            if (await CascadeActs.ShowAsync(db, id, cancel) is not { ReversedOn: null } info)
            {
                continue;
            }

            var reversed = await CascadeActs.ReverseAsync(db, id, info.DeclaredOn, ListRows.UndoReason(batchId), cancel);
            if (!reversed.Ok)
            {
                return ImportTrail.BuiltOn(reversed.Refusals[0].Message);
            }
        }

        return await PassedOnAsync(db, batchId, cancel);
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        // in the order of posting, because villages pass on what companies passed on to them
        var list = await Standing.Cascades(db).OrderBy(c => c.Id).ToListAsync(cancel);
        var codes = await OrganizationCodesOf.Async(db, list.Select(c => (long?)c.HolderId), cancel);
        foreach (var c in list)
        {
            yield return [codes(c.HolderId), new Period(c.PeriodStart, c.PeriodEnd), c.RecordDate];
        }
    }

    /// <summary>Members' shares and companies' units that money was passed on by, since the import or with it, may not be taken away.</summary>
    private static async Task<Refusal?> PassedOnAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var since = await db.Set<ImportBatch>().Where(b => b.Id == batchId).Select(b => b.RecordedAtMs).FirstAsync(cancel);
        var later = await Standing.Cascades(db).Where(c => c.RecordedAtMs >= since).Select(c => new { c.HolderId, c.PeriodStart, c.PeriodEnd }).ToListAsync(cancel);
        if (later.Count == 0)
        {
            return null;
        }

        var registers = (await PartiesOfImport.RegistersAsync(db, batchId, cancel)).ToHashSet();
        if (later.FirstOrDefault(c => registers.Contains(c.HolderId)) is not { } cascade)
        {
            return null;
        }

        var holder = (await Organizations.ByIdsAsync(db, [cascade.HolderId], cancel))[cascade.HolderId];
        return ImportTrail.BuiltOn($"{holder.Code} {new Period(cascade.PeriodStart, cascade.PeriodEnd).ChineseName}的逐级分配已经入账。请先冲销那一次分配。");
    }
}
