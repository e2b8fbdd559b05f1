using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Imports;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Quotas;
using Baotuan.Ventures.Register;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Ventures;

/// <summary>项目: pooled ventures.</summary>
internal sealed class VentureImport : SheetImport
{
    public override SheetDefinition Definition { get; } = new("ventures", "项目",
        new("code", "编码", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "自己编的编码，其他表用它指认项目", Example = "ZCY" },
        new("name", "名称", SheetColumnKind.Text) { Required = true, Help = "项目全称", Example = "智创园" },
        new("operator", "实施主体", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "收出资款、项目记在谁的账上，填组织编码", Example = "Z01" },
        new("payer", "付款方", SheetColumnKind.Code) { MaxLength = 40, Help = "谁付分红，留空就是实施主体", Example = "Z01" },
        new("guarantor", "差额补足方", SheetColumnKind.Code) { MaxLength = 40, Help = "按合同由谁补足差额，没有就留空" },
        new("location", "地点", SheetColumnKind.Text) { Help = "公示用", Example = "经济技术开发区" },
        new("legal_basis", "法律依据", SheetColumnKind.Text) { MaxLength = 500, Help = "合同或文件的名称和编号", Example = "合作协议〔2015〕1号" },
        new("total_investment", "总投资", SheetColumnKind.Amount) { Help = "不清楚就留空，不要填 0", Example = "220000000.00" },
        new("note", "备注", SheetColumnKind.Text) { MaxLength = 1000, Help = "数字的来源和口径" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var known = await MasterRows<Venture>.Known(run.Db).ToDictionaryAsync(v => v.Code, cancel);
        var funded = (await FundedAsync(run.Db, cancel)).ToHashSet();
        var organizations = new OrganizationCodes(run.Db);
        var seen = new RowsSeen<string>();
        var master = new MasterRows<Venture>(run);
        foreach (var row in rows)
        {
            var code = row.Text("code");
            var standing = known.GetValueOrDefault(code);
            var operatorId = (await organizations.FindAsync(row, "operator", cancel))?.Id ?? 0;
            var payerId = (await organizations.FindAsync(row, "payer", cancel))?.Id;
            var guarantorId = (await organizations.FindAsync(row, "guarantor", cancel))?.Id;
            if (code.Length > 0)
            {
                seen.First(row, "code", code, () => $"编码 {code}");
            }

            ImportCodes.CheckAmount(row, "total_investment");
            if (standing is not null && operatorId != 0 && standing.OperatorId != operatorId && funded.Contains(standing.Id))
            {
                row.Refuse("operator", $"项目 {code} 已经收了出资，实施主体不能改。请改回原来的实施主体，或先撤销出资。");
            }

            if (!row.HasErrors)
            {
                master.Take(standing, venture => Fill(venture, row, operatorId, payerId, guarantorId));
            }
        }

        await master.FinishAsync(cancel);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        await MasterRows<Venture>.UndoAsync(db, batchId, "项目", nameof(Venture.Code), brought => InUseAsync(db, brought, cancel), cancel)
        ?? await OrganizationsInUseAsync(db, batchId, cancel);

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var ventures = await db.Set<Venture>().AsNoTracking().OrderBy(v => v.Code).ToListAsync(cancel);
        var codes = await OrganizationCodesOf.Async(db, ventures.SelectMany(v => new[] { v.OperatorId, v.PayerId, v.GuarantorId }), cancel);
        foreach (var v in ventures)
        {
            yield return
            [
                v.Code, v.Name, codes(v.OperatorId), codes(v.PayerId), codes(v.GuarantorId), Filled.OrNull(v.Location), Filled.OrNull(v.LegalBasis),
                v.TotalInvestmentFen is { } fen ? new Money(fen) : null, Filled.OrNull(v.Note),
            ];
        }
    }

    private static Task<List<long>> FundedAsync(BaotuanDb db, CancellationToken cancel) =>
        db.Set<Phase>().Where(p => ListRows.Standing<Contribution>(db).Any(c => c.PhaseId == p.Id)).Select(p => p.VentureId).Distinct().ToListAsync(cancel);

    private static void Fill(Venture venture, SheetRow row, long operatorId, long? payerId, long? guarantorId)
    {
        venture.Code = row.Text("code");
        venture.Name = row.Text("name");
        venture.OperatorId = operatorId;
        venture.PayerId = payerId;
        venture.GuarantorId = guarantorId;
        venture.Location = row.TextOrNull("location") ?? "";
        venture.LegalBasis = row.TextOrNull("legal_basis") ?? "";
        venture.TotalInvestmentFen = row.AmountOrNull("total_investment")?.Fen;
        venture.Note = row.TextOrNull("note") ?? "";
    }

    // what this import itself brought has been taken back by now: what still stands is somebody else's
    private static async Task<string?> InUseAsync(BaotuanDb db, IReadOnlyList<Venture> brought, CancellationToken cancel)
    {
        var ids = brought.Select(v => v.Id).ToHashSet();
        var used = await db.Set<Phase>().Select(p => p.VentureId)
            .Union(ListRows.Standing<FundingSource>(db).Select(f => f.VentureId))
            .Union(ListRows.Standing<PublishedFigure>(db).Select(f => f.VentureId)).ToListAsync(cancel);
        return brought.FirstOrDefault(v => used.Contains(v.Id)) is { } venture
            ? $"项目 {venture.Code} 还有别处登记的期、资金来源或公开数字。请先撤销后面的导入。"
            : null;
    }

    /// <summary>Parties cannot see what stands on its organisations here, so this module, whose turn is before, looks for it.</summary>
    private static async Task<Refusal?> OrganizationsInUseAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var brought = await PartiesOfImport.OrganizationsAsync(db, batchId, cancel);
        if (brought.Count == 0)
        {
            return null;
        }

        var used = new HashSet<long>();
        foreach (var v in await db.Set<Venture>().AsNoTracking().Where(v => v.ImportBatchId != batchId).ToListAsync(cancel))
        {
            used.UnionWith(new[] { v.OperatorId, v.PayerId ?? 0, v.GuarantorId ?? 0 });
        }

        used.UnionWith(await db.Set<LandQuota>().Where(q => q.ImportBatchId != batchId).Select(q => q.HolderId).Distinct().ToListAsync(cancel));
        used.UnionWith(await ListRows.Standing<Contribution>(db).Select(c => c.HolderId).Distinct().ToListAsync(cancel));
        used.UnionWith(await ListRows.Standing<EquityEvent>(db).Select(e => e.HolderId).Distinct().ToListAsync(cancel));
        used.UnionWith(await ListRows.Standing<EquityEvent>(db).Where(e => e.ToHolderId != null).Select(e => e.ToHolderId!.Value).Distinct().ToListAsync(cancel));
        used.UnionWith(await ListRows.Standing<ReturnTermRow>(db).Where(t => t.PayerId != null).Select(t => t.PayerId!.Value).Distinct().ToListAsync(cancel));
        used.UnionWith(await ListRows.Standing<ReturnTermRow>(db).Where(t => t.GuarantorId != null).Select(t => t.GuarantorId!.Value).Distinct().ToListAsync(cancel));
        used.UnionWith(await Distributions.Standing.Payments(db).Select(p => p.PayerId).Distinct().ToListAsync(cancel));
        used.UnionWith(await Distributions.Standing.Cascades(db).Select(c => c.HolderId).Distinct().ToListAsync(cancel));
        return brought.FirstOrDefault(o => used.Contains(o.Id)) is { } organization
            ? ImportTrail.BuiltOn($"组织 {organization.Code} 还有别处登记的项目、指标、出资、条款、付款或分配。请先撤销后面的导入。")
            : null;
    }
}
