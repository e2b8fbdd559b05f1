using System.Security.Cryptography;
using System.Text;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Ventures.BankFiles;

/// <summary>Writes the file of a frozen batch; nothing reaches the output before it was read back and tied.</summary>
internal static class WriteFile
{
    public static async Task<Outcome<BankFile>> RunAsync(
        BaotuanDb db, FieldProtector fields, long batchId, BankFileEncoding encoding, Stream output, CancellationToken cancel)
    {
        var found = await BankFileActs.LoadAsync(db, batchId, cancel);
        if (!found.Ok)
        {
            return Outcome<BankFile>.Refused(found.Refusals);
        }

        var (batch, cascade) = found.Value;
        db.Access.Require(VenturesPermissions.BankPrepare, batch.CollectiveId);
        var rows = await RowsAsync(db, fields, batch, cascade, cancel);
        if (!rows.Ok)
        {
            return Outcome<BankFile>.Refused(rows.Refusals);
        }

        if (await ReleaseBatch.MissingAsync(db, batch.Id, ReleaseBatch.HashOf(rows.Value), cancel) is { } unreleased)
        {
            return unreleased;
        }

        Encoding text = encoding == BankFileEncoding.Utf8 ? BankFileText.Utf8 : BankFileText.Gb18030;
        var bytes = BankFileText.Write(rows.Value, text);
        if (!bytes.Ok)
        {
            return Outcome<BankFile>.Refused(bytes.Refusals);
        }

        var refusal = rows.Value.Count == batch.LineCount
            ? BankFileText.Check(bytes.Value, text, rows.Value, batch.SumFen)
            : new Refusal("bank_batch_lines_missing", "代发批次的行数与登记的不符，请运行 verify 检查数据。");
        if (refusal is not null)
        {
            return refusal;
        }

        var file = new BankFile(
            $"{cascade.Holder.Code}-{cascade.Period.Code}-{batch.BatchNo}.csv", batch.LineCount, new(batch.SumFen),
            Convert.ToHexStringLower(SHA256.HashData(bytes.Value)),
            [.. rows.Value.Where(r => BankFileText.HasRareCharacter(r.Name)).Select(r => new BankIssueProblem(
                r.MemberNo, r.Name, r.Amount, "户名里有生僻字，部分银行系统不认。如被退回，请与开户行核对户名写法。"))]);
        await LogAsync(db, cascade, batch, file, cancel);
        await output.WriteAsync(bytes.Value, cancel);
        return file;
    }

    /// <summary>The payees as frozen.</summary>
    public static async Task<Outcome<List<BankFileRow>>> RowsAsync(
        BaotuanDb db, FieldProtector fields, BankBatch batch, CascadeInfo cascade, CancellationToken cancel)
    {
        // as known when the batch was frozen: writing it again gives the same file
        var payees = await Payees.LoadAsync(db, fields, batch.CollectiveId, cascade.RecordDate, batch.RecordedAtMs, cancel);
        var purpose = $"{cascade.Period.ChineseName}收益分配";
        var rows = new List<BankFileRow>();
        foreach (var line in await BankLines.OfBatchAsync(db, batch, cancel))
        {
            var payee = payees.Find(line.MemberNo);
            if (payee.Problem is { } problem)
            {
                return new Refusal("payee_has_no_account", $"成员 {line.MemberNo} {payee.Name}：{problem}");
            }

            if (payee.Name.Any(char.IsControl))
            {
                return new Refusal("name_has_control_characters", $"成员 {line.MemberNo} 的户名里有换行等不可见字符，请更正户名。");
            }

            rows.Add(new(line.MemberNo, payee.Name, payee.Account, new(line.AmountFen), purpose));
        }

        return rows;
    }

    // accounts leave the database here: who took them out is logged in the same transaction
    private static async Task LogAsync(BaotuanDb db, CascadeInfo cascade, BankBatch batch, BankFile file, CancellationToken cancel)
    {
        if (db.RecordedAtMs > 0)
        {
            await db.LogAsync(
                "bank_batch.write", $"{cascade.Holder.Code}/{cascade.Period.Code}/{batch.BatchNo}", $"{file.LineCount} lines, {file.Sum}, sha256 {file.Sha256}", cancel);
        }
    }
}
