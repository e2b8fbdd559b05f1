using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Proofs.Entries;
using Baotuan.Transparency.Leaves;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Checkpoints;

/// <summary>Makes the leaves of one type once more from the tables and holds them against the log, both ways.</summary>
internal sealed class CheckRecords(BaotuanDb db, ILeafSource source, List<(string, string, string)> problems, Action<Opening>? opened)
{
    private const int SubjectsAtOnce = 1_000;

    /// <param name="opened">Hears what opens each leaf; null when nobody wants to know.</param>
    public static Task RunAsync(BaotuanDb db, ILeafSource source, List<(string, string, string)> problems, CancellationToken cancel, Action<Opening>? opened = null) =>
        new CheckRecords(db, source, problems, opened).RunAsync(cancel);

    private async Task RunAsync(CancellationToken cancel)
    {
        var (last, comparing) = (0L, Task.CompletedTask);
        try
        {
            while (true)
            {
                var drafts = await source.AfterAsync(db, last, SubjectsAtOnce, cancel);
                var through = drafts.Count < 1 ? long.MaxValue : drafts[^1].SubjectId;
                var compare = await ComparisonAsync(drafts, last, through, cancel);
                await comparing;
                if (drafts.Count == 0)
                {
                    compare();
                    return;
                }

                // hashes while the next page is read
                (last, comparing) = (through, Task.Run(compare, cancel));
            }
        }
        finally
        {
            await comparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Subjects after one and through another: drafts on this side, entries on that. What it answers with needs the database no more.</summary>
    private async Task<Action> ComparisonAsync(IReadOnlyList<LeafDraft> drafts, long after, long through, CancellationToken cancel)
    {
        var type = source.Type;
        var entries = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Type == type && e.SubjectId > after && e.SubjectId <= through)
            .OrderBy(e => e.SubjectId).ThenBy(e => e.FirstIndex).ToListAsync(cancel);
        var secrets = await Secrets.OfAsync(db, drafts.Select(d => d.OrganizationId), cancel);
        secrets.Opened = opened;
        return () => Compare(drafts, entries.GroupBy(e => e.SubjectId).ToDictionary(g => g.Key, g => g.ToList()), secrets);
    }

    private void Compare(IReadOnlyList<LeafDraft> drafts, Dictionary<long, List<EntryRow>> bySubject, Secrets secrets)
    {
        foreach (var subject in drafts.GroupBy(d => d.SubjectId))
        {
            if (!bySubject.Remove(subject.Key, out var stored))
            {
                problems.Add(("leaf_missing", $"{source.Name} {subject.Key}", $"不在日志里：它是绕过程序写进数据库的，或日志丢了条目。"));
                continue;
            }

            CompareOne(subject.Key, [.. subject], stored, secrets);
        }

        foreach (var (subject, rows) in bySubject)
        {
            problems.Add(("record_missing", $"{source.Name} {subject}", $"日志第 {rows[0].FirstIndex} 条说有{source.Name} {subject}，数据库里没有：记录被删掉了。"));
        }
    }

    private void CompareOne(long subject, List<LeafDraft> drafts, List<EntryRow> stored, Secrets secrets)
    {
        var next = stored[0].FirstIndex;
        byte[]? Standing(long index) => stored.FirstOrDefault(r => r.Holds(index))?.LeafAt(index);

        var place = 0;
        foreach (var draft in drafts)
        {
            // what is about one subject may have come at several times
            var first = next = place < stored.Count ? stored[place].FirstIndex : next;
            foreach (var block in draft.Build(first, secrets, i => Standing(first + i)))
            {
                var row = place < stored.Count ? stored[place++] : null;
                if (row is null || !block.Data.AsSpan().SequenceEqual(row.Data))
                {
                    Report(subject, block, row);
                    return;
                }

                next += block.Count;
            }
        }

        if (place < stored.Count)
        {
            problems.Add(("record_missing", $"{source.Name} {subject}", $"日志里{source.Name} {subject} 还有第 {stored[place].FirstIndex} 条起的内容，数据库里没有。"));
        }
    }

    private void Report(long subject, LeafBlock made, EntryRow? row)
    {
        if (row is null || row.LeafCount != made.Count)
        {
            problems.Add(("leaf_differs", $"{source.Name} {subject}", $"数据库里有 {made.Count} 条，日志里有 {row?.LeafCount ?? 0} 条。"));
            return;
        }

        var leaves = LeafBlock.LeavesOf(row.Data).Zip(LeafBlock.LeavesOf(made.Data)).ToList();
        for (var i = 0; i < leaves.Count; i++)
        {
            if (!row.Data.AsSpan(leaves[i].First).SequenceEqual(made.Data.AsSpan(leaves[i].Second)))
            {
                var line = Leaf.Parse(row.Data.AsSpan(leaves[i].First))?.Field("line");
                var what = line is null ? $"{source.Name} {subject}" : $"{source.Name} {subject} 第 {line} 行";
                problems.Add(("leaf_differs", what, $"数据库里的内容与日志第 {row.FirstIndex + i} 条的承诺不符，入账后被改过。"));
            }
        }
    }
}
