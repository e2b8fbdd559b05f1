using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Imports;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Ventures;

/// <summary>收益条款: how each phase owes a return, from which day to which.</summary>
internal sealed class ReturnTermImport() : ListImport<ReturnTermRow, (long PhaseId, DateOnly ValidFrom)>("valid_from")
{
    private const long MaxRatePpm = 10_000_000;

    private static readonly SheetChoice[] DayCountChoices =
        [.. Enum.GetValues<DayCount>().Select(d => new SheetChoice(d.Code(), d.ChineseName()))];

    public override SheetDefinition Definition { get; } = new("return-terms", "收益条款",
        new("venture", "项目", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "项目编码", Example = "ZCY" },
        new("phase", "期", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "“期”表里的期号", Example = "1" },
        new("kind", "方式", SheetColumnKind.Choice)
        {
            Required = true, Choices = [.. TermKinds.All.Select(k => new SheetChoice(k.Code, k.Chinese))],
            Help = "固定收益按利率；据实分配按申报金额；保底加实际取两者中大的；利润分成按利润的比例", Example = "固定收益",
        },
        new("rate", "年利率", SheetColumnKind.Ppm) { Help = "固定、保底的利率，或利润分成的保底利率", Example = "10%" },
        new("share", "分成比例", SheetColumnKind.Ppm) { Help = "利润分成才填：利润的多少归出资人" },
        new("day_count", "计息方法", SheetColumnKind.Choice) { Choices = DayCountChoices, Help = "有利率就要填，照合同", Example = "整年" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起按这一条", Example = "2018-01-01" },
        new("valid_to", "截止日期", SheetColumnKind.Date) { Help = "到哪一天为止（含），一直有效就留空", Example = "2022-12-31" },
        new("payer", "付款方", SheetColumnKind.Code) { MaxLength = 40, Help = "与项目的付款方不同才填", Example = "Z01" },
        new("guarantor", "差额补足方", SheetColumnKind.Code) { MaxLength = 40, Help = "与项目的差额补足方不同才填" },
        new("legal_basis", "法律依据", SheetColumnKind.Text) { MaxLength = 500, Help = "合同第几条", Example = "合作协议第五条" },
        new("due_day", "应付日", SheetColumnKind.Text) { MaxLength = 20, Help = "每年几月几日前付", Example = "12-31" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var terms = await ListRows.Standing<ReturnTermRow>(db).ToListAsync(cancel);
        var phases = await PhaseNames.LoadAsync(db, cancel);
        var codes = await OrganizationCodesOf.Async(db, terms.SelectMany(t => new[] { t.PayerId, t.GuarantorId }), cancel);
        foreach (var t in terms.OrderBy(t => phases.Order(t.PhaseId)).ThenBy(t => t.ValidFrom))
        {
            yield return
            [
                phases[t.PhaseId].Venture, phases[t.PhaseId].Phase, t.Kind, t.RatePpm == 0 ? null : t.RatePpm, t.SharePpm == 0 ? null : t.SharePpm,
                t.DayCount, t.ValidFrom, t.ValidTo, codes(t.PayerId), codes(t.GuarantorId), Filled.OrNull(t.LegalBasis), Filled.OrNull(t.DueDay),
            ];
        }
    }

    protected override async Task<ReturnTermRow?> ReadAsync(ImportCodes codes, SheetRow row, CancellationToken cancel)
    {
        var phase = codes.Phase(row);
        CheckKind(row);
        if (row.DateOrNull("valid_to") is { } to && row.Has("valid_from") && to < row.Date("valid_from"))
        {
            row.Refuse("valid_to", "截止日期早于起始日期，请改正。");
        }

        var dueDay = row.TextOrNull("due_day") is { } typed ? DueDay.Read(typed) : "";
        if (dueDay is null)
        {
            row.Refuse("due_day", "应付日请写成“12-31”的样子。");
        }

        var payer = await codes.OrganizationAsync(row, "payer", cancel);
        var guarantor = await codes.OrganizationAsync(row, "guarantor", cancel);
        return phase is null || !row.Has("valid_from") ? null : new ReturnTermRow
        {
            PhaseId = phase.Id,
            Kind = row.Choice("kind"),
            RatePpm = row.PpmOrNull("rate") ?? 0,
            SharePpm = row.PpmOrNull("share") ?? 0,
            DayCount = row.ChoiceOrNull("day_count") ?? DayCount.Actual365Fixed.Code(),
            ValidFrom = row.Date("valid_from"),
            ValidTo = row.DateOrNull("valid_to"),
            PayerId = payer?.Id,
            GuarantorId = guarantor?.Id,
            LegalBasis = row.TextOrNull("legal_basis") ?? "",
            DueDay = dueDay ?? "",
        };
    }

    protected override (long PhaseId, DateOnly ValidFrom) KeyOf(ReturnTermRow item) => (item.PhaseId, item.ValidFrom);

    protected override bool Same(ReturnTermRow a, ReturnTermRow b) =>
        (a.Kind, a.RatePpm, a.SharePpm, a.DayCount, a.ValidTo, a.PayerId, a.GuarantorId) == (b.Kind, b.RatePpm, b.SharePpm, b.DayCount, b.ValidTo, b.PayerId, b.GuarantorId)
        && a.LegalBasis == b.LegalBasis && a.DueDay == b.DueDay;

    protected override string Describe(SheetRow row, ReturnTermRow item) =>
        $"项目 {row.Text("venture")} 第 {row.Text("phase")} 期从 {item.ValidFrom:yyyy-MM-dd} 起的条款";

    protected override void CheckTogether(IReadOnlyList<(SheetRow Row, ReturnTermRow Item)> added, IReadOnlyList<ReturnTermRow> standing)
    {
        var taken = standing.Select(t => (Row: (SheetRow?)null, Item: t)).ToLookup(t => t.Item.PhaseId).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var (row, term) in added)
        {
            if (!taken.TryGetValue(term.PhaseId, out var others))
            {
                taken[term.PhaseId] = others = [];
            }

            var (otherRow, other) = others.FirstOrDefault(t => Overlap(t.Item, term));
            if (other is not null)
            {
                row.Refuse("valid_from", otherRow is null
                    ? $"与已登记的条款（{other.ValidFrom:yyyy-MM-dd} 起，{TermKinds.Chinese(other.Kind)}）时间重叠。请改正日期，或先撤销登记那一条的导入。"
                    : $"与第 {otherRow.Row} 行的条款时间重叠，请改正日期。");
            }

            others.Add((row, term));
        }
    }

    protected override Task<Refusal?> BuiltOnAsync(BaotuanDb db, long batchId, IReadOnlyList<ReturnTermRow> own, CancellationToken cancel) =>
        StandsOn.DistributionAsync(db, batchId, own.Select(t => t.PhaseId), cancel);

    private static bool Overlap(ReturnTermRow a, ReturnTermRow b) =>
        a.ValidFrom <= (b.ValidTo ?? DateOnly.MaxValue) && b.ValidFrom <= (a.ValidTo ?? DateOnly.MaxValue);

    private static void CheckKind(SheetRow row)
    {
        var kind = row.Choice("kind");
        var (rate, share) = (row.PpmOrNull("rate"), row.PpmOrNull("share"));
        if (kind is "fixed" or "floor" && row.IsEmpty("rate"))
        {
            row.Refuse("rate", $"“{TermKinds.Chinese(kind)}”要填年利率，例如 10%。");
        }
        else if (kind == "actual" && rate is not null)
        {
            row.Refuse("rate", "“据实分配”不填年利率。有保底利率请选“保底加实际”。");
        }
        else if (rate is 0 or > MaxRatePpm)
        {
            row.Refuse("rate", "年利率应大于 0，不超过 1000%。");
        }

        if (rate is > 0 && row.IsEmpty("day_count"))
        {
            row.Refuse("day_count", "有年利率就要填计息方法，例如 整年。");
        }

        CheckShare(row, kind, share);
    }

    private static void CheckShare(SheetRow row, string kind, long? share)
    {
        if (kind == "profit_share" && row.IsEmpty("share"))
        {
            row.Refuse("share", "“利润分成”要填分成比例，例如 60%。");
        }
        else if (kind is not ("profit_share" or "") && share is not null)
        {
            row.Refuse("share", "只有“利润分成”才填分成比例，请删去。");
        }
        else if (share is 0 or > 1_000_000)
        {
            row.Refuse("share", "分成比例应大于 0，不超过 100%。");
        }
    }
}
