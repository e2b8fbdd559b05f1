using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Ledger.Journals;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Imports;

/// <summary>
/// 凭证: history with its own dates, marked as imported. Adjacent rows of one organisation, month, class and voucher number
/// are one voucher; it streams in lots, so that years of history need the memory of one lot.
/// </summary>
internal sealed class VoucherSheet : SheetImport
{
    private const int LotSize = 500;

    public override string? OwnerColumn => BookDirectory.OrganizationColumn;

    public override SheetDefinition Definition { get; } = new(
        "vouchers", "凭证",
        new SheetColumn(BookDirectory.OrganizationColumn, "组织", SheetColumnKind.Code) { Required = true, Help = "组织代码", Example = "ZD01" },
        new SheetColumn("voucher_no", "凭证号", SheetColumnKind.Code) { Required = true, Help = "同一张凭证的各行填同一个号并连在一起；入账时按月按字重新连续编号", Example = "1", MaxLength = 60 },
        new SheetColumn("date", "日期", SheetColumnKind.Date) { Required = true, Help = "凭证日期", Example = "2018-03-05" },
        new SheetColumn("class", "凭证字", SheetColumnKind.Text) { MaxLength = 8, Help = "不填就是“记”", Example = "记" },
        new SheetColumn("summary", "摘要", SheetColumnKind.Text) { Help = "第一行必填；其余行不填就同第一行", Example = "收到分红" },
        new SheetColumn(BookDirectory.AccountColumn, "科目", SheetColumnKind.Code) { Required = true, Help = "末级科目编码", Example = "102" },
        new SheetColumn("debit", "借方", SheetColumnKind.Amount) { AllowNegative = true, Help = "单位元；借贷只填一个；红字填负数", Example = "100.00" },
        new SheetColumn("credit", "贷方", SheetColumnKind.Amount) { AllowNegative = true, Help = "单位元；一张凭证借贷合计相等" },
        new SheetColumn("party", "往来单位", SheetColumnKind.Code) { Help = "对方单位或成员的代码，可不填" },
        new SheetColumn("tag", "资金标记", SheetColumnKind.Choice)
        {
            Help = "土地补偿款和指标交易款要标明，它们不能分给成员",
            Choices = [.. PostingTags.All.Where(t => t.Code.Length > 0).Select(t => new SheetChoice(t.Code, t.Chinese))],
        });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var directory = new BookDirectory(run.Db);
        var lot = new List<DraftRows>();
        DraftRows? current = null;
        foreach (var row in rows)
        {
            var book = await directory.BookAsync(row, cancel);
            var key = DraftRows.KeyOf(row, current?.Key);
            if (current?.Key != key)
            {
                await FlushAsync(run, lot, LotSize, cancel);
                current = new DraftRows(key, book);
                lot.Add(current);
            }

            current.Take(row);
        }

        await FlushAsync(run, lot, 1, cancel);
    }

    public override Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        ImportedVouchers.UndoAsync(db, batchId, ImportedVouchers.VoucherSource, cancel);

    /// <summary>
    /// Vouchers that were typed or imported. Opening balances and what contributions, distributions, payments and cascades
    /// posted stand in the sheets of these, and would be posted twice if they stood here as well.
    /// </summary>
    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var books = await Contracts.Books.ListAsync(db, cancel);
        var owners = await Organizations.ByIdsAsync(db, books.Select(b => b.OrganizationId), cancel);
        foreach (var book in books.OrderBy(b => owners[b.OrganizationId].Code, StringComparer.Ordinal))
        {
            await foreach (var voucher in SealedVoucher.StreamAsync(db, book.Id, cancel))
            {
                foreach (var line in IsOwn(voucher.Header) ? voucher.Lines : [])
                {
                    yield return Cells(owners[book.OrganizationId].Code, voucher.Header, line);
                }
            }
        }
    }

    private static bool IsOwn(Voucher voucher) =>
        voucher.VoucherClass != VoucherClasses.Opening && VoucherSource.Of(voucher.SourceKind).StandsAlone;

    private static object?[] Cells(string organization, Voucher v, Posting line) =>
    [
        organization, CsvFormat.VoucherNo(v), v.VoucherOn, v.VoucherClass, line.Summary.Length > 0 ? line.Summary : v.Summary, line.AccountCode,
        line.Side == SideCodes.Debit ? new Money(line.AmountFen) : null, line.Side == SideCodes.Credit ? new Money(line.AmountFen) : null,
        line.PartyCode.Length > 0 ? line.PartyCode : null, line.Tag.Length > 0 ? line.Tag : null,
    ];

    private static async Task FlushAsync(ImportRun run, List<DraftRows> lot, int atLeast, CancellationToken cancel)
    {
        if (lot.Count < atLeast)
        {
            return;
        }

        var good = await StandingVouchers.WithoutAsync(run, [.. lot.Where(d => d.IsWhole())], cancel);
        var plans = await ImportedVouchers.FreshAsync(run.Db, [.. good.Select(d => d.Plan())], cancel);
        var outcomes = await PostVouchers.RunGoodAsync(run.Db, plans, cancel);
        foreach (var (draft, outcome) in good.Zip(outcomes))
        {
            draft.Count(run, outcome);
        }

        lot.Clear();
    }
}

