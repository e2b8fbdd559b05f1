using System.Text.Json;
using System.Text.Json.Nodes;

namespace Baotuan.Transparency.Receipts;

/// <summary>Reads JSON of which nothing is believed: what has another kind than it should is a <see cref="FormatException"/>.</summary>
internal static class JsonReading
{
    public static JsonObject Object(JsonNode? node) => node as JsonObject ?? throw new FormatException("no object");

    public static JsonArray Array(JsonNode? node) => node as JsonArray ?? throw new FormatException("no array");

    public static string Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw new FormatException("no text");

    public static long Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) ? number : throw new FormatException("no whole number");
}
