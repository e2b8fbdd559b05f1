using System.Collections.Concurrent;
using Jint;

namespace Baotuan.Platform.Charts;

/// <summary>
/// Draws charts on the server: the ECharts bundle runs in an embedded JavaScript engine, so a page needs no script to show a picture.
/// The bundle is parsed at the first chart; a few engines take turns; equal charts are drawn once.
/// </summary>
public sealed class ChartRenderer
{
    // An engine holds the whole bundle in memory; where charts are cached, two are enough.
    private const int Engines = 2;
    private const int CachedCharts = 400;
    private static readonly TimeSpan LongestDrawing = TimeSpan.FromSeconds(30);

    private readonly Lazy<Prepared<Acornima.Ast.Script>> _bundle;
    private readonly ConcurrentBag<Engine> _idle = [];
    private readonly SemaphoreSlim _turns = new(Engines, Engines);
    private readonly ConcurrentDictionary<string, string> _drawn = new(StringComparer.Ordinal);

    /// <param name="readBundle">Reads the text of the built charts.js; called once, at the first chart.</param>
    public ChartRenderer(Func<string> readBundle) =>
        _bundle = new(() => Engine.PrepareScript(readBundle(), "charts.js"));

    /// <summary>SVG text of a chart, without inline styles. Labelled for screen readers; sized by the style sheet.</summary>
    /// <exception cref="Jint.Runtime.JavaScriptException">The chart cannot be drawn, for example a flow that runs in a circle.</exception>
    public string Render(Chart chart, string label, bool narrow = false)
    {
        var json = chart.ToJson(narrow);
        var svg = _drawn.TryGetValue(json, out var known) ? known : Remember(json, Draw(json));
        return SvgCleaner.Clean(svg, narrow ? "chart-narrow" : "chart-wide", label);
    }

    /// <summary>Gets one engine ready, so that the first reader does not wait for the bundle to be parsed.</summary>
    public void WarmUp() => _idle.Add(Start());

    private string Remember(string json, string svg)
    {
        // Rare enough that starting over is simpler than keeping an order of use.
        if (_drawn.Count >= CachedCharts)
            _drawn.Clear();
        return _drawn[json] = svg;
    }

    private string Draw(string json)
    {
        _turns.Wait();
        try
        {
            var engine = _idle.TryTake(out var idle) ? idle : Start();
            var svg = engine.Invoke("renderChart", json).AsString();
            // An engine that threw is not put back.
            _idle.Add(engine);
            return svg;
        }
        finally
        {
            _turns.Release();
        }
    }

    private Engine Start()
    {
        var engine = new Engine(options => options.TimeoutInterval(LongestDrawing));
        engine.Execute(_bundle.Value);
        return engine;
    }
}
