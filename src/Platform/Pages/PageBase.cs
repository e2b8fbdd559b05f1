using System.Globalization;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Baotuan.Platform.Pages;

/// <summary>What every page over the data stands on: the store, the address, today, and the one way to write.</summary>
public abstract class PageBase : LoadedComponent
{
    [Inject] protected Desk Desk { get; set; } = null!;
    [Inject] protected NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] protected HttpContext? Http { get; set; }

    protected CancellationToken Cancel => Http?.RequestAborted ?? CancellationToken.None;

    protected DateOnly Today => Desk.Time.Today();

    /// <summary>A query value read as a day; null when absent or unreadable.</summary>
    protected DateOnly? QueryDate(string name) => ReadDate(Navigation.Query(name));

    /// <summary>A query value read as a whole number; null when absent or unreadable.</summary>
    protected int? QueryNumber(string name) =>
        int.TryParse(Navigation.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>yyyy-MM-dd, as date fields post it.</summary>
    protected static DateOnly? ReadDate(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A number of things, its thousands apart.</summary>
    protected static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    protected static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A new id for a form, so that pressing the button twice posts once.</summary>
    public static string NewClientId() => "web-" + Guid.CreateVersion7().ToString("N");

    /// <summary>Who looks at the page.</summary>
    protected Caller Caller { get; private set; } = null!;

    /// <summary>A context for reading in the name of who looks.</summary>
    protected async Task<BaotuanDb> Read()
    {
        Caller = await Desk.CallerAsync(Cancel);
        return await Desk.OpenAsync(Cancel);
    }

    protected Task<Outcome<T>> Write<T>(Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> command) =>
        Desk.WriteAsync(command, Cancel);
}
