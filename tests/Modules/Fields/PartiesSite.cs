using Baotuan.Parties;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using System.Net;
using System.Text.RegularExpressions;

namespace Baotuan.Tests.Modules.Fields;

/// <summary>The pages of Parties and Ventures and the downloads of Parties on a real host, in one caller's name, with everything that it logs.</summary>
internal sealed partial class PartiesSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PartiesSite(WebApplication app) => _app = app;

    /// <summary>Every line that the host logged, at the most talkative level.</summary>
    public LogLines Log { get; private init; } = new();

    public HttpClient Client { get; private set; } = null!;

    public static async Task<PartiesSite> StartAsync(Store store, Caller caller)
    {
        var log = new LogLines();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(PartiesSite).Assembly.GetName().Name });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddSingleton(store).AddSingleton(FieldProtector.Open(store.Location.DataDirectory))
            .AddSingleton<ICallerSource>(new OneCaller(caller)).AddScoped<Desk>().AddAntiforgery().AddRazorComponents();
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapRazorComponents<Root>().AddAdditionalAssemblies(typeof(PartiesModule).Assembly, typeof(VenturesModule).Assembly);
        new PartiesModule().Map(app);
        await app.StartAsync();
        return new(app) { Log = log, Client = new(new SaysWhy(log) { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false } }) { BaseAddress = new(app.Urls.First()) } };
    }

    /// <summary>Gets the page, fills the form of this name and posts it.</summary>
    public async Task<(HttpResponseMessage Answer, string Body)> PostAsync(string url, string form, params (string Name, string Value)[] fields)
    {
        var page = await Client.GetStringAsync(url, TestContext.Current.CancellationToken);
        var hidden = Forms().Matches(page).Select(m => m.Value).First(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        var token = WebUtility.HtmlDecode(Token().Match(hidden).Groups["value"].Value);
        var content = new FormUrlEncodedContent([new("_handler", form), new("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        var answer = await Client.PostAsync(url, content, TestContext.Current.CancellationToken);
        return (answer, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<value>[^"]*)""")]
    private static partial Regex Token();

    /// <summary>An answer of 500 and more fails the test with what the host logged of it.</summary>
    private sealed class SaysWhy(LogLines log) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            Assert.True((int)answer.StatusCode < 500, $"{request.RequestUri}: {(int)answer.StatusCode}\n{log.Problems}");
            return answer;
        }
    }

    private sealed class OneCaller(Caller caller) : ICallerSource
    {
        public Task<Caller> CallerAsync(CancellationToken cancel) => Task.FromResult(caller);
    }

    private sealed class Root : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<Router>(0);
            builder.AddComponentParameter(1, nameof(Router.AppAssembly), typeof(PartiesModule).Assembly);
            builder.AddComponentParameter(2, nameof(Router.AdditionalAssemblies), new[] { typeof(VenturesModule).Assembly });
            builder.AddComponentParameter(3, nameof(Router.Found), (RenderFragment<RouteData>)(data => page =>
            {
                page.OpenComponent<RouteView>(0);
                page.AddComponentParameter(1, nameof(RouteView.RouteData), data);
                page.CloseComponent();
            }));
            builder.CloseComponent();
        }
    }
}

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly System.Text.StringBuilder _lines = new();
    private readonly System.Text.StringBuilder _problems = new();

    /// <summary>What was logged as an error, with its exception.</summary>
    public string Problems
    {
        get
        {
            lock (_lines)
            {
                return _problems.ToString();
            }
        }
    }

    public string Text
    {
        get
        {
            lock (_lines)
            {
                return _lines.ToString();
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Add(formatter(state, exception) + exception);
        if (logLevel >= LogLevel.Error)
        {
            lock (_lines)
            {
                _problems.AppendLine(formatter(state, exception) + "\n" + exception);
            }
        }
    }

    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.AppendLine(line);
        }
    }

    public void Dispose()
    {
    }
}
