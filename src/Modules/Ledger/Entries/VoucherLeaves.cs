using System.Globalization;
using System.Text.Json.Nodes;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Entries;

/// <summary>A posted voucher in the log: its number is public, header and lines are committed to.</summary>
internal sealed class VoucherLeaves : ILeafSource
{
    private const string LeafType = "voucher";

    public string Type => LeafType;

    public string Name => "凭证";

    public static LeafDraft Of(BaotuanDb db, Voucher voucher, IEnumerable<Posting> postings)
    {
        var record = RowRecord.Of(db, voucher);
        record["postings"] = new JsonArray([.. postings.Select(p => RowRecord.Of(db, p))]);
        return new OneLeaf(LeafType, voucher.Id, [("id", voucher.Id.ToString(CultureInfo.InvariantCulture)), ("book", voucher.BookId.ToString(CultureInfo.InvariantCulture))], LeafOwner.House, record);
    }

    public async Task<IReadOnlyList<LeafDraft>> AfterAsync(BaotuanDb db, long subjectId, int most, CancellationToken cancel)
    {
        var vouchers = await db.Set<Voucher>().AsNoTracking().Where(v => v.Id > subjectId).OrderBy(v => v.Id).Take(most).ToListAsync(cancel);
        if (vouchers.Count == 0)
        {
            return [];
        }

        var last = vouchers[^1].Id;
        var lines = (await db.Set<Posting>().AsNoTracking()
            .Where(p => db.Set<Voucher>().Any(v => v.BookId == p.BookId && v.Id == p.VoucherId && v.Id > subjectId && v.Id <= last)).ToListAsync(cancel))
            .ToLookup(p => (p.BookId, p.VoucherId));
        return [.. vouchers.Select(v => Of(db, v, lines[(v.BookId, v.Id)].OrderBy(p => p.LineNo)))];
    }
}
