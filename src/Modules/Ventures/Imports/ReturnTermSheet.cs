using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>收益条款</summary>
internal sealed class ReturnTermSheet : SheetImport
{
    public override SheetDefinition Definition { get; } = new(
        "return-terms", "收益条款",
        Columns.Venture(),
        Columns.Phase(),
        Columns.Choice("kind", "方式", TermKinds.All.Select(k => (k.Code, k.Chinese)), "固定、据实、保底或分成"),
        new SheetColumn("rate", "年利率", SheetColumnKind.Ppm) { Help = "固定、保底或保证的年利率", Example = "10%" },
        new SheetColumn("share", "分成比例", SheetColumnKind.Ppm) { Help = "利润分成条款要填", Example = "90%" },
        Columns.Choice("day_count", "计息方法", Enum.GetValues<DayCount>().Select(d => (d.Code(), d.ChineseName())), "不满一年怎么算"),
        Columns.Date("valid_from", "起始日期", "条款从这一天起有效"),
        Columns.Date("valid_to", "截止日期", "条款到这一天为止，含当天；不填即一直有效", required: false),
        Columns.Organization("payer", "付款方", "与项目不同时填组织编码"),
        Columns.Organization("guarantor", "差额补足方", "与项目不同时填组织编码"),
        Columns.Note("legal_basis", "法律依据"),
        new SheetColumn("due_day", "应付日", SheetColumnKind.Text) { MaxLength = 5, Help = "每年的月-日", Example = "12-31" });

    private sealed record Content(
        long PhaseId, string Kind, long Rate, long Share, string DayCount, DateOnly From, DateOnly? To, long? Payer, long? Guarantor, string Basis, string Due);

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var ventures = await VentureCodes.LoadAsync(run.Db, cancel);
        var organizations = new OrganizationCodes(run.Db);
        var terms = (await Withdrawals.Standing<ReturnTermRow>(run.Db).ToListAsync(cancel)).Select(Read).ToList();
        var standing = new StandingRows<Content>(terms);
        var added = new List<Content>();
        foreach (var row in rows)
        {
            var phase = ventures.Phase(row);
            var payer = await organizations.FindAsync(row, "payer", cancel);
            var guarantor = await organizations.FindAsync(row, "guarantor", cancel);
            Check(row);
            if (row.HasErrors || phase is not { } found)
            {
                continue;
            }

            var content = new Content(
                found.Phase.Id, row.Choice("kind"), row.PpmOrNull("rate") ?? 0, row.PpmOrNull("share") ?? 0, row.Choice("day_count"),
                row.Date("valid_from"), row.DateOrNull("valid_to"), payer?.Id, guarantor?.Id, row.TextOrNull("legal_basis") ?? "", row.TextOrNull("due_day") ?? "");
            if (standing.Take(content))
            {
                run.CountSame();
            }
            else if (terms.FirstOrDefault(t => t.PhaseId == content.PhaseId && Overlap(t, content)) is { } other)
            {
                row.Refuse("valid_from", $"与同一期从 {other.From:yyyy-MM-dd} 起的条款时间重叠。请改正起止日期，同一天只能有一条条款。");
            }
            else
            {
                terms.Add(content);
                added.Add(content);
                run.CountNew();
            }
        }

        var id = await run.Db.NextIdsAsync("ventures_return_term", added.Count, cancel);
        run.Db.AddRange(added.Select(c => Row(c, id++, run)));
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var phases = await Withdrawals.Standing<ReturnTermRow>(db).Where(t => t.ImportBatchId == batchId).Select(t => t.PhaseId).Distinct().ToListAsync(cancel);
        if (await BuiltOnVenture.CheckAsync(db, phases, cancel) is { } refusal)
        {
            return refusal;
        }

        await Withdrawals.WithdrawBatchAsync<ReturnTermRow>(db, batchId, cancel);
        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var codes = (await Organizations.ListAsync(db, null, cancel)).ToDictionary(o => o.Id, o => o.Code);
        var rows = from t in Withdrawals.Standing<ReturnTermRow>(db)
                   join p in db.Set<Phase>() on t.PhaseId equals p.Id
                   join v in db.Set<Venture>() on p.VentureId equals v.Id
                   orderby v.Code, p.Code, t.ValidFrom
                   select new { Venture = v.Code, Phase = p.Code, t };
        foreach (var r in await rows.ToListAsync(cancel))
        {
            yield return
            [
                r.Venture, r.Phase, r.t.Kind, r.t.RatePpm == 0 ? null : r.t.RatePpm, r.t.SharePpm == 0 ? null : r.t.SharePpm, r.t.DayCount,
                r.t.ValidFrom, r.t.ValidTo, r.t.PayerId is { } p ? codes[p] : null, r.t.GuarantorId is { } g ? codes[g] : null, r.t.LegalBasis, r.t.DueDay,
            ];
        }
    }

    private static void Check(SheetRow row)
    {
        if (row.HasErrors)
        {
            return;
        }

        var (kind, rate, share) = (row.Choice("kind"), row.PpmOrNull("rate") ?? 0, row.PpmOrNull("share") ?? 0);
        if (kind is "fixed" or "floor" && rate <= 0)
        {
            row.Refuse("rate", "固定收益和保底条款必须填写大于零的年利率，例如 10%。");
        }

        if (kind == "actual" && rate != 0)
        {
            row.Refuse("rate", "据实分配没有约定利率，请不要填年利率；有保底请改用“保底加实际”。");
        }

        if (rate is < 0 or > 1_000_000)
        {
            row.Refuse("rate", "年利率应在 0 到 100% 之间。");
        }

        if (kind == "profit_share" ? share is <= 0 or > 1_000_000 : share != 0)
        {
            row.Refuse("share", kind == "profit_share" ? "利润分成条款必须填写 0 到 100% 之间的分成比例，例如 90%。" : "只有利润分成条款才填分成比例。");
        }

        if (row.DateOrNull("valid_to") is { } to && to < row.Date("valid_from"))
        {
            row.Refuse("valid_to", "截止日期早于起始日期，请改正。");
        }

        if (row.TextOrNull("due_day") is { } due && !DateOnly.TryParseExact($"2000-{due}", "yyyy-MM-dd", out _))
        {
            row.Refuse("due_day", "应付日要写成月-日，例如 12-31。");
        }
    }

    private static bool Overlap(Content a, Content b) => a.From <= (b.To ?? DateOnly.MaxValue) && b.From <= (a.To ?? DateOnly.MaxValue);

    private static Content Read(ReturnTermRow t) => new(
        t.PhaseId, t.Kind, t.RatePpm, t.SharePpm, t.DayCount, t.ValidFrom, t.ValidTo, t.PayerId, t.GuarantorId, t.LegalBasis, t.DueDay);

    private static ReturnTermRow Row(Content c, long id, ImportRun run) => new()
    {
        Id = id,
        PhaseId = c.PhaseId,
        Kind = c.Kind,
        RatePpm = c.Rate,
        SharePpm = c.Share,
        DayCount = c.DayCount,
        ValidFrom = c.From,
        ValidTo = c.To,
        PayerId = c.Payer,
        GuarantorId = c.Guarantor,
        LegalBasis = c.Basis,
        DueDay = c.Due,
        RecordedAtMs = run.Db.RecordedAtMs,
        ImportBatchId = run.BatchId,
    };
}
