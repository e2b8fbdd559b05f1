using Baotuan.Platform.Imports;
using Microsoft.AspNetCore.Mvc;

namespace Baotuan.App.Imports;

/// <summary>The decision on a checked upload. However often it is posted, the import runs once, and every answer leads to the page that shows it.</summary>
internal static class DecideImport
{
    internal static IResult Import(string id, [FromForm] string? mode, PendingImports pending)
    {
        pending.Find(id)?.Import(mode == "good" ? ImportMode.GoodRowsOnly : ImportMode.AllOrNothing);
        return Results.Redirect($"/imports/new/{Uri.EscapeDataString(id)}");
    }

    // The form carries nothing but its token; binding it is what makes the token required.
    internal static IResult Check(string id, IFormCollection form, PendingImports pending)
    {
        _ = form;
        pending.Find(id)?.Check();
        return Results.Redirect($"/imports/new/{Uri.EscapeDataString(id)}");
    }
}
