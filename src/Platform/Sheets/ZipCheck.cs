using System.IO.Compression;
using System.Text;

namespace Baotuan.Platform.Sheets;

/// <summary>Looks at the directory of a zip before anything is unpacked. .NET never unpacks more than the directory says, so that its sizes bind.</summary>
internal static class ZipCheck
{
    private const long SmallPart = 1 << 20;
    private const int MostParts = 10_000;

    /// <summary>Null when the parts may be unpacked.</summary>
    public static string? Refuse(ZipArchive archive, SheetLimits limits)
    {
        if (archive.Entries.Count > MostParts) return Wording.Damaged;
        UInt128 total = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            total += (UInt128)entry.Length;
            bool bomb = entry.Length > SmallPart && entry.Length / limits.UnpackRatio > entry.CompressedLength;
            if (bomb) return Wording.ZipBomb(NameOf(entry), limits.UnpackRatio);
        }
        return total > (UInt128)limits.UnpackedBytes ? Wording.UnpacksTooLarge(limits.UnpackedBytes) : null;
    }

    /// <summary>Opened so that names without the UTF-8 flag arrive byte by byte, see <see cref="NameOf"/>.</summary>
    public static ZipArchive Open(Stream stream) => new(stream, ZipArchiveMode.Read, leaveOpen: false, Encoding.Latin1);

    /// <summary>Chinese Windows writes GB18030 names into zips, others UTF-8, both without saying so.</summary>
    public static string NameOf(ZipArchiveEntry entry)
    {
        string name = entry.FullName;
        if (Ascii.IsValid(name) || name.Any(c => c > 0xFF)) return name;
        byte[] bytes = Encoding.Latin1.GetBytes(name);
        try
        {
            return CsvText.Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(bytes);
        }
    }
}