/// <summary>What makes adjacent rows one voucher.</summary>
internal readonly record struct DraftKey(string Organization, long YearMonth, string Class, string VoucherNo)
{
    /// <summary>A voucher number may stand once per book, month and class, in this file and in every later one.</summary>
    public string ClientId => $"voucher/{YearMonth}/{Class}/{VoucherNo}";
}

/// <summary>The rows of one voucher while they come in.</summary>
internal sealed class DraftRows(DraftKey key, ImportBook? book)
{
    private readonly List<SheetRow> _rows = [];
    private readonly List<PostingDraft> _lines = [];
    private DateOnly _on;
    private string _summary = "";

    public DraftKey Key { get; } = key;

    /// <summary>The number when the file names it as our exports do (201803-记-5); null otherwise.</summary>
    public int? OwnNumber { get; } =
        $"{key.YearMonth}-{key.Class}-" is var own && key.VoucherNo.StartsWith(own, StringComparison.Ordinal)
        && int.TryParse(key.VoucherNo.AsSpan(own.Length), System.Globalization.NumberStyles.None, null, out var number) ? number : null;

    /// <summary>A row whose date cannot be read stays with the row before it, so that the reason is told once.</summary>
    public static DraftKey KeyOf(SheetRow row, DraftKey? before) => new(
        row.Text(BookDirectory.OrganizationColumn),
        row.Has("date") || before is null ? PostingGround.YearMonth(row.Date("date")) : before.Value.YearMonth,
        row.TextOrNull("class") ?? VoucherClasses.General, row.Text("voucher_no"));

    public void Take(SheetRow row)
    {
        _rows.Add(row);
        if (book is null)
        {
            return; // refused by the directory
        }

        if (_rows.Count == 1)
        {
            Start(row);
        }
        else if (row.Has("date") && row.Date("date") != _on)
        {
            row.Refuse("date", $"凭证 {Key.VoucherNo} 的第一行日期是 {_on:yyyy-MM-dd}，同一张凭证的日期要一致");
        }

        var account = BookDirectory.Account(row, book);
        var amount = BookDirectory.Amount(row);
        if (account is not null && amount is { } a)
        {
            if (a.Amount == Money.Zero)
            {
                row.Refuse(row.Has("debit") ? "debit" : "credit", "金额是 0.00，请删去这一行或填上金额");
                return;
            }

            var own = row.TextOrNull("summary") ?? "";
            _lines.Add(new PostingDraft(
                account, a.Side, a.Amount.Fen, own == _summary ? "" : own, row.TextOrNull("party") ?? "", row.ChoiceOrNull("tag") ?? ""));
        }
    }

    /// <summary>Whether every row was good; the good ones among bad ones are refused, too, because a voucher is whole or not at all.</summary>
    public bool IsWhole()
    {
        if (_rows.All(r => !r.HasErrors))
        {
            return true;
        }

        _rows.Where(r => !r.HasErrors).ToList().ForEach(r => r.Refuse(null, "同一张凭证的其他行有错误，整张凭证没有导入"));
        return false;
    }

    public VoucherPlan Plan() => new(
        new VoucherDraft(
            book!.Book.Id, _on, _summary, Key.ClientId, _lines, Key.Class, ImportedVouchers.VoucherSource, Imported: true),
        null, "");

    public void Count(ImportRun run, Outcome<PostedVoucher> outcome)
    {
        foreach (var row in _rows)
        {
            if (!outcome.Ok)
            {
                var refusal = outcome.Refusals[0];
                row.Refuse(refusal.Code is "period_not_found" or "period_closed" ? "date" : null, Wording(refusal));
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

    /// <summary>The rows met a voucher that stands under their number.</summary>
    public void Meet(ImportRun run, bool same)
    {
        foreach (var row in _rows)
        {
            if (same)
            {
                run.CountSame();
            }
            else
            {
                row.Refuse("voucher_no", $"凭证 {Key.VoucherNo} 已经记账，内容和这里不同；已记账的不能修改，要改请冲销。如果是另一张凭证，请换一个凭证号");
            }
        }
    }

    private void Start(SheetRow row)
    {
        _on = row.Date("date");
        _summary = row.TextOrNull("summary") ?? "";
        if (_summary.Length == 0)
        {
            row.Refuse("summary", "凭证的第一行要有摘要");
        }
    }

    private string Wording(Refusal refusal) => refusal.Code switch
    {
        "client_id_reused" =>
            $"凭证号 {Key.VoucherNo} 在 {Key.YearMonth / 100:0000}-{Key.YearMonth % 100:00} {Key.Class}字里已有一张内容不同的凭证；同一张凭证的各行要连在一起，凭证号不能重复",
        _ => refusal.Message.TrimEnd('。'),
    };
}
