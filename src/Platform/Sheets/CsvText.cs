using System.Text;

namespace Baotuan.Platform.Sheets;

/// <summary>How a CSV file is written: found by reading the whole file once, so that a single Chinese name near the end is not misread.</summary>
/// <param name="Encoding">Strict: throws where bytes are not of this encoding.</param>
/// <param name="HasByteOrderMark">Begins with the UTF-8 mark.</param>
/// <param name="Separator">Comma, or tab where the first line has tabs and no comma.</param>
/// <param name="NewLine">That of the first line.</param>
internal sealed record CsvText(Encoding Encoding, bool HasByteOrderMark, char Separator, string NewLine)
{
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public bool IsUtf8 => Encoding == Utf8;

    /// <summary>Null and a Chinese sentence when the bytes are no CSV text.</summary>
    public static CsvText? Detect(Func<Stream> open, out string? problem)
    {
        byte[] head = Head(open);
        problem = Refuse(head);
        if (problem is not null) return null;
        problem = Wording.NotCsv;
        bool utf8 = Decodes(open, Utf8, out bool hasNul);
        if (hasNul) return null;
        problem = Wording.UnknownEncoding;
        if (!utf8 && !Decodes(open, Gb18030, out hasNul)) return null;
        problem = Wording.NotCsv;
        if (hasNul) return null;
        problem = null;
        bool mark = head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]);
        return new CsvText(utf8 ? Utf8 : Gb18030, mark, Separators(head), NewLines(head));
    }

    private static byte[] Head(Func<Stream> open)
    {
        using Stream stream = open();
        byte[] head = new byte[16 << 10];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static string? Refuse(byte[] head)
    {
        if (head.AsSpan().Trim(" \t\r\n"u8).IsEmpty) return Wording.EmptyFile;
        bool utf16 = head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        return utf16 ? Wording.Utf16 : null;
    }

    private static bool Decodes(Func<Stream> open, Encoding encoding, out bool hasNul)
    {
        hasNul = false;
        Decoder decoder = encoding.GetDecoder();
        byte[] bytes = new byte[128 << 10];
        char[] chars = new char[encoding.GetMaxCharCount(bytes.Length)];
        using Stream stream = open();
        try
        {
            for (int read = stream.Read(bytes); read > 0; read = stream.Read(bytes))
            {
                hasNul |= bytes.AsSpan(0, read).Contains((byte)0);
                decoder.GetChars(bytes, 0, read, chars, 0, flush: false);
            }
            decoder.GetChars([], 0, 0, chars, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static char Separators(ReadOnlySpan<byte> head)
    {
        int end = head.IndexOfAny((byte)'\r', (byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? head : head[..end];
        return line.Contains((byte)'\t') && !line.Contains((byte)',') ? '\t' : ',';
    }

    private static string NewLines(ReadOnlySpan<byte> head)
    {
        int end = head.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0) return "\r\n";
        if (head[end] == '\n') return "\n";
        return end + 1 < head.Length && head[end + 1] == '\n' ? "\r\n" : "\r";
    }
}
