using System.Text;
using Baotuan.Platform.Storage;

namespace Baotuan.App.Shell;

/// <summary>For whoever watches over the program: 200 while it reads and writes, else 503 and why.</summary>
internal static class Health
{
    internal const string Address = "/health";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, AnswerAsync).AllowAnonymous();

    private static async Task<IResult> AnswerAsync(HttpContext context, CancellationToken cancel)
    {
        var fault = context.RequestServices.GetService<Store>() is { } store ? store.Stopped ?? await TryAsync(store, cancel) : null;
        return Results.Text(
            fault is null ? "ok\n" : $"{fault.Code}\n{fault.Message}\n", "text/plain", Encoding.UTF8,
            fault is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<StorageFault?> TryAsync(Store store, CancellationToken cancel)
    {
        try
        {
            await using var db = store.Open();
            await SchemaGuard.MissingTriggersAsync(db, cancel); // reads the database's own first pages
            return null;
        }
        catch (Exception problem) when (StorageFault.Of(problem) is { } fault)
        {
            store.Note(fault);
            return fault;
        }
    }
}
