using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Baotuan.Transparency;

/// <summary>Canonical JSON of RFC 8785 for objects, texts, whole numbers and booleans.</summary>
public static class CanonicalJson
{
    /// <summary>UTF-8 bytes.</summary>
    public static byte[] Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject o:
                text.Append('{').AppendJoin(',', o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => { var t = new StringBuilder(); Text(p.Key, t); t.Append(':'); Write(p.Value, t); return t; })).Append('}');
                break;
            case JsonArray a:
                text.Append('[').AppendJoin(',', a.Select(e => { var t = new StringBuilder(); Write(e, t); return t; })).Append(']');
                break;
            case null:
                text.Append("null");
                break;
            default:
                if (node.GetValueKind() == JsonValueKind.String) { Text(node.GetValue<string>(), text); } else { text.Append(node.ToJsonString()); }
                break;
        }
    }

    private static void Text(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""), '\\' => text.Append("\\\\"), '\b' => text.Append("\\b"), '\f' => text.Append("\\f"), '\n' => text.Append("\\n"), '\r' => text.Append("\\r"), '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
