using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>项目</summary>
internal sealed class VentureSheet : SheetImport
{
    public override SheetDefinition Definition { get; } = new(
        "ventures", "项目",
        new SheetColumn("code", "编码", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "自己起的短编码", Example = "ZCY" },
        new SheetColumn("name", "名称", SheetColumnKind.Text) { Required = true, Example = "平湖智创园" },
        new SheetColumn("operator", "实施主体", SheetColumnKind.Code) { Required = true, Help = "收出资、记项目账的组织编码" },
        Columns.Organization("payer", "付款方", "每年付分红的组织编码；不填即实施主体"),
        Columns.Organization("guarantor", "差额补足方", "按合同补足差额的企业编码；不填即没有"),
        Columns.Note("location", "地点"),
        Columns.Note("legal_basis", "法律依据"),
        new SheetColumn("total_investment", "总投资", SheetColumnKind.Amount),
        Columns.Note("note", "备注"));

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var organizations = new OrganizationCodes(run.Db);
        var standing = await run.Db.Set<Venture>().AsTracking().ToDictionaryAsync(v => v.Code, cancel);
        var seen = new RowsSeen<string>();
        var master = new MasterRows<Venture>(run);
        foreach (var row in rows)
        {
            var (owner, payer, guarantor) = (
                await organizations.FindAsync(row, "operator", cancel), await organizations.FindAsync(row, "payer", cancel),
                await organizations.FindAsync(row, "guarantor", cancel));
            var code = row.TextOrNull("code") ?? "";
            if (!row.HasErrors && seen.First(row, "code", code, () => $"编码 {code}"))
            {
                master.Take(standing.GetValueOrDefault(code), v => Fill(v, row, owner!, payer, guarantor));
            }
        }

        await master.FinishAsync(cancel);
    }

    public override Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        MasterRows<Venture>.UndoAsync(db, batchId, "项目", nameof(Venture.Name), async brought =>
        {
            var ids = brought.Select(v => v.Id).ToArray();
            var used = await db.Set<Phase>().Where(p => ids.Contains(p.VentureId)).Select(p => (long?)p.VentureId).FirstOrDefaultAsync(cancel)
                ?? await db.Set<Distributions.Distribution>().Where(d => ids.Contains(d.VentureId)).Select(d => (long?)d.VentureId).FirstOrDefaultAsync(cancel);
            return used is { } id ? $"项目“{brought.First(v => v.Id == id).Name}”已有期、出资或分红的记录。" : null;
        }, cancel);

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var codes = (await Organizations.ListAsync(db, null, cancel)).ToDictionary(o => o.Id, o => o.Code);
        foreach (var v in await db.Set<Venture>().AsNoTracking().OrderBy(v => v.Code).ToListAsync(cancel))
        {
            yield return
            [
                v.Code, v.Name, codes[v.OperatorId], v.PayerId is { } p ? codes[p] : null, v.GuarantorId is { } g ? codes[g] : null,
                v.Location, v.LegalBasis, v.TotalInvestmentFen is { } t ? new Money(t) : null, v.Note,
            ];
        }
    }

    private static void Fill(Venture v, SheetRow row, OrganizationInfo owner, OrganizationInfo? payer, OrganizationInfo? guarantor)
    {
        v.Code = row.Text("code");
        v.Name = row.Text("name");
        v.OperatorId = owner.Id;
        v.PayerId = payer?.Id;
        v.GuarantorId = guarantor?.Id;
        v.Location = row.TextOrNull("location") ?? "";
        v.LegalBasis = row.TextOrNull("legal_basis") ?? "";
        v.TotalInvestmentFen = row.AmountOrNull("total_investment")?.Fen;
        v.Note = row.TextOrNull("note") ?? "";
    }
}
