using System.Net;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Baotuan.Tests.Modules.Support;

/// <summary>A module's own pages and downloads behind a real server, without the shell of the program, in the name of one person.</summary>
internal sealed partial class PageHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private PageHost(WebApplication app)
    {
        _app = app;
        _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.Single()) };
    }

    public static async Task<PageHost> StartAsync(Store store, Caller caller, IModule module)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(PageHost).Assembly.GetName().Name });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(new Asked(module.GetType().Assembly));
        builder.Services.AddSingleton<ICallerSource>(new OnePerson(caller));
        builder.Services.AddScoped<Desk>();
        var app = builder.Build();
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (AccessDeniedException denied)
            {
                context.Response.StatusCode = denied.Subject is null ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
            }
            catch (Exception failed)
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await context.Response.WriteAsync(failed.ToString());
            }
        });
        app.UseRouting();
        app.UseAntiforgery();
        module.Map(app);
        app.MapRazorComponents<Root>().AddAdditionalAssemblies(module.GetType().Assembly);
        await app.StartAsync();
        return new(app);
    }

    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string address)
    {
        using var answer = await _client.GetAsync(address);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Fills the form of this name as the page gives it and sends it; the answer's address where it is a redirect, else its text.</summary>
    public async Task<string> SubmitAsync(string address, string form, params (string Name, string Value)[] fields)
    {
        var page = (await GetAsync(address)).Text;
        var markup = FormOf().Matches(page).Select(m => m.Value).Single(m => m.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        var values = Hidden().Matches(markup).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        foreach (var (name, value) in fields)
        {
            Assert.Contains($"name=\"{name}\"", markup);
            values[name] = value;
        }

        using var answer = await _client.PostAsync(address, new FormUrlEncodedContent(values));
        return answer.Headers.Location is { } location
            ? location.IsAbsoluteUri ? location.PathAndQuery : location.ToString()
            : await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class OnePerson(Caller caller) : ICallerSource
    {
        public Task<Caller> CallerAsync(CancellationToken cancel) => Task.FromResult(caller);
    }

    /// <summary>The assembly whose pages are shown.</summary>
    public sealed record Asked(Assembly Assembly);

    /// <summary>Nothing around the page.</summary>
    public sealed class Root : ComponentBase
    {
        [Inject] private Asked Asked { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<Router>(0);
            builder.AddComponentParameter(1, nameof(Router.AppAssembly), Asked.Assembly);
            builder.AddComponentParameter(2, nameof(Router.Found), (RenderFragment<Microsoft.AspNetCore.Components.RouteData>)(data => inner =>
            {
                inner.OpenComponent<RouteView>(0);
                inner.AddComponentParameter(1, nameof(RouteView.RouteData), data);
                inner.CloseComponent();
            }));
            builder.CloseComponent();
        }
    }

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormOf();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"(?<name>[^\"]*)\"[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
