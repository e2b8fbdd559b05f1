using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.BankFiles;
using Baotuan.Ventures.Payments;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>Encodings of a payment file: most banks take GB18030; UTF-8 comes with a byte order mark.</summary>
public enum BankFileEncoding { Gb18030, Utf8 }

/// <summary>A member of whom the accountant must know something before or after paying.</summary>
/// <param name="Amount">Net of withholding.</param>
/// <param name="Message">Chinese; says what to do.</param>
public sealed record BankIssueProblem(string MemberNo, string Name, Money Amount, string Message);

/// <summary>What was issued, and who could not be because no account is known; these stay unissued.</summary>
public sealed record BankIssue(BankBatchInfo Batch, IReadOnlyList<BankIssueProblem> Problems);

/// <summary>How many lines of a batch are in one state, and their sum.</summary>
public readonly record struct BankSum(int Count, Money Sum);

/// <summary>A batch given to the bank, with what the bank answered so far.</summary>
/// <param name="BatchNo">1, 2, 3 … within the cascade.</param>
/// <param name="Open">Lines of which the bank said nothing yet.</param>
public sealed record BankBatchInfo(
    long Id, long CascadeId, OrganizationInfo Holder, Period Period, int BatchNo, int LineCount, Money Sum, long RecordedAtMs,
    BankSum Open, BankSum Paid, BankSum Failed, BankSum Unknown);

/// <summary>One line of a batch; the result is <c>paid</c>, <c>failed</c>, <c>unknown</c>, or empty while there is none.</summary>
public sealed record BankLineInfo(string MemberNo, Money Amount, string Result, DateOnly? ResultOn, string Note);

/// <summary>A payment file that was written, read back and tied.</summary>
/// <param name="Sha256">In hex, over the bytes; also in the operation log.</param>
/// <param name="RareNames">Payees whose names some bank systems do not take.</param>
public sealed record BankFile(string FileName, int LineCount, Money Sum, string Sha256, IReadOnlyList<BankIssueProblem> RareNames);

/// <summary>Who released a batch so far.</summary>
/// <param name="ContentHash">Fingerprint of the list of payees as it stands: what a release is for.</param>
/// <param name="Needed">How many persons are missing still.</param>
public sealed record BankReleases(string ContentHash, IReadOnlyList<BankReleaseInfo> Given, int Needed);

/// <summary>One person's release.</summary>
public sealed record BankReleaseInfo(long UserId, string UserName, string ContentHash, long RecordedAtMs);

/// <summary>What the bank says of one line. The line is found by member number, or by account (with name and amount where it is shared).</summary>
/// <param name="Result"><c>paid</c>, <c>failed</c> or <c>unknown</c>.</param>
/// <param name="Amount">Checked against the line where given.</param>
/// <param name="RowNumber">Row in the user's file, for messages.</param>
public sealed record BankLineResult(
    string MemberNo, string Account, string Result, string Note = "", string Name = "", Money? Amount = null, int? RowNumber = null);

/// <summary>A result file as read.</summary>
/// <param name="Problems">Chinese, with row and column; nothing should be recorded while there are any.</param>
public sealed record BankResultRows(IReadOnlyList<BankLineResult> Rows, IReadOnlyList<string> Problems);

/// <summary>
/// Bank payment files for members' lines, and what the bank says of each line. A line that is paid, open or unknown is never
/// issued again; only a failed one is. Cash moves in the collective's book for paid lines alone.
/// </summary>
public static partial class BankFileActs
{
    /// <summary>
    /// Freezes the members' lines of a standing cascade that may go to the bank, net of withholding; amounts of zero are left
    /// out. Must run inside <see cref="Store.WriteAsync{T}"/>.
    /// </summary>
    /// <returns>Refused: <c>cascade_not_found</c>, <c>cascade_is_not_of_members</c>, <c>nothing_to_issue</c>, <c>no_payee_has_an_account</c>.</returns>
    public static Task<Outcome<BankIssue>> IssueAsync(
        BaotuanDb db, FieldProtector fields, string holderCode, Period period, CancellationToken cancel) =>
        IssueBatch.RunAsync(db, fields, holderCode, period, cancel);

    /// <summary>
    /// The caller releases the frozen batch, over the fingerprint that he saw. Two different persons do, neither of them the one who
    /// prepared it, whatever path the money was decided by; a program never does.
    /// </summary>
    /// <returns>Refused: <c>bank_batch_not_found</c>, <c>program_may_not_release</c>, <c>releaser_prepared_it</c>, <c>already_released</c>,
    /// <c>batch_differs_from_release</c>, or what keeps the file from being written.</returns>
    public static Task<Outcome<BankReleases>> ReleaseAsync(
        BaotuanDb db, FieldProtector fields, long batchId, string contentHash, CancellationToken cancel) =>
        ReleaseBatch.RunAsync(db, fields, batchId, contentHash, cancel);

    /// <summary>Fingerprint and releases of a batch.</summary>
    public static Task<Outcome<BankReleases>> ReleasesAsync(BaotuanDb db, FieldProtector fields, long batchId, CancellationToken cancel) =>
        ReleaseBatch.ShowAsync(db, fields, batchId, cancel);

