using System.Globalization;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Checkpoints;

/// <summary>Before each checkpoint a leaf holds the last line of the operation log, whose lines are chained among themselves.</summary>
internal sealed class OperationLeaves : ILeafSource
{
    private const string LeafType = "operations";

    public string Type => LeafType;

    public string Name => "操作日志";

    public static async Task AnchorAsync(BaotuanDb db, CancellationToken cancel)
    {
        var last = await db.Set<Operation>().AsNoTracking().OrderByDescending(o => o.Id).FirstOrDefaultAsync(cancel);
        if (last is null)
        {
            return;
        }

        var anchor = new OperationAnchor
        {
            Id = await db.NextIdAsync("proofs_operation_anchor", cancel), OperationId = last.Id, Hash = last.Hash, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(anchor);
        await ProofLog.AppendAsync(db, [Draft(anchor.Id, last.Id, last.Hash)], cancel);
    }

    public async Task<IReadOnlyList<LeafDraft>> AfterAsync(BaotuanDb db, long subjectId, int most, CancellationToken cancel)
    {
        // the hash is that of the operation log as it stands now
        var rows = await db.Set<OperationAnchor>().AsNoTracking().Where(a => a.Id > subjectId).OrderBy(a => a.Id).Take(most)
            .Select(a => new { a.Id, a.OperationId, Hash = db.Set<Operation>().Where(o => o.Id == a.OperationId).Select(o => o.Hash).FirstOrDefault() })
            .ToListAsync(cancel);
        return [.. rows.Select(r => Draft(r.Id, r.OperationId, r.Hash ?? "missing"))];
    }

    private static OneLeaf Draft(long id, long operationId, string hash) =>
        new(LeafType, id, [("last", operationId.ToString(CultureInfo.InvariantCulture)), ("hash", hash)], LeafOwner.House, null);
}
