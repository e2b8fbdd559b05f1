using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Inheritances;

/// <summary>继承: one row for each heir; the rows of one dead member are one event.</summary>
internal sealed class InheritanceImport() : FactImport("organization")
{
    public override SheetDefinition Definition { get; } = new("inheritances", "继承",
        new("organization", "组织", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "村集体经济组织的编码", Example = "V001" },
        new("member_no", "身故成员号", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "同一名成员的各行是一次继承，身故日期、依据和材料要一样", Example = "00003" },
        new("died_on", "身故日期", SheetColumnKind.Date) { Required = true, Help = "从这一天起份额归继承人，成员身份终止；同一次导入的“份额”表里，这一天及以后的行要写含继承的数", Example = "2021-03-01" },
        new("heir_no", "继承人成员号", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "一名继承人一行", Example = "00001" },
        new("part", "占全部的部分", SheetColumnKind.Code) { Required = true, MaxLength = 20, Help = "分数，各行合计正好是 1；一人继承写 1", Example = "1/2" },
        new("ground", "依据", SheetColumnKind.Text) { Required = true, MaxLength = 200, Help = "继承公证、遗嘱、全体继承人的协议、判决等", Example = "全体继承人协议" },
        new("document", "材料编号", SheetColumnKind.Text) { Required = true, MaxLength = 200, Help = "材料的文号或存放处", Example = "档案2021-03" });

    /// <summary>What it brought counts no more with its batch; the registers take their own rows back.</summary>
    public override Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) => Task.FromResult<Refusal?>(null);

    protected override async Task ApplyAsync(
        ImportRun run, OrganizationInfo owner, IReadOnlyList<SheetRow> rows, OrganizationCodes codes, FactLot lot, CancellationToken cancel)
    {
        var desk = await InheritanceDesk.OpenAsync(run.Db, owner, cancel);
        foreach (var rowsOfOne in rows.Where(r => r.Has("member_no")).GroupBy(r => r.Text("member_no")))
        {
            Take(run, desk, owner, [.. rowsOfOne], lot);
        }

        await desk.WriteAsync(lot, cancel);
    }

    protected override async Task<IEnumerable<object?[]>> ExportAsync(
        BaotuanDb db, FieldProtector fields, OrganizationInfo owner, CancellationToken cancel) =>
        [.. (await InheritanceDesk.OpenAsync(db, owner, cancel)).Heirs.Select(h => new object?[]
        {
            owner.Code, h.Header.MemberNo, h.Header.DiedOn, h.HeirNo, PartText.Of(h.Part), h.Header.Ground, h.Header.Document,
        })];

    private static void Take(ImportRun run, InheritanceDesk desk, OrganizationInfo owner, IReadOnlyList<SheetRow> rows, FactLot lot)
    {
        var first = rows[0];
        foreach (var row in rows)
        {
            if (row.Has("part") && PartText.Read(row.Text("part")) is null)
            {
                row.Refuse("part", "请写分数，例如 1/3；一人继承写 1。");
            }

            if (row.DateOrNull("died_on") != first.DateOrNull("died_on") || row.TextOrNull("ground") != first.TextOrNull("ground") || row.TextOrNull("document") != first.TextOrNull("document"))
            {
                row.Refuse("died_on", $"与第 {first.Row} 行是同一名成员的继承，身故日期、依据和材料要一样。");
            }
        }

        if (rows.FirstOrDefault(r => r.HasErrors) is { } bad)
        {
            foreach (var row in rows.Where(r => !r.HasErrors))
            {
                row.Refuse("heir_no", $"同一次继承里的第 {bad.Row} 行有错误，请先改正那一行。");
            }

            return;
        }

        var taken = desk.Take(
            new(owner.Code, first.Text("member_no"), first.Date("died_on"), first.Text("ground"), first.Text("document"),
                [.. rows.Select(r => new HeirPart(r.Text("heir_no"), PartText.Read(r.Text("part"))!.Value))],
                $"import-{run.BatchId}-{owner.Id}-{first.Text("member_no")}"), lot);
        foreach (var row in rows)
        {
            if (taken.Ok)
            {
                Count(run, taken.Value);
            }
            else
            {
                row.Refuse("heir_no", taken.Refusals[0].Message);
            }
        }
    }
}

/// <summary>A part of the whole as people write it: 1/3.</summary>
internal static class PartText
{
    /// <summary>Null when it is no fraction of whole numbers.</summary>
    public static Rational? Read(string? text)
    {
        var cells = (text ?? "").Trim().Replace('／', '/').Split('/');
        return cells.Length is 1 or 2 && Number(cells[0]) is { } numerator && Number(cells.Length == 2 ? cells[1] : "1") is { } denominator and > 0
            ? new Rational(numerator, denominator)
            : null;
    }

    public static string Of(Rational part) => part.IsInteger ? part.Numerator.ToString() : $"{part.Numerator}/{part.Denominator}";

    private static long? Number(string text) =>
        text.Trim().Length <= 9 && long.TryParse(text.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
