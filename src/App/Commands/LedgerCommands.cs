using System.CommandLine;
using System.Globalization;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>statement</c>, <c>trial-balance</c>, <c>export journal</c></summary>
internal static class LedgerCommands
{
    public static Command Statement()
    {
        var (book, period, known) = (Book(), CommonOptions.PeriodOption(), KnownAt());
        var account = new Option<string>("--account") { Description = "科目编码，含下级。", HelpName = "CODE", Required = true };
        var party = new Option<string?>("--party") { Description = "只看这一往来单位。", HelpName = "CODE" };
        var command = new Command("statement", "明细账。") { book, account, period, party, known };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var statement = await session.ReadAsync<Outcome<AccountStatement>>(
                async (db, token) =>
                {
                    var found = await FindBookAsync(db, parsed.GetRequiredValue(book), token);
                    return found.Ok
                        ? await Balances.StatementAsync(
                            db, found.Value.Id, parsed.GetRequiredValue(account), parsed.GetValue(period)!.Value, parsed.GetValue(known), parsed.GetValue(party), token)
                        : Outcome<AccountStatement>.Refused(found.Refusals);
                },
                cancel);
            return session.Answer(statement, StatementJson, StatementText);
        });
        return command;
    }

    public static Command TrialBalance()
    {
        var (book, known) = (Book(), KnownAt());
        var asOf = CommonOptions.Date("--as-of", "截止日。", required: true);
        var command = new Command("trial-balance", "科目余额表：年初、本年发生、期末。") { book, asOf, known };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var balance = await session.ReadAsync<Outcome<TrialBalance>>(
                async (db, token) =>
                {
                    var found = await FindBookAsync(db, parsed.GetRequiredValue(book), token);
                    return found.Ok
                        ? await Balances.TrialBalanceAsync(db, found.Value.Id, parsed.GetValue(asOf)!.Value, parsed.GetValue(known), token)
                        : Outcome<TrialBalance>.Refused(found.Refusals);
                },
                cancel);
            return session.Answer(balance, TrialJson, TrialText);
        });
        return command;
    }

    public static Command Export()
    {
        var book = new Option<string?>("--book") { Description = "只要这一账套（组织编码）；不填为全部。", HelpName = "CODE" };
        var format = new Option<string>("--format") { Description = "hledger、beancount 或 csv。", Required = true };
        format.AcceptOnlyFromAmong([.. JournalExport.Formats]);
        var output = new Option<string?>("--out") { Description = "写到文件；不填写到标准输出。", HelpName = "FILE" };
        var journal = new Command("journal", "导出序时账，可用 hledger 或 beancount 独立核对。") { book, format, output };
        journal.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            await using var db = session.Store.Open();
            var books = await BooksAsync(db, parsed.GetValue(book), cancel);
            if (!books.Ok)
            {
                return session.Answer(books.Refusals);
            }

            var path = parsed.GetValue(output);
            await using var writer = path is null ? null : new StreamWriter(path, append: false, new System.Text.UTF8Encoding(false));
            var written = await JournalExport.WriteAsync(db, books.Value, parsed.GetRequiredValue(format), writer ?? session.Output, cancel);
            if (!written.Ok)
            {
                return session.Answer(written.Refusals);
            }

            session.Error.WriteLine($"已导出 {books.Value.Count} 本账{(path is null ? "" : $"到 {path}")}。");
            return Cli.Done;
        });
        return new Command("export", "导出。") { journal };
    }

    private static async Task<Outcome<List<long>>> BooksAsync(BaotuanDb db, string? code, CancellationToken cancel)
    {
        if (code is null)
        {
            return (await Books.ListAsync(db, cancel)).Select(b => b.Id).ToList();
        }

        var found = await FindBookAsync(db, code, cancel);
        return found.Ok ? new List<long> { found.Value.Id } : Outcome<List<long>>.Refused(found.Refusals);
    }

    private static Option<string> Book() => new("--book") { Description = "账套：组织编码。", HelpName = "CODE", Required = true };

    private static Option<long?> KnownAt() => new("--known-at")
    {
        Description = "当时所知：只看这一刻之前记录的，例如 2024-01-31T18:00。", HelpName = "TIME",
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(result.Tokens.Single().Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time))
            {
                return time.ToUnixTimeMilliseconds();
            }

            result.AddError("--known-at 要写成 2024-01-31T18:00 这样的时刻。");
            return null;
        },
    };

    internal static async Task<Outcome<BookInfo>> FindBookAsync(BaotuanDb db, string code, CancellationToken cancel)
    {
        var organization = await Organizations.ByCodeAsync(db, code, cancel);
        if (organization is null)
        {
            return new Refusal("organization_not_found", $"没有编码为 {code} 的组织。");
        }

        var books = await Books.FindByOrganizationsAsync(db, [organization.Id], cancel);
        return books.TryGetValue(organization.Id, out var book)
            ? book
            : new Refusal("book_not_found", $"{organization.Name} 的账不在这里，没有账套。");
    }

    private static object StatementJson(AccountStatement s) => new
    {
        Account = s.AccountCode,
        s.Name,
        Period = s.Period.Code,
        Opening = new Money(s.OpeningFen).ToString(),
        Debit = new Money(s.DebitFen).ToString(),
        Credit = new Money(s.CreditFen).ToString(),
        Closing = new Money(s.ClosingFen).ToString(),
        Lines = s.Lines.Select(l => new
        {
            Date = l.VoucherOn.ToString("yyyy-MM-dd"), Voucher = $"{l.VoucherClass}-{l.Number}", l.Summary, Account = l.AccountCode, Party = l.PartyCode,
            Debit = new Money(l.DebitFen).ToString(), Credit = new Money(l.CreditFen).ToString(), Balance = new Money(l.BalanceFen).ToString(),
        }),
    };

    private static void StatementText(AccountStatement s, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold]{s.AccountCode} {s.Name}[/] {s.Period.ChineseName}");
        var table = Session.Table(("日期", false), ("凭证", false), ("摘要", false), ("往来", false), ("借方", true), ("贷方", true), ("余额", true));
        table.AddRow("", "", "期初余额", "", "", "", new Money(s.OpeningFen).Format());
        foreach (var l in s.Lines)
        {
            table.AddRow(
                l.VoucherOn.ToString("yyyy-MM-dd"), Markup.Escape($"{l.VoucherClass}-{l.Number}"), Markup.Escape(l.Summary), Markup.Escape(l.PartyCode),
                Blank(l.DebitFen), Blank(l.CreditFen), new Money(l.BalanceFen).Format());
        }

        table.AddRow("", "", "合计", "", new Money(s.DebitFen).Format(), new Money(s.CreditFen).Format(), new Money(s.ClosingFen).Format());
        console.Write(table);
    }

    private static object TrialJson(TrialBalance t) => new
    {
        Period = t.Period.Code,
        t.Totals.Balanced,
        OpeningDebit = new Money(t.Totals.OpeningDebitFen).ToString(),
        OpeningCredit = new Money(t.Totals.OpeningCreditFen).ToString(),
        TurnoverDebit = new Money(t.Totals.TurnoverDebitFen).ToString(),
        TurnoverCredit = new Money(t.Totals.TurnoverCreditFen).ToString(),
        ClosingDebit = new Money(t.Totals.ClosingDebitFen).ToString(),
        ClosingCredit = new Money(t.Totals.ClosingCreditFen).ToString(),
        Accounts = Moved(t).Select(r => new
        {
            Account = r.AccountCode, r.Name, Leaf = r.IsLeaf,
            OpeningDebit = new Money(r.OpeningDebitFen).ToString(), OpeningCredit = new Money(r.OpeningCreditFen).ToString(),
            TurnoverDebit = new Money(r.TurnoverDebitFen).ToString(), TurnoverCredit = new Money(r.TurnoverCreditFen).ToString(),
            ClosingDebit = new Money(r.ClosingDebitFen).ToString(), ClosingCredit = new Money(r.ClosingCreditFen).ToString(),
        }),
    };

    private static IEnumerable<TrialBalanceRow> Moved(TrialBalance t) => t.Rows.Where(r =>
        (r.OpeningDebitFen | r.OpeningCreditFen | r.TurnoverDebitFen | r.TurnoverCreditFen | r.ClosingDebitFen | r.ClosingCreditFen) != 0);

    private static void TrialText(TrialBalance t, IAnsiConsole console)
    {
        if (console.Profile.Width < 130)
        {
            TrialClosing(t, console);
            return;
        }

        var table = Session.Table(
            ("科目", false), ("名称", false), ("期初借", true), ("期初贷", true), ("发生借", true), ("发生贷", true), ("期末借", true), ("期末贷", true));
        foreach (var r in Moved(t))
        {
            table.AddRow(
                r.AccountCode, Markup.Escape(r.Name), Blank(r.OpeningDebitFen), Blank(r.OpeningCreditFen), Blank(r.TurnoverDebitFen),
                Blank(r.TurnoverCreditFen), Blank(r.ClosingDebitFen), Blank(r.ClosingCreditFen));
        }

        var sum = t.Totals;
        table.AddRow(
            "合计", sum.Balanced ? "借贷平衡" : "不平衡！", new Money(sum.OpeningDebitFen).Format(), new Money(sum.OpeningCreditFen).Format(),
            new Money(sum.TurnoverDebitFen).Format(), new Money(sum.TurnoverCreditFen).Format(),
            new Money(sum.ClosingDebitFen).Format(), new Money(sum.ClosingCreditFen).Format());
        console.Write(table);
    }

    /// <summary>A narrow terminal shows the closing balances only.</summary>
    private static void TrialClosing(TrialBalance t, IAnsiConsole console)
    {
        var table = Session.Table(("科目", false), ("名称", false), ("期末借", true), ("期末贷", true));
        foreach (var r in Moved(t))
        {
            table.AddRow(r.AccountCode, Markup.Escape(r.Name), Blank(r.ClosingDebitFen), Blank(r.ClosingCreditFen));
        }

        table.AddRow("合计", t.Totals.Balanced ? "借贷平衡" : "不平衡！", new Money(t.Totals.ClosingDebitFen).Format(), new Money(t.Totals.ClosingCreditFen).Format());
        console.Write(table);
        console.WriteLine("终端较窄，只列期末余额；加宽到 130 列，或加 --json，可看期初和发生额。");
    }

    private static string Blank(long fen) => fen == 0 ? "" : new Money(fen).Format();
}
