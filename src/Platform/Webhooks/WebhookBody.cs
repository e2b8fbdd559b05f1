using System.Globalization;
using System.Text.Json;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;

namespace Baotuan.Platform.Webhooks;

/// <summary>The message of a fact: the same bytes in every try, while the site's own address stays.</summary>
internal static class WebhookBody
{
    private static readonly JsonWriterOptions Shape = new() { Encoder = PlainJson.Encoder };

    public static byte[] Of(FactRow fact, PublicAddress site)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Shape))
        {
            json.WriteStartObject();
            json.WriteString("id", fact.EventId);
            json.WriteString("type", fact.Kind);
            json.WriteString("timestamp", DateTimeOffset.FromUnixTimeMilliseconds(fact.RecordedAtMs).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WritePropertyName("data");
            json.WriteRawValue(fact.Data);
            if (fact.Path.Length > 0 && site.Of(fact.Path) is { } link)
            {
                json.WriteString("link", link);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
