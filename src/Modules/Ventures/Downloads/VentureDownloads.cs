using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Baotuan.Ventures.Villages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Downloads;

/// <summary>The lists of the pages as CSV, narrowed by the same query strings.</summary>
internal static class VentureDownloads
{
    // More lines than a spreadsheet shows are no list any more.
    private const int LongestList = 1_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ventures.csv", VenturesAsync).WithMetadata(new NeedsAttribute("ventures:venture:export"));
        routes.MapGet("/ventures/{code}/register.csv", RegisterAsync).WithMetadata(new NeedsAttribute("ventures:venture:export"));
        routes.MapGet("/distributions.csv", DistributionsAsync).WithMetadata(new NeedsAttribute("ventures:venture:export"));
        routes.MapGet("/distributions/{id:long}/lines.csv", DistributionAsync).WithMetadata(new NeedsAttribute("ventures:venture:export"));
        routes.MapGet("/cascades/{id:long}/lines.csv", CascadeAsync).WithMetadata(new NeedsAttribute("ventures:payout:export"));
        routes.MapGet("/villages.csv", VillagesAsync).WithMetadata(new NeedsAttribute("ventures:venture:export"));
        routes.MapGet("/bank-batches/{id:long}/file", BankFileAsync).WithMetadata(new NeedsAttribute("ventures:bank:prepare"));
    }

    /// <summary>The file of a released batch; a refusal sends back to its page, which says what is missing.</summary>
    private static async Task<IResult> BankFileAsync(Desk desk, FieldProtector fields, long id, string? encoding, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var chosen = encoding == "utf-8" ? BankFileEncoding.Utf8 : BankFileEncoding.Gb18030;
        var written = await desk.WriteAsync((db, token) => BankFileActs.WriteAsync(db, fields, id, chosen, bytes, token), cancel);
        return written.Ok
            ? Results.File(bytes.ToArray(), "text/csv", written.Value.FileName)
            : Results.Redirect($"/bank-batches/{id}?refused={Uri.EscapeDataString(written.Refusals[0].Code)}");
    }

    private static async Task<IResult> VenturesAsync(Desk desk, string? q, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        var rows = await VentureList.LoadAsync(db, Blank(q), desk.Time.Today(), cancel);
        return CsvDownload.File(
            "抱团项目", ["编码", "项目", "运营单位", "出资方", "实缴本金", "累计分红", "累计已付", "尚欠"],
            rows.Select(r => (object?[])[r.Venture.Code, r.Venture.Name, r.Operator.Name, r.Holders, r.Principal, r.Declared, r.Paid, r.Outstanding]));
    }

    private static async Task<IResult> RegisterAsync(HttpRequest request, Desk desk, string code, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        var venture = await db.Set<Venture>().FirstOrDefaultAsync(v => v.Code == code, cancel);
        if (venture is null)
        {
            db.Access.Require(VenturesPermissions.VentureExport);
            return Results.NotFound();
        }

        await VentureAccess.RequireReadAsync(db, venture.Id, cancel);
        var asked = new Conditions(request.Value);
        var on = asked.Day("as-of", "日期") ?? desk.Time.Today();
        var known = asked.Day("known-at", "当时所知") is { } day ? ChinaTime.EndOfDayMs(day) : long.MaxValue;
        if (RefusedDownload.Of(asked.Unread) is { } refused)
        {
            return refused;
        }

        var rows = await Stakes.LoadAsync(db, code, on, known, cancel);
        return CsvDownload.File(
            venture.Name + "股权登记簿", ["期", "编码", "出资方", "认缴", "实缴", "占比"],
            rows.Select(r => (object?[])[r.PhaseCode, r.Holder.Code, r.Holder.Name, r.Subscribed, r.PaidIn, r.Percent]));
    }

    private static async Task<IResult> DistributionsAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        var asked = new Conditions(request.Value);
        var rows = DistributionRows.Narrow(await DistributionRows.LoadAsync(db, null, cancel), asked);
        return RefusedDownload.Of(asked.Unread) ?? CsvDownload.File(
            "分红", ["项目编码", "项目", "期", "期间", "入账日期", "应付", "已付", "尚欠", "明细行数", "状态"],
            rows.Select(r => (object?[])[
                r.VentureCode, r.VentureName, r.PhaseCode, r.Period.Code, r.DeclaredOn, r.Pool, r.Paid, r.Outstanding, r.LineCount, r.State]));
    }

    private static async Task<IResult> DistributionAsync(Desk desk, long id, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        return await DistributionActs.ShowAsync(db, id, cancel) is { } info
            ? CsvDownload.File(
                $"{info.VentureName}{info.Period.ChineseName}分红", ["编码", "出资方", "应得", "已收到", "尚欠"],
                info.Lines.Select(l => (object?[])[l.Holder.Code, l.Holder.Name, l.Amount, l.Paid, l.Outstanding]))
            : Results.NotFound();
    }

    private static async Task<IResult> CascadeAsync(Desk desk, long id, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        if (await CascadeActs.ShowAsync(db, id, cancel) is not { } info)
        {
            return Results.NotFound();
        }

        db.Access.Require(VenturesPermissions.PayoutExport, info.Holder.Id);
        await desk.LookedAsync("payout.export", $"cascade/{id}", info.Holder.Id, "", cancel);
        var lines = await CascadeActs.LinesAsync(db, info, cancel);
        return CsvDownload.File(
            $"{info.Holder.Name}{info.Period.ChineseName}收益分配", ["编号", "名称", "户号", "小组", "份额", "应得", "代扣", "实得"],
            lines.Select(l => (object?[])[l.Code, l.Name, l.HouseholdNo, l.GroupName, l.Weight.ToDecimalString(4), l.Amount, l.Withheld, l.Net]));
    }

    private static async Task<IResult> VillagesAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(VenturesPermissions.VentureExport);
        var asked = new Conditions(request.Value);
        var query = VillageQuery.Read(asked);
        if (RefusedDownload.Of(asked.Unread) is { } refused)
        {
            return refused;
        }

        var chosen = await query.YearAsync(db, desk.Time.Today(), cancel);
        var rows = await OrganizationSearch.PageAsync(db, await query.FilterAsync(db, chosen, cancel), 0, LongestList, cancel);
        var received = await VillageRows.ReceivedAsync(db, chosen, cancel);
        var passedOn = await VillageRows.PassedOnAsync(db, chosen, cancel);
        return CsvDownload.File(
            $"村集体{chosen}年", ["编码", "名称", "类别", "统一社会信用代码", $"{chosen}年应收分红", "收益分配"],
            rows.Select(r => (object?[])[
                r.Code, r.Name, OrganizationKinds.Chinese(r.Kind), r.CreditCode, received.TryGetValue(r.Id, out var fen) ? new Money(fen) : null,
                passedOn.Contains(r.Id) ? "已分配" : received.ContainsKey(r.Id) ? "未分配" : ""]));
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
