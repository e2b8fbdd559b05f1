using System.Security.Cryptography;
using System.Text;

namespace Baotuan.Platform.Access;

/// <summary>
/// A key that seals other keys and nothing else. It lies in a file that its owner alone may read, or comes as a systemd
/// credential. The file is one line: <c>baotuan-key/v1 HEX</c>; 64 hex digits alone are a key from before there was a ring.
/// </summary>
internal sealed record MasterKey(string Path, byte[] Bytes, bool IsCredential, bool BeforeRing)
{
    public const int Length = 32;
    private const string Mark = "baotuan-key/v1 ";

    /// <summary>What it is known by: the first four bytes of its SHA-256 in hex.</summary>
    public string Id { get; } = IdOf(Bytes);

    public static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));

    public static byte[] New() => RandomNumberGenerator.GetBytes(Length);

    public static byte[] FileText(byte[] key, bool marked) => Encoding.ASCII.GetBytes((marked ? Mark : "") + Convert.ToHexStringLower(key) + "\n");

    /// <exception cref="KeyFileException">Others may read the file, or it is no key.</exception>
    public static MasterKey Read(string path, bool isCredential)
    {
        CheckMode(path, isCredential);
        var text = File.ReadAllText(path).Trim();
        var marked = text.StartsWith(Mark, StringComparison.Ordinal);
        var hex = marked ? text[Mark.Length..] : text;
        return hex.Length == Length * 2 && hex.All(char.IsAsciiHexDigit)
            ? new(path, Convert.FromHexString(hex), isCredential, !marked)
            : throw new KeyFileException($"密钥文件 {path} 已损坏：应是 64 位十六进制数字。请从备份里取回这个文件，不要新建。");
    }

    // systemd lets the user of the unit in by an access list, which shows as a right of the group
    private static void CheckMode(string path, bool isCredential)
    {
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (isCredential ? Others : Others | Group)) != 0)
        {
            throw new KeyFileException($"密钥文件 {path} 别人也能读，不安全，程序不用它。请运行 chmod 600 {path}；如果别人可能已经看过，再运行 baotuan keys rotate 换新密钥。");
        }
    }
}
