namespace Baotuan.Platform.Uploads;

/// <summary>What a browser calls a file, made safe to keep and to send back.</summary>
public static class UploadedName
{
    private const int Longest = 80;

    /// <summary>The last part of the name, without what has no place in a file name, not longer than a line; the ending stays.</summary>
    public static string Plain(string fileName)
    {
        var last = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = new string([.. last.Where(c => !char.IsControl(c) && !"<>:\"|?*".Contains(c))]).Trim(' ', '.');
        var ending = Path.GetExtension(plain);
        var stem = Path.GetFileNameWithoutExtension(plain);
        var kept = ending.Length < 10 ? stem[..Math.Min(stem.Length, Longest)] + ending : plain[..Longest];
        return kept.Length == 0 ? "上传的文件" : kept;
    }
}
