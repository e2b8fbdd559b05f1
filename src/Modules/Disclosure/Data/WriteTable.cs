using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Baotuan.Kernel;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Disclosure.Data;

/// <summary>Writes an open table row by row; the text of a table is never in memory whole.</summary>
internal static class WriteTable
{
    private const int FlushEvery = 16 << 10;

    private static readonly JsonWriterOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>RFC 4180 in UTF-8 with a byte order mark, so that Excel opens it by a double click; text that would run as a formula is defused.</summary>
    public static async Task CsvAsync(OpenTable table, BaotuanDb db, DateOnly today, Stream output, CancellationToken cancel)
    {
        var text = new StringBuilder("\uFEFF").AppendJoin(',', table.Fields.Select(f => f.Name)).Append("\r\n");
        await foreach (var row in table.Rows(db, today, cancel))
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
            if (text.Length >= FlushEvery)
            {
                await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
                text.Clear();
            }
        }

        await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
    }

    /// <summary>An array of objects; amounts are numbers in yuan with two places, days are texts.</summary>
    public static async Task JsonAsync(OpenTable table, BaotuanDb db, DateOnly today, Stream output, CancellationToken cancel)
    {
        var buffer = new ArrayBufferWriter<byte>(2 * FlushEvery);
        await using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartArray();
        await foreach (var row in table.Rows(db, today, cancel))
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                json.WritePropertyName(table.Fields[i].Name);
                Value(json, row[i]);
            }

            json.WriteEndObject();
            if (buffer.WrittenCount + json.BytesPending >= FlushEvery)
            {
                await FlushAsync(json, buffer, output, cancel);
            }
        }

        json.WriteEndArray();
        await FlushAsync(json, buffer, output, cancel);
    }

    private static async Task FlushAsync(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, Stream output, CancellationToken cancel)
    {
        await json.FlushAsync(cancel);
        await output.WriteAsync(buffer.WrittenMemory, cancel);
        buffer.ResetWrittenCount();
    }

    private static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case Money money: json.WriteRawValue(money.ToString()); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            default: json.WriteStringValue(Plain(value)); break;
        }
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(text),
        _ => Plain(value),
    };

    private static string Plain(object value) => value switch
    {
        string text => text,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Money or int or long => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        _ => throw new ArgumentException($"a cell of {value.GetType().Name} has no open form", nameof(value)),
    };

    private static string Quoted(string text)
    {
        var safe = FormulaGuard.Escape(text);
        return safe.AsSpan().ContainsAny(",\"\r\n") || safe != text ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : safe;
    }
}
