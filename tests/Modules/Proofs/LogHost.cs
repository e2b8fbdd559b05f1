using System.Net;
using System.Text;
using Baotuan.Platform.Storage;
using Baotuan.Proofs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>What one installation offers others about its log and as a witness, behind a real server on the loopback address.</summary>
internal sealed class LogHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();

    private LogHost(WebApplication app) => _app = app;

    public string Witness => $"{_app.Urls.Single()}/witness";

    public static async Task<LogHost> StartAsync(Store store)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(LogHost).Assembly.GetName().Name });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(store);
        var app = builder.Build();
        new ProofsModule().Map(app);
        await app.StartAsync();
        return new(app);
    }

    public async Task<(HttpStatusCode Status, string Text, string Type)> GetAsync(string path) => await ReadAsync(await _client.GetAsync($"{_app.Urls.Single()}{path}"));

    public async Task<(HttpStatusCode Status, string Text, string Type)> AddCheckpointAsync(string body) =>
        await ReadAsync(await _client.PostAsync($"{Witness}/add-checkpoint", new ByteArrayContent(Encoding.UTF8.GetBytes(body))));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task<(HttpStatusCode Status, string Text, string Type)> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.ToString() ?? "");
        }
    }
}
