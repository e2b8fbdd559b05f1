using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Imports;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Ventures;

/// <summary>资金来源: where a venture's money comes from.</summary>
internal sealed class FundingSourceImport() : ListImport<FundingSource, (long VentureId, string Source)>("source")
{
    public override SheetDefinition Definition { get; } = new("funding-sources", "资金来源",
        new("venture", "项目", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "项目编码", Example = "ZCY" },
        new("source", "来源", SheetColumnKind.Text) { Required = true, MaxLength = 60, Help = "图上的名称", Example = "村集体" },
        new("amount", "金额", SheetColumnKind.Amount) { Required = true, Help = "这个来源的总额", Example = "154000000.00" },
        new("qualifier", "口径", SheetColumnKind.Choice) { Choices = Qualifiers.All, Help = "留空就是准确", Example = "约" },
        new("evidence", "依据", SheetColumnKind.Text) { MaxLength = 500, Help = "文件或报道", Example = "合作协议附件二" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = from f in ListRows.Standing<FundingSource>(db)
                   join v in db.Set<Venture>() on f.VentureId equals v.Id
                   orderby v.Code, f.Id
                   select new { v.Code, f };
        foreach (var r in await rows.ToListAsync(cancel))
        {
            yield return [r.Code, r.f.Source, new Money(r.f.AmountFen), r.f.Qualifier, Filled.OrNull(r.f.Evidence)];
        }
    }

    protected override Task<FundingSource?> ReadAsync(ImportCodes codes, SheetRow row, CancellationToken cancel)
    {
        var venture = codes.Venture(row);
        ImportCodes.CheckAmount(row, "amount");
        return Task.FromResult(venture is null || !row.Has("source") ? null : new FundingSource
        {
            VentureId = venture.Id,
            Source = row.Text("source"),
            AmountFen = row.Amount("amount").Fen,
            Qualifier = row.ChoiceOrNull("qualifier") ?? Qualifiers.Exact,
            Evidence = row.TextOrNull("evidence") ?? "",
        });
    }

    protected override (long VentureId, string Source) KeyOf(FundingSource item) => (item.VentureId, item.Source);

    protected override bool Same(FundingSource a, FundingSource b) =>
        (a.AmountFen, a.Qualifier, a.Evidence) == (b.AmountFen, b.Qualifier, b.Evidence);

    protected override string Describe(SheetRow row, FundingSource item) => $"项目 {row.Text("venture")} 的资金来源“{item.Source}”";
}
