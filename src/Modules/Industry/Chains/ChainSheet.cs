using System.Runtime.CompilerServices;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Industry.Chains;

/// <summary>产业链.</summary>
internal sealed class ChainSheet() : FactSheet<ChainRow, string>("code", IndustryLeaves.Chains)
{
    public override SheetDefinition Definition { get; } = new("industry-chains", "产业链",
        new("code", "编码", SheetColumnKind.Code) { Required = true, MaxLength = 20, Help = "自己取，不再改", Example = "QC" },
        new("name", "名称", SheetColumnKind.Text) { Required = true, MaxLength = 60, Help = "产业链的名称", Example = "汽车及零部件" },
        new("kind", "类型", SheetColumnKind.Choice) { Required = true, Choices = [.. ChainKinds.All.Select(k => new SheetChoice(k.Code, k.Chinese))], Help = "当地文件怎么称呼就怎么选", Example = "支柱产业" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起是这个名称和类型", Example = "2020-01-01" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var c in (await FactRegister.StandingAsync<ChainRow, string>(db, KeyOf, long.MaxValue, cancel)).OrderBy(c => c.Code, StringComparer.Ordinal).ThenBy(c => c.ValidFrom))
        {
            yield return [c.Code, c.Name, c.Kind, c.ValidFrom];
        }
    }

    protected override Task<Func<SheetRow, ChainRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<ChainRow> standing, CancellationToken cancel) => Task.FromResult<Func<SheetRow, ChainRow?>>(Read);

    protected override string KeyOf(ChainRow fact) => fact.Code;

    protected override string Describe(ChainRow fact) => $"产业链 {fact.Code} 从 {fact.ValidFrom:yyyy-MM-dd} 起的一行";

    private static ChainRow? Read(SheetRow row)
    {
        if (row.Has("code") && row.Text("code").AsSpan().IndexOfAny("+;=") >= 0)
        {
            row.Refuse("code", "产业链编码里不能有 +、; 或 =，请改用字母和数字。");
        }

        return row.Has("code") && row.Has("valid_from")
            ? new() { Code = row.Text("code"), Name = row.Text("name"), Kind = row.Choice("kind"), ValidFrom = row.Date("valid_from") }
            : null;
    }
}
