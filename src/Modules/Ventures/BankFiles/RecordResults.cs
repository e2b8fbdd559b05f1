using System.Security.Cryptography;
using System.Text;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Leaves;
using Baotuan.Ventures.Entries;
using Baotuan.Ventures.Payments;

namespace Baotuan.Ventures.BankFiles;

/// <summary>
/// Records what the bank says of each line of a batch: (1) finds the line of each row; (2) refuses the whole file with every
/// row's reason when one is wrong; (3) writes what is news; (4) moves cash for the newly paid in one voucher.
/// </summary>
internal static class RecordResults
{
    public static async Task<Outcome<BankBatchInfo>> RunAsync(
        BaotuanDb db, FieldProtector fields, long batchId, IReadOnlyList<BankLineResult> rows, DateOnly on, CancellationToken cancel)
    {
        var found = await BankFileActs.LoadAsync(db, batchId, cancel);
        if (!found.Ok)
        {
            return Outcome<BankBatchInfo>.Refused(found.Refusals);
        }

        var (batch, cascade) = found.Value;
        db.Access.Require(VenturesPermissions.BankResult, batch.CollectiveId);
        if (on < cascade.DeclaredOn)
        {
            return new Refusal("result_before_declared", $"结果日期不能早于分配入账日期 {cascade.DeclaredOn:yyyy-MM-dd}。");
        }

        var lines = await BankLines.OfBatchAsync(db, batch, cancel);
        var payees = await Payees.LoadAsync(db, fields, batch.CollectiveId, cascade.RecordDate, batch.RecordedAtMs, cancel);
        var matching = new ResultMatching(lines, payees);
        var refusals = rows.Select((row, i) => matching.Take(row, i + 1)).OfType<Refusal>().ToList();
        if (refusals.Count > 0)
        {
            return Outcome<BankBatchInfo>.Refused(refusals);
        }

        var posted = await WriteAsync(db, batch, cascade, matching.News, on, cancel);
        return posted.Ok ? (await BankFileActs.ShowAsync(db, batchId, cancel))! : Outcome<BankBatchInfo>.Refused(posted.Refusals);
    }

    private static async Task<Outcome<IReadOnlyList<PostedVoucher>>> WriteAsync(
        BaotuanDb db, BankBatch batch, CascadeInfo cascade, IReadOnlyList<ResultNews> news, DateOnly on, CancellationToken cancel)
    {
        db.AddRange(news.Select(n => new BankResult
        {
            CollectiveId = batch.CollectiveId,
            BatchId = batch.Id,
            MemberNo = n.Line.MemberNo,
            RecordedAtMs = db.RecordedAtMs,
            Result = n.Result,
            ResultOn = on,
            Note = n.Note,
        }));
        var paid = news.Where(n => n.Result == PaymentSums.ResultPaid).Select(n => n.Line).ToList();
        var subject = $"{cascade.Holder.Code}/{cascade.Period.Code}/{batch.BatchNo}";
        await db.LogAsync("bank_batch.result", subject, $"{news.Count} lines, {paid.Count} paid", cancel, cascade.Holder.Id);
        await db.SaveChangesAsync(cancel);
        VentureLeaves.BankResults.Written(db, batch.Id, batch.CollectiveId);
        return paid.Count == 0 ? new List<PostedVoucher>() : await Vouchers.PostAsync(db, await VouchersAsync(db, batch, cascade, paid, on, cancel), cancel);
    }

    private static async Task<IReadOnlyList<VoucherDraft>> VouchersAsync(
        BaotuanDb db, BankBatch batch, CascadeInfo cascade, List<BankLineState> paid, DateOnly on, CancellationToken cancel)
    {
        var set = await VoucherSet.ForAsync(
            db, [batch.CollectiveId], "bank_batch", batch.Id, on, $"{cascade.Period.ChineseName}成员分红代发第{batch.BatchNo}批", cancel);
        // a member is paid once, so the members paid name the voucher
        var members = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', paid.Select(l => l.MemberNo).Order(StringComparer.Ordinal))));
        set.Add(
            batch.CollectiveId, LedgerEvent.PayMembers, [("", paid.Sum(l => l.AmountFen))], detailDebit: true, $"/{Convert.ToHexStringLower(members.AsSpan(0, 8))}");
        return set.Drafts;
    }
}

