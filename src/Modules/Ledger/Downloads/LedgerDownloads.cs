using System.Text;
using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Ledger.Sums;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Downloads;

/// <summary>The lists of the pages as CSV, narrowed by the same query strings, and whole journals.</summary>
internal static class LedgerDownloads
{
    // A list is held while it is written; a whole journal streams.
    private const int MostVouchers = 50_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/vouchers.csv", VouchersAsync).WithMetadata(new NeedsAttribute("ledger:book:export"));
        routes.MapGet("/statement.csv", StatementAsync).WithMetadata(new NeedsAttribute("ledger:book:export"));
        routes.MapGet("/trial-balance.csv", TrialBalanceAsync).WithMetadata(new NeedsAttribute("ledger:book:export"));
        routes.MapGet("/journal/{format}", JournalAsync).WithMetadata(new NeedsAttribute("ledger:book:export"));
    }

    private static async Task<IResult> VouchersAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        var filter = await VoucherFilter.ReadAsync(db, request.Value, cancel);
        if (RefusedDownload.Of(filter.Unread) is { } refused)
        {
            return refused;
        }

        var found = await Vouchers.ListAsync(db, filter.Query with { Take = MostVouchers }, cancel);
        var names = await BookChoice.ByIdsAsync(db, found.Vouchers.Select(v => v.BookId), cancel);
        return CsvDownload.File(
            "凭证", ["账套", "单位", "日期", "凭证字", "凭证号", "摘要", "金额", "来源", "状态", "冲销原因", "记录时间"],
            found.Vouchers.Select(v => (object?[])
            [
                names[v.BookId].Code, names[v.BookId].Name, v.VoucherOn, v.VoucherClass, v.Number, v.Summary, new Money(v.TotalFen),
                VoucherSource.Of(v.SourceKind).Chinese, VoucherText.State(v), v.Reason, ChinaTime.Text(v.RecordedAtMs),
            ]));
    }

    private static async Task<IResult> StatementAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        var view = await StatementView.ReadAsync(db, request.Value, desk.Time.Today(), cancel);
        if (view.Statement is not { } statement)
        {
            return Results.NotFound();
        }

        if (RefusedDownload.Of(view.Unread) is { } refused)
        {
            return refused;
        }

        object?[] Edge(string summary, DateOnly day, long fen) => [day, "", summary, "", "", null, null, new Money(fen), null];
        return CsvDownload.File(
            $"{view.Book!.Name}-{statement.AccountCode}{statement.Name}-明细账", ["日期", "凭证号", "摘要", "科目", "往来", "借方", "贷方", "余额", "记录时间"],
            [
                Edge("期初余额", statement.Period.Start, statement.OpeningFen),
                .. statement.Lines.Select(l => (object?[])
                [
                    l.VoucherOn, VoucherText.Short(l.VoucherClass, l.Number), l.Summary, l.AccountCode, l.PartyCode,
                    l.DebitFen == 0 ? null : new Money(l.DebitFen), l.CreditFen == 0 ? null : new Money(l.CreditFen), new Money(l.BalanceFen),
                    ChinaTime.Text(l.RecordedAtMs),
                ]),
                Edge("期末余额", statement.Period.End, statement.ClosingFen),
            ]);
    }

    private static async Task<IResult> TrialBalanceAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        var view = await TrialBalanceView.ReadAsync(db, request.Value, desk.Time.Today(), cancel);
        if (view.Balance is not { } balance)
        {
            return Results.NotFound();
        }

        if (RefusedDownload.Of(view.Filter.Unread) is { } refused)
        {
            return refused;
        }

        object?[] Cells(string code, string name, params long[] fen) => [code, name, .. fen.Select(f => (object?)new Money(f))];
        var sum = balance.Totals;
        return CsvDownload.File(
            $"{view.Book!.Name}-科目余额", ["科目", "名称", "期初借方", "期初贷方", "本期借方", "本期贷方", "期末借方", "期末贷方"],
            [
                .. view.Rows.Select(r => Cells(
                    r.AccountCode, r.Name, r.OpeningDebitFen, r.OpeningCreditFen, r.TurnoverDebitFen, r.TurnoverCreditFen, r.ClosingDebitFen, r.ClosingCreditFen)),
                Cells("合计", "末级科目", sum.OpeningDebitFen, sum.OpeningCreditFen, sum.TurnoverDebitFen, sum.TurnoverCreditFen, sum.ClosingDebitFen, sum.ClosingCreditFen),
            ]);
    }

    /// <summary>Every voucher of one book, or of all, in a form that hledger or beancount checks.</summary>
    private static async Task<IResult> JournalAsync(string format, string? book, HttpContext context, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        var chosen = await BookChoice.FindAsync(db, book, cancel);
        if (!JournalExport.Formats.Contains(format) || (chosen is null && !string.IsNullOrEmpty(book)))
        {
            db.Access.Require(LedgerPermissions.BookExport);
            return Results.NotFound();
        }

        var ids = chosen is null ? await BookChoice.Readable(db).OrderBy(b => b.Id).Select(b => b.Id).ToListAsync(cancel) : [chosen.Book.Id];
        await desk.LookedAsync("journal.export", $"journal/{chosen?.Code ?? "all"}", chosen?.Book.OrganizationId ?? 0, format, cancel);
        var ending = format == JournalExport.Hledger ? "journal" : format;
        context.Response.ContentType = format == JournalExport.Csv ? "text/csv; charset=utf-8" : "text/plain; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString($"{chosen?.Name ?? "全部账套"}-序时账.{ending}")}";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(format == JournalExport.Csv), 1 << 16, leaveOpen: true);
        _ = (await JournalExport.WriteAsync(db, ids, format, writer, cancel)).Value; // format and books were looked up
        await writer.FlushAsync(cancel);
        return Results.Empty;
    }
}
