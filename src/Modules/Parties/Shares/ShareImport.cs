using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Parties.Inheritances;
using Baotuan.Parties.Members;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Shares;

/// <summary>份额: income-right shares of members.</summary>
internal sealed class ShareImport() : FactImport("organization")
{
    /// <summary>Shares (1/10000) × factor (ppm) of one row; far above anything real, far below 64 bits when members are added up.</summary>
    private const long MaxWeight = 1_000_000_000_000_000_000;

    public override SheetDefinition Definition { get; } = new("shares", "份额",
        new("organization", "组织", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "村集体经济组织的编码", Example = "V001" },
        new("member_no", "成员号", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "“成员”表里的成员号", Example = "00001" },
        new("class", "类别编码", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "“股份类别”表里的编码", Example = "RK" },
        new("quantity", "份额", SheetColumnKind.Quantity) { Required = true, Help = "股数；全部转出或收回填 0", Example = "1" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起是这样；有变动就另加一行", Example = "2018-01-01" });

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        await FactRows.UndoAsync<Share, (string, string)>(db, batchId, "CollectiveId", s => (s.MemberNo, s.ClassCode), cancel);
        return null;
    }

    protected override async Task ApplyAsync(
        ImportRun run, OrganizationInfo owner, IReadOnlyList<SheetRow> rows, OrganizationCodes codes, FactLot lot, CancellationToken cancel)
    {
        var book = await FactBook<Share, (string, string)>.LoadAsync(run.Db, "CollectiveId", owner.Id, s => (s.MemberNo, s.ClassCode), cancel);
        var classes = await FactBook<ShareClass, string>.LoadAsync(run.Db, "CollectiveId", owner.Id, c => c.ClassCode, cancel);
        var members = await MemberNumbers.OfAsync(run.Db, owner.Id, cancel);
        var good = new List<(SheetRow Row, Share Fact)>();
        foreach (var row in rows)
        {
            var fact = new Share
            {
                CollectiveId = owner.Id,
                MemberNo = row.Text("member_no"),
                ClassCode = row.Text("class"),
                Quantity10000 = row.Quantity("quantity"),
                ValidFrom = row.Date("valid_from"),
            };
            Check(run, row, fact, owner, book, classes, members);
            if (!row.HasErrors)
            {
                good.Add((row, fact));
            }
        }

        CheckCap(lot, await ShareCapCheck.OfAsync(run.Db, owner, cancel), book, classes, good);
        foreach (var (_, fact) in good)
        {
            Count(run, book.Take(lot, fact, Same));
        }
    }

    private static bool Same(Share a, Share b) => a.Quantity10000 == b.Quantity10000;

    // a row above the cap may come right by rows further down: only the last look refuses. Without it the others may be above: look again
    private static void CheckCap(
        FactLot lot, ShareCapCheck cap, FactBook<Share, (string, string)> book, FactBook<ShareClass, string> classes, List<(SheetRow Row, Share Fact)> rows)
    {
        var (standing, weights) = (book.All, classes.All);
        while (cap.ByShares(standing, weights, Changes()) is { Count: > 0 } found)
        {
            foreach (var excess in found.DistinctBy(e => e.MemberNo))
            {
                var (row, fact) = rows.Where(r => r.Fact.MemberNo == excess.MemberNo && r.Fact.ValidFrom <= excess.On && IsChange(r.Fact)).MaxBy(r => r.Fact.ValidFrom);
                rows.RemoveAll(r => r.Row == row);
                if (lot.IsLast)
                {
                    row.Refuse("quantity", ShareCapCheck.Words(excess) + "请减少份额；因继承而超过的，请登记继承；当地另有规定的，请先在“决策参数”表登记“一名成员的份额上限”。");
                }
                else
                {
                    lot.PutOff(row);
                }
            }
        }

        List<Share> Changes() => [.. rows.Select(r => r.Fact).Where(IsChange)];

        bool IsChange(Share fact) => book.At((fact.MemberNo, fact.ClassCode), fact.ValidFrom) is not { } stands || !Same(stands, fact);
    }

    protected override async Task<IEnumerable<object?[]>> ExportAsync(
        BaotuanDb db, FieldProtector fields, OrganizationInfo owner, CancellationToken cancel)
    {
        // what changed on the day of a death stands in the sheet of inheritances
        var inherited = (await StandingInheritances.Of(db, owner.Id).Select(i => new { i.DiedOn, i.RecordedAtMs }).ToListAsync(cancel)).Select(i => (i.DiedOn, i.RecordedAtMs)).ToHashSet();
        return FactRows.Standing(await FactRows.OfAsync<Share>(db, "CollectiveId", owner.Id, cancel), s => (s.MemberNo, s.ClassCode))
            .OrderBy(s => s.Key.MemberNo, StringComparer.Ordinal).ThenBy(s => s.Key.ClassCode, StringComparer.Ordinal).SelectMany(s => s.Value)
            .Where(s => !inherited.Contains((s.ValidFrom, s.RecordedAtMs)))
            .Select(s => new object?[] { owner.Code, s.MemberNo, s.ClassCode, s.Quantity10000, s.ValidFrom });
    }

    private static void Check(
        ImportRun run, SheetRow row, Share fact, OrganizationInfo owner,
        FactBook<Share, (string, string)> book, FactBook<ShareClass, string> classes, HashSet<string> members)
    {
        if (fact.MemberNo.Length > 0 && !members.Contains(fact.MemberNo))
        {
            row.Refuse("member_no", $"{owner.Code} 没有成员 {fact.MemberNo}。请先在“成员”表登记，或改正成员号。");
        }

        if (fact.ClassCode.Length > 0)
        {
            CheckClass(row, fact, owner, classes.Of(fact.ClassCode));
        }

        if (fact.MemberNo.Length > 0 && fact.ClassCode.Length > 0 && row.Has("valid_from"))
        {
            book.CheckFirst(
                run, row, (fact.MemberNo, fact.ClassCode), fact.ValidFrom, "member_no",
                () => $"{owner.Code} 成员 {fact.MemberNo} 的 {fact.ClassCode} 份额（{fact.ValidFrom:yyyy-MM-dd} 起）");
        }
    }

    // without a class in force on the day the shares would silently weigh nothing
    private static void CheckClass(SheetRow row, Share fact, OrganizationInfo owner, IReadOnlyList<ShareClass> versions)
    {
        if (versions.Count == 0)
        {
            row.Refuse("class", $"{owner.Code} 没有股份类别 {fact.ClassCode}。请先在“股份类别”表登记，或改正编码。");
        }
        else if (row.Has("valid_from") && fact.ValidFrom < versions[0].ValidFrom)
        {
            row.Refuse("valid_from", $"股份类别 {fact.ClassCode} 从 {versions[0].ValidFrom:yyyy-MM-dd} 起才有，份额不能早于它。请改正日期，或把类别的起始日期提前。");
        }
        else if (versions.Any(c => (Int128)fact.Quantity10000 * c.FactorPpm > MaxWeight))
        {
            row.Refuse("quantity", "份额太大，请检查是否多写了数字。");
        }
    }
}
