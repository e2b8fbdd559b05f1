using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Baotuan.Platform.Sheets;

/// <summary>JSON as people read it beside programs: names like <c>received_on</c>, Chinese as it is and not as escapes.</summary>
public static class PlainJson
{
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static readonly JsonSerializerOptions Compact = Shaped(new());

    public static readonly JsonSerializerOptions Indented = Shaped(new() { WriteIndented = true });

    /// <summary>Gives options that somebody else made this form.</summary>
    public static JsonSerializerOptions Shaped(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        json.Encoder = Encoder;
        return json;
    }
}
