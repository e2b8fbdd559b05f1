using System.Security.Cryptography;
using System.Text;

namespace Baotuan.Platform.Storage;

/// <summary>The fingerprint of a text: SHA-256 of its UTF-8, in lower-case hex.</summary>
public static class TextHash
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
