using System.Globalization;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Baotuan.Disclosure.Contracts;

/// <summary>What every public page stands on: the desk of the public, and nothing of who is signed in.</summary>
public abstract class PortalBase : LoadedComponent
{
    /// <summary>Every address of a public page begins so.</summary>
    public const string Root = "/public";

    [Inject] private PublicDesk Desk { get; set; } = null!;
    [Inject] protected NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] protected HttpContext? Http { get; set; }

    protected CancellationToken Cancel => Http?.RequestAborted ?? CancellationToken.None;

    protected DateOnly Today => Desk.Today;

    /// <summary>A context for reading in the name of the public.</summary>
    protected Task<BaotuanDb> Read() => Desk.OpenAsync(Cancel);

    /// <summary>The same with people's lines, over the organisations that resolved to open them.</summary>
    protected Task<BaotuanDb> ReadLines() => Desk.OpenLinesAsync(Cancel);

    protected static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
