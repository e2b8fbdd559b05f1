using System.Text;
using System.Text.Json.Nodes;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Ventures.Cascades;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Leaves;

/// <summary>
/// Members' lines in the log: distribution and line number are public, the rest is committed to with the member's own secret. Lines are numbered
/// from 1 in the order of member numbers.
/// </summary>
internal sealed class PayoutLeaves : ILeafSource
{
    public const string LeafType = "payout-line";

    public string Type => LeafType;

    public string Name => "成员分红明细";

    public static JsonObject Record(long cascadeId, string collective, long line, string memberNo, long weight, long amountFen, long withheldFen) => new()
    {
        ["amount_fen"] = RowRecord.Number(amountFen),
        ["cascade"] = RowRecord.Number(cascadeId),
        ["collective"] = collective,
        ["line"] = RowRecord.Number(line),
        ["member"] = memberNo,
        ["weight"] = RowRecord.Number(weight),
        ["withheld_fen"] = RowRecord.Number(withheldFen),
    };

    public async Task<IReadOnlyList<LeafDraft>> AfterAsync(BaotuanDb db, long subjectId, int most, CancellationToken cancel)
    {
        var headers = await db.Set<Cascade>().AsNoTracking().Where(c => c.Id > subjectId && c.Kind == CascadePlanning.Collective)
            .OrderBy(c => c.Id).Take(most).Select(c => new { c.Id, c.HolderId, c.LineCount }).ToListAsync(cancel);
        // so many lines at once that memory stays flat
        var taken = headers.TakeWhile((_, i) => i == 0 || headers.Take(i + 1).Sum(h => h.LineCount) <= LinesAtOnce).ToList();
        var codes = await Organizations.ByIdsAsync(db, taken.Select(h => h.HolderId), cancel);
        var drafts = new List<LeafDraft>();
        foreach (var header in taken)
        {
            var payouts = await db.Set<Payout>().AsNoTracking().Where(p => p.CollectiveId == header.HolderId && p.CascadeId == header.Id)
                .OrderBy(p => p.MemberNo).ToListAsync(cancel);
            drafts.Add(new ManyLeaves(LeafType, header.Id, header.HolderId, (first, secrets, stored) =>
                new PayoutBlocks(header.HolderId, codes[header.HolderId].Code, header.Id).Make(
                    first, secrets, new StoredLines(payouts), stored)));
        }

        return drafts;
    }

    private const long LinesAtOnce = 200_000;

    private sealed class StoredLines(List<Payout> payouts) : IPayoutLines
    {
        public int Count => payouts.Count;

        public ReadOnlySpan<byte> Member(int i) => Encoding.UTF8.GetBytes(payouts[i].MemberNo);

        public (long Weight, long AmountFen, long WithheldFen) Figures(int i) => (payouts[i].Weight, payouts[i].AmountFen, payouts[i].WithheldFen);
    }
}
