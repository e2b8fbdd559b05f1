using System.Runtime.CompilerServices;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Entries;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>Something that many rows are about.</summary>
public sealed record LeafSubject
{
    /// <summary>Its number in its own table.</summary>
    public long Id { get; init; }

    /// <summary>The organisation whose members the rows name; 0 for none.</summary>
    public long OwnerId { get; init; }
}

/// <summary>How the rows of a table are told apart, by the names of its properties.</summary>
/// <param name="Subject">Number of what a row is about.</param>
/// <param name="SubjectName">Of the leaf's one public field.</param>
/// <param name="Owner">Organisation whose secrets salt; null for none. Together with the subject it should begin the key.</param>
/// <param name="Member">Member number, whose own secret salts; null for the organisation's.</param>
/// <param name="Recording">Time of the command that wrote a row, where rows about one subject come at several times.</param>
public sealed record LeafColumns(string Subject, string SubjectName, string? Owner = null, string? Member = null, string? Recording = null);

/// <summary>Rows of a table that are leaves.</summary>
public interface ILeafTable
{
    /// <summary>The running command wrote rows about a subject; their leaves are appended before it ends.</summary>
    /// <param name="ownerId">The organisation whose members the rows name; 0 for none.</param>
    void Written(BaotuanDb db, long subjectId, long ownerId = 0);
}

/// <summary>
/// Leaves of rows that come many at a time, in registers and lists: one leaf a row, committed to with every column. What one command wrote about one subject is one
/// run of leaves at the command's end, in the order of their records as bytes, whatever the order of the file or the database.
/// </summary>
/// <param name="type">Of the leaves.</param>
/// <param name="name">In Chinese.</param>
/// <param name="subjects">Everything that rows may be about.</param>
public sealed class TableSource<T>(string type, string name, LeafColumns columns, Func<BaotuanDb, IQueryable<LeafSubject>> subjects) : ILeafSource, ILeafTable
    where T : class
{
    private const int SubjectsAtOnce = 40;
    private const int RowsAtOnce = 200_000;
    private const int LeavesPerTurn = 65_536;
    private readonly ConditionalWeakTable<BaotuanDb, HashSet<LeafSubject>> _written = [];

    /// <inheritdoc/>
    public string Type => type;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public void Written(BaotuanDb db, long subjectId, long ownerId = 0)
    {
        if (!_written.TryGetValue(db, out var subjects))
        {
            var written = subjects = [];
            _written.Add(db, written);
            db.BeforeCommit(cancel => AppendAsync(db, written, cancel));
        }

        subjects.Add(new() { Id = subjectId, OwnerId = ownerId });
    }

    private async Task AppendAsync(BaotuanDb db, IEnumerable<LeafSubject> written, CancellationToken cancel)
    {
        var all = written.OrderBy(s => s.Id).ToList();
        var secrets = await Secrets.OfAsync(db, all.Select(s => s.OwnerId), cancel);
        await db.SaveChangesAsync(cancel);
        var (blocks, next) = (new List<LeafBlock>(), await ProofLog.NextIndexAsync(db, cancel));
        var first = next;
        foreach (var subject in all)
        {
            foreach (var block in RowBlocks.Make(type, columns.SubjectName, subject, await RowsAsync(db, subject, db.RecordedAtMs, cancel), next, secrets, null))
            {
                blocks.Add(block);
                next += block.Count;
            }

            if (next - first > LeavesPerTurn)
            {
                await ProofLog.AppendBlocksAsync(db, blocks, cancel);
                (blocks, first) = ([], next);
            }
        }

        await ProofLog.AppendBlocksAsync(db, blocks, cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LeafDraft>> AfterAsync(BaotuanDb db, long subjectId, int most, CancellationToken cancel)
    {
        while (true)
        {
            var page = await subjects(db).Where(s => s.Id > subjectId).OrderBy(s => s.Id).Take(Math.Min(most, SubjectsAtOnce)).ToListAsync(cancel);
            var (drafts, rows) = (new List<LeafDraft>(), 0);
            foreach (var subject in page.TakeWhile(_ => rows < RowsAtOnce))
            {
                foreach (var run in (await RowsAsync(db, subject, null, cancel)).GroupBy(r => r.Recording).OrderBy(g => g.Key))
                {
                    var own = run.ToList();
                    rows += own.Count;
                    drafts.Add(new ManyLeaves(type, subject.Id, subject.OwnerId, (at, secrets, stored) => RowBlocks.Make(type, columns.SubjectName, subject, own, at, secrets, stored)));
                }
            }

            if (drafts.Count > 0 || page.Count == 0)
            {
                return drafts;
            }

            subjectId = page[^1].Id;
        }
    }

    private Task<List<LeafRow>> RowsAsync(BaotuanDb db, LeafSubject subject, long? recording, CancellationToken cancel) =>
        new RowShape(db.Model.FindEntityType(typeof(T))!, columns, db.Engine).ReadAsync(db, subject, recording, cancel);
}