/// <summary>A result that was not known before.</summary>
internal sealed record ResultNews(BankLineState Line, string Result, string Note);

/// <summary>Finds for each row of a result file the line it speaks of, and whether it says something new.</summary>
internal sealed class ResultMatching(IReadOnlyList<BankLineState> lines, Payees payees)
{
    private readonly Dictionary<string, BankLineState> _byMember = lines.ToDictionary(l => l.MemberNo);
    private readonly Dictionary<string, string> _said = [];
    private readonly List<ResultNews> _news = [];
    private ILookup<string, (BankLineState Line, string Name)>? _byAccount;

    public IReadOnlyList<ResultNews> News => _news;

    /// <summary>Takes the next row, or says why not.</summary>
    public Refusal? Take(BankLineResult row, int number)
    {
        var place = $"第 {row.RowNumber ?? number} 行：";
        var found = Find(row);
        if (!found.Ok)
        {
            return found.Refusals[0] with { Message = place + found.Refusals[0].Message };
        }

        var line = found.Value;
        if (Problem(row, line) is { } problem)
        {
            return problem with { Message = place + problem.Message };
        }

        if (_said.TryAdd(line.MemberNo, row.Result) && line.Result != row.Result)
        {
            _news.Add(new(line, row.Result, row.Note.Trim()));
        }

        return null;
    }

    private Refusal? Problem(BankLineResult row, BankLineState line)
    {
        if (row.Result is not (PaymentSums.ResultPaid or PaymentSums.ResultFailed or PaymentSums.ResultUnknown))
        {
            return new("result_not_known", $"结果“{row.Result}”不认识，请填 成功（paid）、失败（failed）或 不明（unknown）。");
        }

        if (row.Amount is { } amount && amount.Fen != line.AmountFen)
        {
            return new("amount_differs", $"成员 {line.MemberNo} 的金额是 {new Money(line.AmountFen)} 元，结果文件里是 {amount} 元，请与银行核对。");
        }

        if (_said.TryGetValue(line.MemberNo, out var said) && said != row.Result)
        {
            return new("member_named_twice", $"成员 {line.MemberNo} 出现两次，结果不同。请与银行核对，只保留一行。");
        }

        return line.Result is PaymentSums.ResultPaid or PaymentSums.ResultFailed && line.Result != row.Result
            ? new("result_is_final", $"成员 {line.MemberNo} 已登记为{(line.Result == PaymentSums.ResultPaid ? "成功" : "失败")}，不能改成别的结果。")
            : null;
    }

    private Outcome<BankLineState> Find(BankLineResult row)
    {
        if (row.MemberNo.Length > 0)
        {
            return _byMember.TryGetValue(row.MemberNo, out var member)
                ? member
                : new Refusal("member_not_in_batch", $"成员 {row.MemberNo} 不在这一批里。");
        }

        if (row.Account.Length == 0)
        {
            return new Refusal("row_names_nobody", "没有账号，也没有成员号，不知道是谁的结果。");
        }

        _byAccount ??= lines.Select(l => (Line: l, Payee: payees.Find(l.MemberNo))).ToLookup(l => l.Payee.Account, l => (l.Line, l.Payee.Name));
        var account = Payees.Account(row.Account);
        var candidates = _byAccount[account].Where(c => row.Name.Length == 0 || c.Name == row.Name).Select(c => c.Line).ToList();
        if (candidates.Count > 1 && row.Amount is { } amount)
        {
            candidates = [.. candidates.Where(c => c.AmountFen == amount.Fen)];
        }

        return candidates.Count switch
        {
            1 => candidates[0],
            0 => new Refusal("account_not_in_batch", $"账号 {Masking.BankAccount(account)}{(row.Name.Length > 0 ? $"（户名 {row.Name}）" : "")} 不在这一批里。"),
            _ => new Refusal("account_is_shared", $"账号 {Masking.BankAccount(account)} 在这一批里有 {candidates.Count} 行，请在结果文件里加上“成员号”一列。"),
        };
    }
}
