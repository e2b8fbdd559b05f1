using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Shares;

/// <summary>股份类别: classes of income-right shares with the weight of one share.</summary>
internal sealed class ShareClassImport() : FactImport("organization")
{
    /// <summary>A share of one class may weigh at most a thousand of another.</summary>
    private const long MaxFactorPpm = 1_000_000_000;

    public override SheetDefinition Definition { get; } = new("share-classes", "股份类别",
        new("organization", "组织", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "村集体经济组织的编码", Example = "V001" },
        new("class", "类别编码", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "“份额”表用它指认类别", Example = "RK" },
        new("name", "类别名称", SheetColumnKind.Text) { Required = true, MaxLength = 60, Help = "公示表上的名称", Example = "人口股" },
        new("factor", "系数", SheetColumnKind.Ppm) { Required = true, Help = "一股按几股分配，1 就是一股", Example = "1" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起是这样；有变动就另加一行", Example = "2018-01-01" });

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        await FactRows.UndoAsync<ShareClass, string>(db, batchId, "CollectiveId", c => c.ClassCode, cancel);
        return null;
    }

    protected override async Task ApplyAsync(
        ImportRun run, OrganizationInfo owner, IReadOnlyList<SheetRow> rows, OrganizationCodes codes, FactLot lot, CancellationToken cancel)
    {
        var book = await FactBook<ShareClass, string>.LoadAsync(run.Db, "CollectiveId", owner.Id, c => c.ClassCode, cancel);
        var good = new List<(SheetRow Row, ShareClass Fact)>();
        foreach (var row in rows)
        {
            var fact = new ShareClass
            {
                CollectiveId = owner.Id,
                ClassCode = row.Text("class"),
                Name = row.Text("name"),
                FactorPpm = row.Ppm("factor"),
                ValidFrom = row.Date("valid_from"),
            };
            if (row.Has("class") && row.Has("valid_from"))
            {
                book.CheckFirst(run, row, fact.ClassCode, fact.ValidFrom, "class", () => $"{owner.Code} 的股份类别 {fact.ClassCode}（{fact.ValidFrom:yyyy-MM-dd} 起）");
            }

            if (row.Has("factor") && fact.FactorPpm is <= 0 or > MaxFactorPpm)
            {
                row.Refuse("factor", fact.FactorPpm <= 0 ? "系数必须大于 0，例如 1 或 0.5。" : "系数不能大于 1000，请检查是否多写了数字。");
            }

            if (!row.HasErrors)
            {
                good.Add((row, fact));
            }
        }

        await CheckCapAsync(run.Db, owner, book, good, cancel);
        foreach (var (_, fact) in good)
        {
            Count(run, book.Take(lot, fact, (a, b) => a.Name == b.Name && a.FactorPpm == b.FactorPpm));
        }
    }

    private static async Task CheckCapAsync(
        BaotuanDb db, OrganizationInfo owner, FactBook<ShareClass, string> book, List<(SheetRow Row, ShareClass Fact)> rows, CancellationToken cancel)
    {
        if (!rows.Any(r => IsChange(r.Fact)))
        {
            return;
        }

        var cap = await ShareCapCheck.OfAsync(db, owner, cancel);
        var shares = (await FactBook<Share, (string, string)>.LoadAsync(db, "CollectiveId", owner.Id, s => (s.MemberNo, s.ClassCode), cancel)).All;
        while (cap.ByClasses(shares, book.All, [.. rows.Select(r => r.Fact)]) is [var excess, ..])
        {
            var (row, _) = rows.Where(r => IsChange(r.Fact)).OrderBy(r => r.Fact.ValidFrom <= excess.On).ThenBy(r => r.Fact.ValidFrom).Last();
            rows.RemoveAll(r => r.Row == row);
            row.Refuse("factor", "按这个系数，" + ShareCapCheck.Words(excess) + "请改正系数；当地另有规定的，请先在“决策参数”表登记“一名成员的份额上限”。");
        }

        bool IsChange(ShareClass fact) => book.At(fact.ClassCode, fact.ValidFrom)?.FactorPpm != fact.FactorPpm;
    }

    protected override async Task<IEnumerable<object?[]>> ExportAsync(
        BaotuanDb db, FieldProtector fields, OrganizationInfo owner, CancellationToken cancel) =>
        FactRows.Standing(await FactRows.OfAsync<ShareClass>(db, "CollectiveId", owner.Id, cancel), c => c.ClassCode)
            .OrderBy(c => c.Key, StringComparer.Ordinal).SelectMany(c => c.Value)
            .Select(c => new object?[] { owner.Code, c.ClassCode, c.Name, c.FactorPpm, c.ValidFrom });
}
