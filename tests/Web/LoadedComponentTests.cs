using Baotuan.Platform.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baotuan.Tests.Web;

/// <summary>A page is never rendered with half of its data, however its reads interleave.</summary>
public sealed class LoadedComponentTests
{
    [Fact]
    public async Task Page_is_rendered_once_when_everything_is_there()
    {
        await using var services = new ServiceCollection().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TwoReads>()).ToHtmlString());
        Assert.Equal("first second 1", html);
    }

    /// <summary>Reads twice; the first read is there at once, as from a warm cache, the second is not.</summary>
    private sealed class TwoReads : LoadedComponent
    {
        private string? _first;
        private string? _second;
        private int _renderings;

        protected override async Task OnInitializedAsync()
        {
            _first = "first";
            await Task.Delay(20, TestContext.Current.CancellationToken);
            _second = "second";
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, $"{_first} {_second!.Trim()} {++_renderings}");
    }
}
