using System.Security.Cryptography;
using System.Text;

namespace Baotuan.Cases.Intake;

/// <summary>The code on a slip: 16 letters and digits of 79 bits of chance, in four groups; none that is mistaken for another.</summary>
internal static class TrackingCode
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Length = 16;

    public static string New() => Grouped(RandomNumberGenerator.GetString(Letters, Length));

    /// <summary>What is kept of it; null where the text can be no code.</summary>
    public static string? Hash(string? typed)
    {
        var bare = new string([.. (typed ?? "").ToLowerInvariant().Where(char.IsLetterOrDigit).Take(Length + 1)]);
        return bare.Length == Length ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bare))) : null;
    }

    private static string Grouped(string bare) => $"{bare[..4]}-{bare[4..8]}-{bare[8..12]}-{bare[12..]}";
}
