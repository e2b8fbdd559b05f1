using Baotuan.Platform.Sheets;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Payments;

namespace Baotuan.Ventures.BankFiles;

/// <summary>The columns of a bank's answer (see docs/formats) and how they are read.</summary>
internal static class ResultSheet
{
    private const string Sequence = "no", Member = "member_no", Account = "account", Name = "name", Amount = "amount", Result = "result", Note = "note";

    public static readonly SheetDefinition Definition = new(
        "bank-results", "代发结果",
        new SheetColumn(Sequence, "序号", SheetColumnKind.Text),
        new SheetColumn(Member, "成员号", SheetColumnKind.Code) { Help = "有账号时可以不填；同一账号发给几个人时要填。" },
        new SheetColumn(Account, "账号", SheetColumnKind.Code) { Help = "与代发文件里的账号相同。" },
        new SheetColumn(Name, "户名", SheetColumnKind.Text),
        new SheetColumn(Amount, "金额", SheetColumnKind.Amount) { Help = "填了就会与代发明细核对。" },
        new SheetColumn(Result, "结果", SheetColumnKind.Choice)
        {
            Help = "成功和失败不能再改；不明的行不会再次发放，查明后再导入一次。",
            Choices = [new(PaymentSums.ResultPaid, "成功"), new(PaymentSums.ResultFailed, "失败"), new(PaymentSums.ResultUnknown, "不明")],
        },
        new SheetColumn(Note, "原因", SheetColumnKind.Text));

    public static async Task<BankResultRows> ReadAsync(Stream stream, string fileName, CancellationToken cancel)
    {
        using var folder = await SheetFolder.OpenAsync(stream, fileName, [Definition], cancellation: cancel);
        var rows = new List<BankLineResult>();
        foreach (var row in folder.Read(Definition))
        {
            if (IsTotal(row))
            {
                continue;
            }

            if (row.ChoiceOrNull(Result) is not { } result)
            {
                if (!row.HasErrors)
                {
                    row.Refuse(Result, "没有填，请填 成功、失败 或 不明");
                }

                continue;
            }

            rows.Add(new(
                row.TextOrNull(Member) ?? "", row.TextOrNull(Account) ?? "", result, row.TextOrNull(Note) ?? "",
                row.TextOrNull(Name) ?? "", row.AmountOrNull(Amount), row.Row));
        }

        return new(rows, [.. folder.Problems.Where(p => p.Severity == SheetSeverity.Error).Select(p => p.ToString())]);
    }

    private static bool IsTotal(SheetRow row) => row.TextOrNull(Sequence) == "合计" || row.TextOrNull(Account) == "合计";
}
