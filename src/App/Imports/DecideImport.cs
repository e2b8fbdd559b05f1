using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Microsoft.AspNetCore.Mvc;

namespace Baotuan.App.Imports;

/// <summary>The decision on a checked upload. However often it is posted, the import runs once, and every answer leads to the page that shows it.</summary>
internal static class DecideImport
{
    internal static async Task<IResult> Import(string id, [FromForm] string? mode, Desk desk, PendingImports pending, CancellationToken cancel)
    {
        var caller = await desk.CallerAsync(cancel);
        pending.Find(id, caller)?.Import(mode == "good" ? ImportMode.GoodRowsOnly : ImportMode.AllOrNothing, caller);
        return Results.Redirect($"/imports/new/{Uri.EscapeDataString(id)}");
    }

    // The form carries nothing but its token; binding it is what makes the token required.
    internal static async Task<IResult> Check(string id, IFormCollection form, Desk desk, PendingImports pending, CancellationToken cancel)
    {
        _ = form;
        var caller = await desk.CallerAsync(cancel);
        pending.Find(id, caller)?.Check(caller);
        return Results.Redirect($"/imports/new/{Uri.EscapeDataString(id)}");
    }
}
