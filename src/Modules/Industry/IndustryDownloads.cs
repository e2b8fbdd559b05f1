using Baotuan.Industry.Contracts;
using Baotuan.Industry.Figures;
using Baotuan.Industry.Firms;
using Baotuan.Industry.Releases;
using Baotuan.Industry.Scopes;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Industry;

/// <summary>What the pages show, as CSV and narrowed as there. Figures of single firms leave a line in the log.</summary>
internal static class IndustryDownloads
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/industry/firms.csv", FirmsAsync).WithMetadata(new NeedsAttribute("industry:firm:read"));
        routes.MapGet("/industry/firms/{code}/outputs.csv", OutputsAsync).WithMetadata(new NeedsAttribute("industry:firm:read"));
        routes.MapGet("/industry/scopes.csv", ScopesAsync).WithMetadata(new NeedsAttribute("industry:firm:read"));
        routes.MapGet("/industry/bridge.csv", BridgeAsync).WithMetadata(new NeedsAttribute("industry:firm:read"));
        routes.MapGet("/industry/releases.csv", ReleasesAsync).WithMetadata(new NeedsAttribute("industry:figure:read"));
    }

    private static Money? Filled(long? fen) => fen is { } value ? new Money(value) : null;

    private static async Task<IResult> FirmsAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndustryPermissions.FirmRead);
        var filter = FirmFilter.Read(request.Value);
        var month = await filter.MonthAsync(db, cancel);
        if (!month.Ok)
        {
            return RefusedDownload.Of(month.Refusals);
        }

        var rows = await filter.LoadAsync(db, month.Value, cancel);
        await desk.LookedAsync("industry.firms.export", "firms", 0, $"{filter.Series} {FirmNames.Month(month.Value)}，{rows.Count} 家", cancel);
        return CsvDownload.File(
            $"产业链企业-{FirmNames.Month(month.Value)}", ["编码", "企业", "信用代码", "产业链和角色", "规上名单", "口径", "月份", "当月", "本年累计", "上年同期", "同比"],
            rows.Select(r => (object?[])[
                r.Firm.Code, r.Firm.Name, r.Firm.CreditCode, string.Join("、", r.Chains.Select(c => $"{c.Name}（{FirmNames.Role(c.Role)}）")), r.Figure?.Listed == true ? "在" : "不在",
                OutputSeries.Chinese(filter.Series), FirmNames.Month(month.Value), Filled(r.Figure is { Listed: true } f ? f.MonthFen : null), Filled(r.Figure?.Now), Filled(r.Figure is { Listed: true } b ? b.BaseFen : null),
                r.Growth is null ? null : FirmNames.Percent(r.Growth)]));
    }

    private static async Task<IResult> OutputsAsync(Desk desk, string code, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        if (await FirmCard.FindAsync(db, code, cancel) is not { } card)
        {
            return Results.NotFound();
        }

        await desk.LookedAsync("industry.firm.export", $"organization/{card.Firm.Id}", card.Firm.Id, $"{card.Outputs.Count} 行", cancel);
        return CsvDownload.File(
            $"{card.Firm.Name}-产值", ["月份", "口径", "第几次报", "当月", "本年累计", "上年同期", "状态", "撤回", "登记时间", "原因"],
            card.Outputs.Select(o => (object?[])[
                FirmNames.Month(o.Row.ValidFrom), OutputSeries.Chinese(o.Row.Series), (long)o.No, Filled(o.Row.MonthFen), new Money(o.Row.CumulativeFen), Filled(o.Row.BaseFen), FirmNames.State(o.Row.State),
                o.Row.Retracted ? "是" : "", ChinaTime.Text(o.Row.RecordedAtMs), o.Row.Reason]));
    }

    private static async Task<IResult> ScopesAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndustryPermissions.FirmRead);
        var filter = FirmFilter.Read(request.Value);
        var month = await filter.MonthAsync(db, cancel);
        if (!month.Ok)
        {
            return RefusedDownload.Of(month.Refusals);
        }

        var on = month.Value ?? Period.MonthOf(desk.Time.Today()).Start;
        var rows = filter.Narrow((await ScopeMoves.LoadAsync(db, filter.Series, on, cancel)).Lines, request.Value("move"));
        return CsvDownload.File(
            $"规上企业名单-{FirmNames.Month(on)}", ["编码", "企业", "口径", "月份", "变动", "升规月份", "最后月份", "说明"],
            rows.Select(r => (object?[])[
                r.Firm.Code, r.Firm.Name, OutputSeries.Chinese(filter.Series), FirmNames.Month(on), ScopeMoves.Kinds.First(k => k.Code == r.Move).Chinese, FirmNames.Month(r.Entry.ValidFrom), FirmNames.Month(r.Entry.ValidTo), r.Entry.Note]));
    }

    private static async Task<IResult> BridgeAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndustryPermissions.FirmRead);
        var (filter, part) = (FirmFilter.Read(request.Value), request.Value("part"));
        var month = await filter.MonthAsync(db, cancel);
        if (!month.Ok)
        {
            return RefusedDownload.Of(month.Refusals);
        }

        var on = month.Value ?? Period.MonthOf(desk.Time.Today()).Start;
        var rows = (await BridgeParts.LoadAsync(db, filter.Series, on, filter.Chain, cancel)).Firms.Where(f => part is null || f.Code == part).ToList();
        var names = await Organizations.ByIdsAsync(db, rows.Select(r => r.FirmId), cancel);
        await desk.LookedAsync("industry.bridge.export", "firms", 0, $"{filter.Series} {FirmNames.Month(on)} {filter.Chain}，{rows.Count} 行", cancel);
        return CsvDownload.File(
            $"增长从哪里来-{FirmNames.Month(on)}", ["编码", "企业", "哪一段", "上年当时", "上年同口径", "本年累计", "增减"],
            rows.Select(r => (object?[])[
                names[r.FirmId].Code, names[r.FirmId].Name, BridgeParts.Kinds.First(k => k.Code == r.Code).Chinese, Filled(r.ThenFen), Filled(r.BaseFen), Filled(r.NowFen), new Money(r.Fen)]));
    }

    private static async Task<IResult> ReleasesAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndustryPermissions.FigureRead);
        var rows = LoadReleases.Narrow(await ReleaseActs.ListAsync(db, cancel), request.Value("series"), request.Value("month"));
        return CsvDownload.File(
            "产值公布", ["第几次公布", "月份", "口径", "范围和数", "企业数", "金额", "公布时间", "再公布的原因"],
            rows.SelectMany(r => r.Cells.Select(c => (object?[])[r.Id, $"{r.Month:yyyy-MM}", OutputSeries.Chinese(r.Series), c.Name, (long)c.Firms, c.Value, ChinaTime.Text(r.RecordedAtMs), r.Reason])));
    }
}
