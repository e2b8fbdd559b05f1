using System.Buffers.Binary;

namespace Baotuan.Platform.Uploads;

/// <summary>
/// Takes out of a JPEG (ITU-T T.81, Annex B) what is not the picture: every application segment and comment but those that colours need, and whatever follows its end.
/// How it is turned stays, in an Exif segment that says nothing else.
/// </summary>
internal static class JpegMetadata
{
    private const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, Comment = 0xFE, FirstApplication = 0xE0, Exif = 0xE1, Colours = 0xE2, Adobe = 0xEE, LastApplication = 0xEF;

    private static ReadOnlySpan<byte> ColourProfile => "ICC_PROFILE\0"u8;

    private static ReadOnlySpan<byte> ExifName => "Exif\0\0"u8;

    public static bool Is(ReadOnlySpan<byte> file) => file is [0xFF, Start, 0xFF, ..];

    /// <summary>The picture alone; null where the file breaks off before its end.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> file)
    {
        var kept = new List<byte>(file.Length) { 0xFF, Start };
        var turned = false;
        for (var at = 2; ;)
        {
            while (at + 1 < file.Length && file[at] == 0xFF && file[at + 1] == 0xFF)
            {
                at++; // fill bytes
            }

            if (at + 1 >= file.Length || file[at] != 0xFF)
            {
                return null;
            }

            var marker = file[at + 1];
            if (marker == End)
            {
                kept.AddRange([0xFF, End]);
                return [.. kept];
            }

            if (at + 4 > file.Length || BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]) is var length && (length < 2 || at + 2 + length > file.Length))
            {
                return null;
            }

            var segment = file.Slice(at, 2 + length);
            at += segment.Length;
            if (IsPicture(marker, segment[4..]))
            {
                kept.AddRange(segment);
            }
            else if (marker == Exif && !turned && Orientation(segment[4..]) is > 1 and <= 8 and var orientation)
            {
                kept.AddRange(Turn((byte)orientation));
                turned = true;
            }

            if (marker == Scan)
            {
                var from = at;
                while (at + 1 < file.Length && !(file[at] == 0xFF && file[at + 1] is not 0 and not (>= 0xD0 and <= 0xD7)))
                {
                    at++;
                }

                kept.AddRange(file[from..at]);
            }
        }
    }

    private static bool IsPicture(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        FirstApplication or Adobe => true,
        Colours => content.StartsWith(ColourProfile),
        > FirstApplication and <= LastApplication or Comment => false,
        _ => true,
    };

    // the first directory of the TIFF inside; 0 where it says nothing of it
    private static int Orientation(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(ExifName) || content.Length < 14)
        {
            return 0;
        }

        var tiff = content[6..];
        var big = tiff[0] == 'M';
        long directory = big ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory + 2 > tiff.Length)
        {
            return 0;
        }

        var entries = Short(tiff[(int)directory..]);
        for (var at = directory + 2; entries > 0 && at + 12 <= tiff.Length; at += 12, entries--)
        {
            if (Short(tiff[(int)at..]) == 0x0112)
            {
                return Short(tiff[(int)(at + 8)..]);
            }
        }

        return 0;

        int Short(ReadOnlySpan<byte> bytes) => big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    private static byte[] Turn(byte orientation) =>
    [
        0xFF, Exif, 0, 34, .. ExifName, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
    ];
}
