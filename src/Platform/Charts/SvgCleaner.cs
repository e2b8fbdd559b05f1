using System.Xml.Linq;

namespace Baotuan.Platform.Charts;

/// <summary>
/// Makes ECharts' SVG fit a strict content policy: inline style attributes become presentation attributes, style sheets and classes go,
/// and only drawing elements stay.
/// </summary>
internal static class SvgCleaner
{
    private static readonly HashSet<string> Elements =
        ["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "clipPath", "linearGradient", "stop"];

    private static readonly HashSet<string> Properties =
        ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity",
            "font-size", "font-family", "font-weight", "font-style", "text-anchor", "dominant-baseline", "stop-color", "stop-opacity"];

    // The page's own text style is inherited; sizes of the root come from the style sheet.
    private static readonly HashSet<string> Dropped = ["style", "class", "pointer-events", "baseProfile", "version"];

    internal static string Clean(string svg, string cssClass, string label)
    {
        var root = XElement.Parse(svg);
        foreach (var element in root.DescendantsAndSelf().ToList())
        {
            if (Elements.Contains(element.Name.LocalName))
                CleanAttributes(element);
            else
                element.Remove();
        }
        root.Attribute("width")?.Remove();
        root.Attribute("height")?.Remove();
        root.SetAttributeValue("class", cssClass);
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", label);
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static void CleanAttributes(XElement element)
    {
        foreach (var (name, value) in Declarations(element.Attribute("style")?.Value))
        {
            if (Properties.Contains(name) && value != "inherit")
                element.SetAttributeValue(name, value);
        }
        element.Attributes()
            .Where(a => Dropped.Contains(a.Name.LocalName) || a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                || a.Value == "inherit" || a is { IsNamespaceDeclaration: true, Name.LocalName: "xlink" })
            .ToList().ForEach(a => a.Remove());
    }

    private static IEnumerable<(string Name, string Value)> Declarations(string? style)
    {
        foreach (var declaration in (style ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = declaration.IndexOf(':');
            if (colon > 0)
                yield return (declaration[..colon].Trim(), declaration[(colon + 1)..].Trim());
        }
    }
}
