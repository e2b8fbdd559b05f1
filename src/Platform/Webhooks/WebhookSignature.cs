using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Baotuan.Platform.Webhooks;

/// <summary>
/// Signatures of messages as Standard Webhooks has them, so that receivers find a library for it: HMAC-SHA-256 over <c>id.timestamp.body</c> in base64 behind <c>v1,</c>.
/// The secret is <c>whsec_</c> and the key in base64.
/// </summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int KeyBytes = 32;

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <param name="secret">As it was shown.</param>
    /// <param name="id">Of the event.</param>
    /// <param name="timestamp">Unix seconds of this try.</param>
    public static string Of(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(id + "." + timestamp.ToString(CultureInfo.InvariantCulture) + "."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed));
    }
}
