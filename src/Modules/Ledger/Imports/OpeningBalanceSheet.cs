using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Ledger.Sums;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Imports;

/// <summary>期初余额: all rows of one organisation become one opening voucher on the book's first day.</summary>
internal sealed class OpeningBalanceSheet : SheetImport
{
    public override string? OwnerColumn => BookDirectory.OrganizationColumn;

    public override SheetDefinition Definition { get; } = new(
        "opening-balances", "期初余额",
        new SheetColumn(BookDirectory.OrganizationColumn, "组织", SheetColumnKind.Code) { Required = true, Help = "组织代码", Example = "ZD01" },
        new SheetColumn(BookDirectory.AccountColumn, "科目", SheetColumnKind.Code) { Required = true, Help = "末级科目编码", Example = "102" },
        new SheetColumn("debit", "借方", SheetColumnKind.Amount) { AllowNegative = true, Help = "借方余额，单位元；借贷只填一个", Example = "100000.00" },
        new SheetColumn("credit", "贷方", SheetColumnKind.Amount) { AllowNegative = true, Help = "贷方余额，单位元；全部科目借贷合计相等" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var directory = new BookDirectory(run.Db);
        var openings = new Dictionary<long, Opening>();
        foreach (var row in rows)
        {
            if (await directory.BookAsync(row, cancel) is not { } book)
            {
                continue;
            }

            if (!openings.TryGetValue(book.Book.Id, out var opening))
            {
                opening = new Opening(book);
                openings[book.Book.Id] = opening;
            }

            opening.Take(row);
        }

        await PostAsync(run, [.. openings.Values.Where(o => o.IsWhole)], cancel);
    }

    public override Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        ImportedVouchers.UndoAsync(db, batchId, ImportedVouchers.OpeningSource, cancel);

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var books = await Contracts.Books.ListAsync(db, cancel);
        var owners = await Organizations.ByIdsAsync(db, books.Select(b => b.OrganizationId), cancel);
        foreach (var book in books.OrderBy(b => owners[b.OrganizationId].Code, StringComparer.Ordinal))
        {
            foreach (var (account, net) in await OpeningsAsync(db, book.Id, cancel))
            {
                yield return [owners[book.OrganizationId].Code, account, net > 0 ? new Money(net) : null, net < 0 ? new Money(-net) : null];
            }
        }
    }

    private static async Task PostAsync(ImportRun run, List<Opening> openings, CancellationToken cancel)
    {
        var plans = await ImportedVouchers.FreshAsync(run.Db, [.. openings.Select(o => o.Plan())], cancel);
        var outcomes = await PostVouchers.RunGoodAsync(run.Db, plans, cancel);
        foreach (var (opening, outcome) in openings.Zip(outcomes))
        {
            opening.Count(run, outcome);
        }
    }

    private static async Task<IEnumerable<(string Account, long Net)>> OpeningsAsync(BaotuanDb db, long bookId, CancellationToken cancel)
    {
        var sums = await SealedLine.Of(db, DateOnly.MaxValue, null)
            .Where(l => l.Voucher.BookId == bookId && l.Voucher.VoucherClass == VoucherClasses.Opening)
            .GroupBy(l => new { l.Posting.AccountCode, l.Posting.Side })
            .Select(g => new { g.Key, Fen = g.Sum(l => l.Posting.AmountFen) })
            .ToListAsync(cancel);
        return sums.GroupBy(s => s.Key.AccountCode)
            .Select(g => (g.Key, g.Sum(s => TwoSides.Of(s.Key.Side, s.Fen).Net)))
            .Where(g => g.Item2 != 0).OrderBy(g => g.Key, StringComparer.Ordinal);
    }

    /// <summary>The opening balances of one book while its rows come in.</summary>
    private sealed class Opening(ImportBook book)
    {
        private readonly List<SheetRow> _rows = [];
        private readonly List<PostingDraft> _lines = [];
        private readonly Dictionary<string, int> _seen = [];
        private bool _bad;

        /// <summary>Whether every row was good and there is something to post.</summary>
        public bool IsWhole
        {
            get
            {
                if (_bad)
                {
                    _rows.Where(r => !r.HasErrors).ToList().ForEach(r => r.Refuse(null, "同一组织的其他期初余额有错误，这个组织的期初余额没有导入"));
                }

                return !_bad && _lines.Count > 0;
            }
        }

        public void Take(SheetRow row)
        {
            _rows.Add(row);
            var account = BookDirectory.Account(row, book);
            if (account is not null && !_seen.TryAdd(account, row.Row))
            {
                row.Refuse(BookDirectory.AccountColumn, $"科目 {account} 在第 {_seen[account]} 行已有期初余额，请合并成一行");
            }

            var amount = BookDirectory.Amount(row);
            _bad |= row.HasErrors;
            if (account is not null && amount is { } a && a.Amount != Money.Zero)
            {
                _lines.Add(new PostingDraft(account, a.Side, a.Amount.Fen));
            }
        }

        /// <summary>In account order, so that the same balances in another order are the same voucher.</summary>
        public VoucherPlan Plan() => new(
            new VoucherDraft(
                book.Book.Id, book.Book.OpenedOn, "期初余额", "opening", [.. _lines.OrderBy(l => l.AccountCode, StringComparer.Ordinal)],
                VoucherClasses.Opening, ImportedVouchers.OpeningSource, Imported: true),
            null, "");

        public void Count(ImportRun run, Outcome<PostedVoucher> outcome)
        {
            foreach (var row in _rows)
            {
                if (!outcome.Ok)
                {
                    row.Refuse(null, Wording(outcome.Refusals[0]));
                }
                else if (outcome.Value.AlreadyPosted)
                {
                    run.CountSame();
                }
                else
                {
                    run.CountNew();
                }
            }
        }

        private string Wording(Refusal refusal) => refusal.Code switch
        {
            "client_id_reused" => $"组织“{book.Organization.Code}”已有内容不同的期初余额；要改请先撤销原来的导入",
            _ => $"组织“{book.Organization.Code}”的{refusal.Message.TrimEnd('。')}",
        };
    }
}
