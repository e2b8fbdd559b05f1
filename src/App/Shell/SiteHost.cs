using System.Net;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Baotuan.App.Accounts;
using Baotuan.App.Webhooks;
using Baotuan.Migrations;
using Baotuan.Platform.Api;
using Baotuan.Platform.Charts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Platform.Webhooks;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Baotuan.App.Shell;

/// <summary>What a site is built from. Everything that differs between the program and a test stands here.</summary>
internal sealed record SiteOptions
{
    internal const int DefaultPort = 5080;

    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    internal int Port { get; init; } = DefaultPort;

    /// <summary>Name under which a reverse proxy on this machine serves the site by https; null on loopback alone.</summary>
    internal string? PublicHost { get; init; }

    /// <summary>Where everybody reaches the site from outside, for paper; null for https of <see cref="PublicHost"/>, or nowhere.</summary>
    internal Uri? PublicRoot { get; init; }

    /// <summary>Whom to tell about a hole: a mailto: or https: address; null for nobody.</summary>
    internal string? SecurityContact { get; init; }

    /// <summary>Tries to sign in that one address has in a minute.</summary>
    internal int SignInsPerMinute { get; init; } = SignInLimits.DefaultPerAddress;

    /// <summary>Requests that one token has in a minute.</summary>
    internal int TokenRequestsPerMinute { get; init; } = TokenLimit.DefaultPerMinute;

    /// <summary>Public pages that one address has in a minute.</summary>
    internal int PublicPagesPerMinute { get; init; } = PublicPages.DefaultPerMinute;

    /// <summary>Slips that one address opens by their codes in a minute.</summary>
    internal int SlipsPerMinute { get; init; } = SlipPages.DefaultPerMinute;

    /// <summary>Networks besides the public one that messages to other systems may go to.</summary>
    internal IReadOnlyList<System.Net.IPNetwork> WebhookAllow { get; init; } = [];

    /// <summary>False sends nothing: for a copy of the data.</summary>
    internal bool Webhooks { get; init; } = true;

    /// <summary>Assemblies with routed pages beside the shell's own.</summary>
    internal IReadOnlyList<Assembly> PageAssemblies { get; init; } = [];

    /// <summary>Registers stores and use cases.</summary>
    internal Action<WebApplicationBuilder> Services { get; init; } = _ => { };

    /// <summary>Maps endpoints that are not pages: downloads, uploads.</summary>
    internal Action<WebApplication> Endpoints { get; init; } = _ => { };
}

/// <summary>The web host: builds the site on the loopback address and nowhere else.</summary>
internal static class SiteHost
{
    internal static WebApplication Build(SiteOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(SiteHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = UploadLimitAttribute.DefaultBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        AddSite(builder, options);
        options.Services(builder);
        if (options.Webhooks)
        {
            builder.Services.AddHostedService<SendInBackground>();
        }

        var app = builder.Build();
        if (options.PublicHost is not null)
        {
            // the proxy stands on this machine; nobody else's word about addresses is taken
            app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        }

        UseSite(app, https: options.PublicHost is not null);
        MapSite(app, options);
        return app;
    }

    /// <summary>Starts a built site and returns the address to show. A port in use is an IOException of Kestrel.</summary>
    internal static async Task<Uri> StartAsync(WebApplication app, CancellationToken cancellation = default)
    {
        await app.StartAsync(cancellation);
        _ = Task.Run(app.Services.GetRequiredService<ChartRenderer>().WarmUp, cancellation);
        var bound = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return new UriBuilder(bound) { Host = "localhost" }.Uri;
    }

    private static void AddSite(WebApplicationBuilder builder, SiteOptions options)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Antiforgery keys lie in the user's profile without encryption: expected on a machine that serves only itself.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        var services = builder.Services;
        services.AddRazorComponents(razor => razor.DetailedErrors = false);
        services.AddHttpContextAccessor();
        // Chinese goes out as it is, not as three times longer character references.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = AccountWiring.CookieName("form", options.PublicHost is not null);
            antiforgery.Cookie.SecurePolicy = options.PublicHost is not null ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.ConfigureHttpJsonOptions(json => PlainJson.Shaped(json.SerializerOptions));
        services.AddProgramDocument();
        services.AddResponseCompression();
        // Another site's name that resolves to 127.0.0.1 must not reach us through the user's browser.
        services.PostConfigure<HostFilteringOptions>(hosts => hosts.AllowedHosts = ["localhost", "127.0.0.1", .. options.PublicHost is { } host ? (string[])[host] : []]);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new SignInLimits(options.SignInsPerMinute));
        services.AddSingleton(_ => new TokenLimit(options.TokenRequestsPerMinute));
        services.AddSingleton(provider => new PublicPages(provider.GetRequiredService<Store>(), options.PublicPagesPerMinute));
        services.AddSingleton(_ => new SlipPages(options.SlipsPerMinute));
        services.AddSingleton(new PublicAddress(options.PublicRoot ?? (options.PublicHost is { } name ? new Uri($"https://{name}/") : null)));
        services.AddSingleton(new WebhookNetwork(options.WebhookAllow));
        services.AddSingleton<AssetFiles>();
        services.AddSingleton(new SitePages(options.PageAssemblies));
        services.AddSingleton(new ChartRenderer(AssetFiles.ChartBundle));
    }

    // The order matters: headers and the error page enclose everything, body limits come before the first reader of a form.
    private static void UseSite(WebApplication app, bool https)
    {
        app.UseSecurityHeaders(https);
        app.UseResponseCompression();
        app.UseSeeOtherAfterPost();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = StatusPages.ErrorPath,
            CreateScopeForErrors = true,
            StatusCodeSelector = StatusOf,
        });
        app.UseWhen(context => ProgramRoutes.IsUnder(context.Request.Path), programs => programs.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => ProgramRoutes.Problem(context.Response.StatusCode).ExecuteAsync(context),
            StatusCodeSelector = StatusOf,
        }));
        app.UseSiteStatusPages();
        app.UseStorageFaults();
        app.UseRouting();
        app.UsePlainText();
        app.UsePublicPages();
        app.UseSlipPages();
        app.UseAuthentication();
        app.UsePoliteBodyLimit();
        app.UseGate();
        app.UseAntiforgery();
        app.UsePoliteTokenRefusal();
    }

    private static int StatusOf(Exception problem) => problem is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;

    private static void MapSite(WebApplication app, SiteOptions options)
    {
        app.Services.GetRequiredService<AssetFiles>().Map(app);
        foreach (var module in InstalledModules.All)
            module.Map(app);
        AccountEndpoints.Map(app);
        SecurityContact.Map(app, options.SecurityContact, options.PublicHost);
        Health.Map(app);
        VerifyPage.Map(app);
        ProgramDocument.Map(app);
        options.Endpoints(app);
        app.MapRazorComponents<App>().AddAdditionalAssemblies([.. options.PageAssemblies]);
    }
}
