using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Baotuan.Transparency;

/// <summary>
/// The canonical form of RFC 8785 (JCS) for what is signed and committed to: objects, arrays, texts, booleans, null, and whole numbers within
/// ±(2^53−1). Everything else is refused with a <see cref="FormatException"/>: a fraction, an exponent, −0 and numbers that a browser would round
/// (a larger whole number is written as a text), a name given twice, half of a surrogate pair, more than 64 levels.
/// </summary>
public static class CanonicalJson
{
    /// <summary>2^53−1; every reader of JSON keeps whole numbers up to here exact.</summary>
    public const long LargestNumber = 9_007_199_254_740_991;

    private const int Deepest = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (byte)c), (byte)'"', (byte)'\\']);

    /// <summary>UTF-8 bytes: names sorted by UTF-16 code units, no white space, as few escapes as JSON allows.</summary>
    /// <exception cref="FormatException">The value has no such form; the message says why.</exception>
    public static byte[] Write(JsonNode? node)
    {
        var to = new ArrayBufferWriter<byte>(256);
        Value(node, to, 0);
        return to.WrittenSpan.ToArray();
    }

    /// <summary>Whether a whole number has a form as a number; if not, it is written as a text.</summary>
    public static bool IsExact(long number) => number is >= -LargestNumber and <= LargestNumber;

    /// <summary>Writes a whole number as a record has it: beyond ±(2^53−1) as a text.</summary>
    public static void WriteNumber(ArrayBufferWriter<byte> to, long number)
    {
        if (IsExact(number))
        {
            Number(number, to);
            return;
        }

        Text(number.ToString(CultureInfo.InvariantCulture), to);
    }

    /// <summary>Writes a text.</summary>
    /// <exception cref="FormatException">Half of a surrogate pair.</exception>
    public static void WriteText(ArrayBufferWriter<byte> to, ReadOnlySpan<char> text) => Text(text, to);

    /// <summary>Writes a text that is UTF-8 already.</summary>
    public static void WriteText(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> utf8)
    {
        if (utf8.ContainsAny(EscapedBytes))
        {
            Text(Encoding.UTF8.GetString(utf8), to);
            return;
        }

        to.Write("\""u8);
        to.Write(utf8);
        to.Write("\""u8);
    }

    private static void Value(JsonNode? node, ArrayBufferWriter<byte> to, int depth)
    {
        if (depth > Deepest)
        {
            throw new FormatException($"canonical JSON of more than {Deepest} levels");
        }

        switch (node)
        {
            case null:
                to.Write("null"u8);
                break;
            case JsonObject o:
                Object(o, to, depth);
                break;
            case JsonArray a:
                Array(a, to, depth);
                break;
            default:
                Scalar((JsonValue)node, to);
                break;
        }
    }

    private static void Object(JsonObject node, ArrayBufferWriter<byte> to, int depth)
    {
        to.Write("{"u8);
        var separator = ""u8;
        foreach (var (name, value) in Sorted(node))
        {
            to.Write(separator);
            Text(name, to);
            to.Write(":"u8);
            Value(value, to, depth + 1);
            separator = ","u8;
        }

        to.Write("}"u8);
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonObject node)
    {
        try
        {
            return [.. node.OrderBy(p => p.Key, StringComparer.Ordinal)];
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            // an object that was parsed reads its names only now
            throw new FormatException("canonical JSON of an object with a name twice, or a name that is no text", problem);
        }
    }

    private static void Array(JsonArray node, ArrayBufferWriter<byte> to, int depth)
    {
        to.Write("["u8);
        var separator = ""u8;
        foreach (var value in node)
        {
            to.Write(separator);
            Value(value, to, depth + 1);
            separator = ","u8;
        }

        to.Write("]"u8);
    }

    private static void Scalar(JsonValue node, ArrayBufferWriter<byte> to)
    {
        switch (node.GetValueKind())
        {
            case JsonValueKind.String:
                Text(TextOf(node), to);
                break;
            case JsonValueKind.Number:
                Number(NumberOf(node), to);
                break;
            case JsonValueKind.True:
                to.Write("true"u8);
                break;
            case JsonValueKind.False:
                to.Write("false"u8);
                break;
            default:
                throw new FormatException($"canonical JSON of {node.GetValueKind()}");
        }
    }

    private static string TextOf(JsonValue node)
    {
        try
        {
            return node.GetValue<string>();
        }
        catch (InvalidOperationException problem)
        {
            throw new FormatException("canonical JSON of a text that is no text, or holds half of a surrogate pair", problem);
        }
    }

    private static long NumberOf(JsonValue node)
    {
        if (node.TryGetValue<long>(out var exact) && node.TryGetValue<JsonElement>(out _) is false)
        {
            return exact;
        }

        var text = node.ToJsonString();
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text
            ? number
            : throw new FormatException($"canonical JSON of {text}: a whole number is wanted, without fraction, exponent or a minus before zero");
    }

    private static void Number(long number, ArrayBufferWriter<byte> to)
    {
        if (!IsExact(number))
        {
            throw new FormatException($"canonical JSON of {number}: beyond {LargestNumber} a number is written as a text");
        }

        Utf8Formatter.TryFormat(number, to.GetSpan(32), out var written);
        to.Advance(written);
    }

    private static void Text(ReadOnlySpan<char> rest, ArrayBufferWriter<byte> to)
    {
        to.Write("\""u8);
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            Plain(rest[..at], to);
            Escape(rest[at], to);
            rest = rest[(at + 1)..];
        }

        Plain(rest, to);
        to.Write("\""u8);
    }

    private static void Plain(ReadOnlySpan<char> text, ArrayBufferWriter<byte> to)
    {
        try
        {
            Strict.GetBytes(text, to);
        }
        catch (EncoderFallbackException problem)
        {
            throw new FormatException("canonical JSON of a text with half of a surrogate pair", problem);
        }
    }

    private static void Escape(char c, ArrayBufferWriter<byte> to)
    {
        var known = c switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => default,
        };
        to.Write(known.IsEmpty ? [.. "\\u00"u8, Hex(c >> 4), Hex(c & 15)] : known);
    }

    private static byte Hex(int digit) => (byte)"0123456789abcdef"[digit];
}
