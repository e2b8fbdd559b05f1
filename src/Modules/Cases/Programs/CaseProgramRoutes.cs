using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Reading;
using Baotuan.Platform.Access;
using Baotuan.Platform.Api;
using Baotuan.Platform.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Cases.Programs;

/// <summary>Cases for programs. A list is taken away like a file: it needs the right to export and is a line of the log. What was said is in none of these.</summary>
internal static class CaseProgramRoutes
{
    private const string Tag = "办件";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapForPrograms<CasePageShape>("/cases", Tag, "办件清单：逾期的在前，其次新的在前", CasesPermissions.CaseExport, ListAsync);
        routes.MapForPrograms<CaseWayShape>("/cases/{id:long}", Tag, "一件的状态、期限和经过", CasesPermissions.CaseRead, ShowAsync);
        routes.MapForPrograms<IReadOnlyList<KindShape>>("/case-kinds", Tag, "办件的种类、状态和类别", CasesPermissions.CaseRead, KindsAsync);
    }

    private static async Task<IResult> ListAsync([AsParameters] CaseAsked asked, Desk desk, CancellationToken cancel)
    {
        if (ProgramRoutes.Range(asked.Skip, asked.Take) is { } range)
        {
            return ProgramRoutes.Refused([range]);
        }

        var page = await desk.WriteAsync<CasePage>(
            async (db, token) =>
            {
                db.Access.Require(CasesPermissions.CaseExport);
                var filter = await CaseFilter.ReadAsync(db, asked.Value, token);
                return Conditions.Refusal(filter.Unread) is { } refusal ? refusal : await CaseActs.ExportAsync(db, filter.Query with { Skip = asked.Skip, Take = asked.Take }, filter.InWords, desk.Time.Today(), token);
            },
            cancel);
        return ProgramRoutes.Answer(page, p => new CasePageShape(p.Count, asked.Skip, [.. p.Cases.Select(CaseShape.Of)]));
    }

    private static async Task<IResult> ShowAsync(long id, Desk desk, FieldProtector fields, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        return await CaseActs.ShowAsync(db, fields, id, desk.Time.Today(), cancel) is { } found
            ? Results.Ok(CaseWayShape.Of(found))
            : ProgramRoutes.Problem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> KindsAsync(Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(CasesPermissions.CaseRead);
        return Results.Ok(CaseKinds.All.Select(KindShape.Of).ToList());
    }
}
