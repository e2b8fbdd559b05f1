using System.Text;
using Baotuan.Platform.Uploads;

namespace Baotuan.Tests.Modules.Fields;

/// <summary>What is kept of a file that somebody brings. The pictures are laid by hand, segment by segment.</summary>
public sealed class SafeFileTests
{
    private static readonly byte[] Tables = Segment(0xDB, [.. Enumerable.Repeat((byte)1, 65)]);
    private static readonly byte[] Frame = Segment(0xC0, 8, 0, 1, 0, 1, 1, 1, 0x11, 0);
    private static readonly byte[] HuffmanWithTheEndMarkInside = Segment(0xC4, [.. Enumerable.Repeat((byte)0, 16), 0xFF, 0xD9]);
    private static readonly byte[] ScanHead = Segment(0xDA, 1, 1, 0, 0, 63, 0);
    private static readonly byte[] ScanData = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56];
    private static readonly byte[] Jfif = Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
    private static readonly byte[] Colours = Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 7]);

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Jpeg_keeps_the_picture_and_how_it_is_turned_and_nothing_of_where_and_when(int orientation)
    {
        byte[] place = Segment(0xE1, [.. "Exif\0\0"u8, .. Tiff(orientation), .. "GPS 30.7N 121.0E 2024-01-01"u8]);
        byte[] file =
        [
            0xFF, 0xD8, .. Jfif, .. place, .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x>某人的手机</x>"u8), .. Colours, .. Segment(0xE2, "MPF\0小图"u8), .. Segment(0xED, "Photoshop 3.0"u8),
            .. Segment(0xFE, "a comment"u8), .. Tables, .. Frame, .. HuffmanWithTheEndMarkInside, .. ScanHead, .. ScanData, .. HuffmanWithTheEndMarkInside, .. ScanHead, .. ScanData, 0xFF, 0xD9,
            .. "a film behind the picture"u8,
        ];
        byte[] turned = orientation == 1 ? [] : [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        byte[] expected =
        [
            0xFF, 0xD8, .. Jfif, .. turned, .. Colours, .. Tables, .. Frame, .. HuffmanWithTheEndMarkInside, .. ScanHead, .. ScanData, .. HuffmanWithTheEndMarkInside, .. ScanHead, .. ScanData, 0xFF, 0xD9,
        ];
        var safe = SafeFile.Read(file)!;
        Assert.Equal(("image/jpeg", ".jpg"), (safe.MediaType, safe.Extension));
        Assert.Equal(expected, safe.Bytes);
        Assert.Equal(expected, SafeFile.Read(expected)!.Bytes); // once clean it stays as it is
    }

    [Fact]
    public void Jpeg_that_breaks_off_or_lies_about_its_lengths_is_none()
    {
        byte[] whole = [0xFF, 0xD8, .. Jfif, .. Tables, .. Frame, .. ScanHead, .. ScanData, 0xFF, 0xD9];
        Assert.NotNull(SafeFile.Read(whole));
        Assert.All(Enumerable.Range(0, whole.Length - 1), length => Assert.Null(SafeFile.Read(whole[..length])));
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var broken = (byte[])whole.Clone();
            broken[random.Next(3, whole.Length)] = (byte)random.Next(256);
            Assert.True(SafeFile.Read(broken) is null or { Bytes.Length: <= 200 }); // any answer, but an answer
        }
    }

    [Fact]
    public void Exif_that_points_outside_itself_says_nothing_of_turning()
    {
        foreach (var offset in (byte[])[0, 9, 200, 255])
        {
            byte[] exif = Segment(0xE1, [.. "Exif\0\0II*\0"u8, offset, offset, offset, offset, 1, 0]);
            Assert.Equal([0xFF, 0xD8, .. ScanHead, .. ScanData, 0xFF, 0xD9], SafeFile.Read([0xFF, 0xD8, .. exif, .. ScanHead, .. ScanData, 0xFF, 0xD9])!.Bytes);
        }
    }

    [Fact]
    public void Png_keeps_the_picture_and_no_words()
    {
        byte[] signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        byte[] picture = [.. Chunk("IHDR", new byte[13]), .. Chunk("sRGB", [0]), .. Chunk("IDAT", [1, 2, 3])];
        byte[] file = [.. signature, .. Chunk("IHDR", new byte[13]), .. Chunk("tEXt", "Author\0某人"u8), .. Chunk("sRGB", [0]), .. Chunk("eXIf", "MM"u8), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("tIME", new byte[7]), .. Chunk("IEND", []), 9, 9];
        Assert.Equal([.. signature, .. picture, .. Chunk("IEND", [])], SafeFile.Read(file)!.Bytes);
        Assert.Null(SafeFile.Read(file[..^15]));
        Assert.Null(SafeFile.Read([.. signature, 0xFF, 0xFF, 0xFF, 0xFF, .. "IDAT"u8, 0, 0, 0, 0]));
    }

    [Fact]
    public void Anything_else_is_none_whatever_its_name()
    {
        Assert.Null(SafeFile.Read([.. "MZ"u8, 0x90, 0, 3, 0, 0, 0]));
        Assert.Null(SafeFile.Read([.. "PK"u8, 3, 4]));
        Assert.Null(SafeFile.Read("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()));
        Assert.Null(SafeFile.Read([]));
        Assert.Equal("application/pdf", SafeFile.Read("%PDF-1.7\n"u8.ToArray())!.MediaType);
    }

    private static byte[] Segment(byte marker, params ReadOnlySpan<byte> content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Tiff(int orientation) => [.. "II*\0"u8, 8, 0, 0, 0, 2, 0, 0x0F, 0x01, 2, 0, 1, 0, 0, 0, 65, 0, 0, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Chunk(string type, ReadOnlySpan<byte> content) => [0, 0, 0, (byte)content.Length, .. Encoding.ASCII.GetBytes(type), .. content, 1, 2, 3, 4];
}