    /// <summary>
    /// Writes the file of a batch as it was frozen: the same batch and encoding always give the same bytes. The output gets
    /// nothing unless the bytes, read back, agree row by row and in count and total. Inside <see cref="Store.WriteAsync{T}"/>
    /// the export of accounts is logged.
    /// </summary>
    /// <returns>Refused: <c>bank_batch_not_found</c>, <c>bank_file_not_released</c>, <c>payee_has_no_account</c>, <c>name_cannot_be_encoded</c>,
    /// <c>name_has_control_characters</c>, <c>bank_file_does_not_read_back</c>, <c>bank_batch_lines_missing</c>.</returns>
    public static Task<Outcome<BankFile>> WriteAsync(
        BaotuanDb db, FieldProtector fields, long batchId, BankFileEncoding encoding, Stream output, CancellationToken cancel) =>
        WriteFile.RunAsync(db, fields, batchId, encoding, output, cancel);

    /// <summary>
    /// Records results, all rows or none; a row that repeats what stands changes nothing, so a file may be handed in again.
    /// Newly paid lines make one voucher, debit 113, credit 102. Must run inside <see cref="Store.WriteAsync{T}"/>.
    /// </summary>
    /// <param name="on">Date of the voucher.</param>
    /// <returns>Refused, one reason per bad row: <c>bank_batch_not_found</c>, <c>result_before_declared</c>, <c>member_not_in_batch</c>,
    /// <c>account_not_in_batch</c>, <c>account_is_shared</c>, <c>row_names_nobody</c>, <c>result_not_known</c>, <c>amount_differs</c>,
    /// <c>member_named_twice</c>, <c>result_is_final</c>, or what Ledger refuses.</returns>
    public static Task<Outcome<BankBatchInfo>> ResultAsync(
        BaotuanDb db, FieldProtector fields, long batchId, IReadOnlyList<BankLineResult> results, DateOnly on, CancellationToken cancel) =>
        RecordResults.RunAsync(db, fields, batchId, results, on, cancel);

    /// <summary>
    /// Reads a bank's answer: CSV in UTF-8 or GB18030 or .xlsx, columns 账号 户名 金额 结果 原因 or member_no result note; a row 合计 is
    /// left aside.
    /// </summary>
    public static Task<BankResultRows> ReadResultsAsync(Stream stream, string fileName, CancellationToken cancel) =>
        ResultSheet.ReadAsync(stream, fileName, cancel);

    /// <summary>Batches of a cascade in the order of issue.</summary>
    public static async Task<IReadOnlyList<BankBatchInfo>> ListAsync(BaotuanDb db, long cascadeId, CancellationToken cancel)
    {
        var list = new List<BankBatchInfo>();
        foreach (var id in await db.Set<BankBatch>().Where(b => b.CascadeId == cascadeId).OrderBy(b => b.BatchNo).Select(b => b.Id).ToListAsync(cancel))
        {
            list.Add((await ShowAsync(db, id, cancel))!);
        }

        return list;
    }

    /// <summary>One batch, or null.</summary>
    public static async Task<BankBatchInfo?> ShowAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var found = await LoadAsync(db, batchId, cancel);
        if (!found.Ok)
        {
            return null;
        }

        var (batch, cascade) = found.Value;
        var lines = await BankLines.OfBatchAsync(db, batch, cancel);
        BankSum Of(string result) => new(lines.Count(l => l.Result == result), new(lines.Where(l => l.Result == result).Sum(l => l.AmountFen)));
        return new BankBatchInfo(
            batch.Id, batch.CascadeId, cascade.Holder, cascade.Period, batch.BatchNo, batch.LineCount, new(batch.SumFen), batch.RecordedAtMs,
            Of(""), Of(PaymentSums.ResultPaid), Of(PaymentSums.ResultFailed), Of(PaymentSums.ResultUnknown));
    }

    /// <summary>Lines of a batch by member number, without names and accounts.</summary>
    public static async Task<IReadOnlyList<BankLineInfo>> LinesAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var batch = await db.Set<BankBatch>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == batchId, cancel);
        RequireBank(db, batch?.CollectiveId ?? 0);
        return batch is null
            ? []
            : [.. (await BankLines.OfBatchAsync(db, batch, cancel)).Select(l => new BankLineInfo(l.MemberNo, new(l.AmountFen), l.Result, l.ResultOn, l.Note))];
    }

    /// <summary>One of the rights on bank files, whichever the caller has.</summary>
    internal static void RequireBank(BaotuanDb db, long collectiveId)
    {
        Permission[] any = [VenturesPermissions.BankPrepare, VenturesPermissions.BankRelease, VenturesPermissions.BankResult];
        db.Access.Require(any.FirstOrDefault(p => db.Caller.May(p, collectiveId)) ?? VenturesPermissions.BankPrepare, collectiveId);
    }

    internal static async Task<Outcome<(BankBatch Batch, CascadeInfo Cascade)>> LoadAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var batch = await db.Set<BankBatch>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == batchId, cancel);
        return batch is null
            ? new Refusal("bank_batch_not_found", $"没有编号为 {batchId} 的代发批次。")
            : (batch, (await CascadeActs.ShowAsync(db, batch.CascadeId, cancel))!);
    }

    /// <summary>True when some line of the cascade was given to the bank and has not failed.</summary>
    internal static async Task<bool> HasOpenOrPaidLinesAsync(BaotuanDb db, long cascadeId, CancellationToken cancel) => await (
        from l in db.Set<BankLine>()
        join b in db.Set<BankBatch>() on l.BatchId equals b.Id
        where b.CascadeId == cascadeId && db.Set<BankResult>()
            .Where(r => r.CollectiveId == l.CollectiveId && r.BatchId == l.BatchId && r.MemberNo == l.MemberNo)
            .OrderByDescending(r => r.RecordedAtMs).Select(r => r.Result).FirstOrDefault() != PaymentSums.ResultFailed
        select l.MemberNo).AnyAsync(cancel);
}
