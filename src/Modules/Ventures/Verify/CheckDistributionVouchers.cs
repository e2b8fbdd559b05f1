using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Entries;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Verify;

/// <summary>
/// The vouchers of distributions line by line against the lines of the plan and the event → accounts table (docs/ledger.md): account, side,
/// counterparty and amount. A book that was opened after the act says nothing of it, so that a voucher which is missing is no problem here.
/// </summary>
internal static class CheckDistributionVouchers
{
    private const int PageSize = 200;

    /// <summary>One line of a voucher, as far as the table and the plan decide it.</summary>
    private readonly record struct Line(string Account, Side Side, string Party, long Fen)
    {
        public override string ToString() => $"{(Side == Side.Debit ? "借" : "贷")} {Account} {Party} {Fen.Yuan()}";
    }

    public static async Task RunAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        await CheckProjectsAsync(db, findings, cancel);
        await CheckCompaniesAsync(db, findings, cancel);
    }

    private static async Task CheckProjectsAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        long last = 0;
        while (await db.Set<Distribution>().AsNoTracking().Where(d => d.Id > last).OrderBy(d => d.Id).Take(PageSize).ToListAsync(cancel) is { Count: > 0 } page)
        {
            foreach (var d in page)
            {
                var lines = await db.Set<DistributionLine>().Where(l => l.DistributionId == d.Id).Select(l => new { l.HolderId, l.AmountFen }).ToListAsync(cancel);
                await CompareAsync(db, "distribution", d.Id, $"分红 {d.Id}", d.PayerId, d.DeclaredOn, [.. lines.Select(l => (l.HolderId, l.AmountFen))], findings, cancel);
            }

            last = page[^1].Id;
        }
    }

    private static async Task CheckCompaniesAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        long last = 0;
        while (await db.Set<Cascade>().AsNoTracking().Where(c => c.Kind == CascadePlanning.Company && c.Id > last).OrderBy(c => c.Id).Take(PageSize).ToListAsync(cancel) is { Count: > 0 } page)
        {
            foreach (var c in page)
            {
                var lines = await db.Set<CascadeLine>().Where(l => l.CascadeId == c.Id).Select(l => new { l.HolderId, l.AmountFen }).ToListAsync(cancel);
                await CompareAsync(
                    db, CascadePosting.SourceKind(c.Kind, c.PeriodStart), c.Id, $"分配 {c.Id}", c.HolderId, c.DeclaredOn, [.. lines.Select(l => (l.HolderId, l.AmountFen))], findings, cancel);
            }

            last = page[^1].Id;
        }
    }

    private static async Task CompareAsync(
        BaotuanDb db, string sourceKind, long sourceId, string subject, long payerId, DateOnly on, IReadOnlyList<(long HolderId, long Fen)> lines, Findings findings, CancellationToken cancel)
    {
        var vouchers = (await Vouchers.BySourceAsync(db, sourceKind, sourceId, cancel)).Where(v => v.ReversesId is null).ToList();
        if (vouchers.Count == 0)
        {
            return;
        }

        var codes = (await Organizations.ByIdsAsync(db, lines.Select(l => l.HolderId).Append(payerId), cancel)).ToDictionary(o => o.Key, o => o.Value.Code);
        var books = (await Books.FindByOrganizationsAsync(db, codes.Keys, cancel)).Values.Where(b => b.OpenedOn <= on).ToDictionary(b => b.Id);
        foreach (var ofBook in vouchers.GroupBy(v => v.BookId))
        {
            var book = books.GetValueOrDefault(ofBook.Key);
            List<Line> expected = book is null ? [] : [.. Expected(book, payerId, lines.Where(l => l.Fen > 0).ToList(), codes)];
            foreach (var voucher in ofBook)
            {
                foreach (var p in (await Vouchers.FindAsync(db, voucher.Id, cancel))!.Lines)
                {
                    var line = new Line(p.AccountCode, p.Side, p.PartyCode, p.AmountFen);
                    if (!expected.Remove(line))
                    {
                        findings.Add("voucher_line_differs", $"{subject} 凭证 {voucher.Id}", $"第 {p.LineNo} 行（{line} 元）不是这次分配应有的分录。");
                    }
                }
            }

            foreach (var missing in expected)
            {
                findings.Add("voucher_line_differs", $"{subject} 凭证 {ofBook.First().Id}", $"少了应有的分录（{missing} 元）。");
            }
        }
    }

    // the payer owes each holder, in one voucher; a holder is owed by the payer
    private static IEnumerable<Line> Expected(BookInfo book, long payerId, IReadOnlyList<(long HolderId, long Fen)> lines, IReadOnlyDictionary<long, string> codes)
    {
        if (book.OrganizationId == payerId)
        {
            var entry = EventEntries.For(book.Chart, LedgerEvent.Declare);
            yield return new(entry.Debit, Side.Debit, lines.Count == 1 ? codes[lines[0].HolderId] : "", lines.Sum(l => l.Fen));
            foreach (var (holder, fen) in lines)
            {
                yield return new(entry.Credit, Side.Credit, codes[holder], fen);
            }

            yield break;
        }

        foreach (var (_, fen) in lines.Where(l => l.HolderId == book.OrganizationId))
        {
            var entry = EventEntries.For(book.Chart, LedgerEvent.DeclaredToUs);
            yield return new(entry.Debit, Side.Debit, codes[payerId], fen);
            yield return new(entry.Credit, Side.Credit, codes[payerId], fen);
        }
    }
}
