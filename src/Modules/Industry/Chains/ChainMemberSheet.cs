using System.Runtime.CompilerServices;
using Baotuan.Industry.Firms;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Industry.Chains;

/// <summary>链上企业: which firm stands in which chain, from when to when, as what.</summary>
internal sealed class ChainMemberSheet() : FactSheet<ChainMemberRow, (long, string)>("firm", IndustryLeaves.Members)
{
    public override SheetDefinition Definition { get; } = new("chain-members", "链上企业",
        FirmBook.Column,
        new("chain", "产业链", SheetColumnKind.Code) { Required = true, MaxLength = 20, Help = "“产业链”表里的编码；一家企业可以在几条链上，各写一行", Example = "QC" },
        new("role", "角色", SheetColumnKind.Choice) { Required = true, Choices = [.. ChainRoles.All.Select(r => new SheetChoice(r.Code, r.Chinese))], Help = "角色变了，从那一天起另写一行", Example = "链主企业" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起", Example = "2021-01-01" },
        new("valid_to", "截止日期", SheetColumnKind.Date) { Help = "最后一天；还在链上就留空", Example = "2022-12-31" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var firms = await FirmBook.LoadAsync(db, cancel);
        var rows = await FactRegister.StandingAsync<ChainMemberRow, (long, string)>(db, KeyOf, long.MaxValue, cancel);
        foreach (var (code, m) in rows.Select(m => (Code: firms.CodeOf(m.FirmId), m)).OrderBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.m.Chain, StringComparer.Ordinal).ThenBy(r => r.m.ValidFrom))
        {
            yield return [code, m.Chain, m.Role, m.ValidFrom, m.ValidTo];
        }
    }

    protected override async Task<Func<SheetRow, ChainMemberRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<ChainMemberRow> standing, CancellationToken cancel)
    {
        var firms = await FirmBook.LoadAsync(db, cancel);
        var chains = (await FactRegister.StandingAsync<ChainRow, string>(db, c => c.Code, long.MaxValue, cancel)).Select(c => c.Code).ToHashSet();
        return row => Read(row, firms, chains);
    }

    protected override (long, string) KeyOf(ChainMemberRow fact) => (fact.FirmId, fact.Chain);

    protected override string Describe(ChainMemberRow fact) => $"这家企业在产业链 {fact.Chain} 从 {fact.ValidFrom:yyyy-MM-dd} 起的一行";

    private static ChainMemberRow? Read(SheetRow row, FirmBook firms, IReadOnlySet<string> chains)
    {
        var firm = firms.Read(row);
        if (row.Has("chain") && !chains.Contains(row.Text("chain")))
        {
            row.Refuse("chain", $"没有编码为 {row.Text("chain")} 的产业链。请先在“产业链”表登记，或改正编码。");
        }

        if (row.Has("valid_from") && row.DateOrNull("valid_to") is { } to && to < row.Date("valid_from"))
        {
            row.Refuse("valid_to", "截止日期早于起始日期，请核对。");
        }

        return firm is { } id && row.Has("chain") && row.Has("valid_from")
            ? new() { FirmId = id, Chain = row.Text("chain"), Role = row.Choice("role"), ValidFrom = row.Date("valid_from"), ValidTo = row.DateOrNull("valid_to") }
            : null;
    }
}
