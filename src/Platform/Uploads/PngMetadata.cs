using System.Buffers.Binary;
using System.Text;

namespace Baotuan.Platform.Uploads;

/// <summary>Takes out of a PNG (W3C, third edition) the chunks that are not the picture: texts, times, Exif, and whatever follows its end.</summary>
internal static class PngMetadata
{
    // beside the critical ones: transparency and colours
    private static readonly string[] Kept = ["tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs"];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>The picture alone; null where the file breaks off before its end.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> file)
    {
        var kept = new List<byte>(file.Length);
        kept.AddRange(Signature);
        for (var at = Signature.Length; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > (uint)(file.Length - at - 12))
            {
                return null;
            }

            var chunk = file.Slice(at, (int)length + 12);
            var type = Encoding.ASCII.GetString(chunk.Slice(4, 4));
            if (char.IsAsciiLetterUpper(type[0]) || Kept.Contains(type))
            {
                kept.AddRange(chunk);
            }

            if (type == "IEND")
            {
                return [.. kept];
            }

            at += chunk.Length;
        }

        return null;
    }
}
