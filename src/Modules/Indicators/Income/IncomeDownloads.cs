using Baotuan.Indicators.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Indicators.Income;

/// <summary>The list of incomes as CSV, narrowed as on the page.</summary>
internal static class IncomeDownloads
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/village-income.csv", CsvAsync).WithMetadata(new NeedsAttribute("indicators:reading:export"));

    private static async Task<IResult> CsvAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndicatorsPermissions.ReadingExport);
        var asked = new Conditions(request.Value);
        var query = IncomeFilter.Read(asked, desk.Time.Today());
        if (RefusedDownload.Of(asked.Unread) is { } refused)
        {
            return refused;
        }

        var rows = await query.LoadAsync(db, cancel);
        return rows.Ok
            ? CsvDownload.File(
                $"村集体收入{query.Year}年", ["编码", "村集体", "经常性收入", "经营性收入", "银行和现金流入", "薄弱村", "为什么", "依据"],
                rows.Value.Select(r => (object?[])[
                    r.Standing.Village.Code, r.Standing.Village.Name, r.Standing.Of(VillageIncome.Recurring), r.Standing.Of(VillageIncome.Operating),
                    r.Standing.Of(VillageIncome.BankInflow), IncomeFilter.Chinese(r.Standing), r.Standing.Reason, r.Standing.Basis]))
            : RefusedDownload.Of(rows.Refusals);
    }
}
