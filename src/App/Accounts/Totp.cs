using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Baotuan.App.Accounts;

/// <summary>
/// Codes of authenticator apps (RFC 6238: SHA-1, thirty seconds, six digits). Says which stretch of time a code belongs to, so
/// that no code at or before the last one used opens again. One step either way is taken, for clocks that differ.
/// </summary>
internal static class Totp
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step that the code belongs to; null when it is none of those around now.</summary>
    /// <param name="base32Key">The authenticator's secret as the app takes it.</param>
    internal static long? StepOf(string base32Key, string code, DateTimeOffset now)
    {
        var key = KeyOf(base32Key);
        var present = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = present - 1; step <= present + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(key, step)), Encoding.ASCII.GetBytes(code)))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The six digits of one step.</summary>
    internal static string CodeAt(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // the algorithm of authenticator apps
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] KeyOf(string base32)
    {
        var (bytes, held, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in base32.Where(c => c is not (' ' or '=')))
        {
            held = ((held << 5) | Base32.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal)) & 0xFFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)((held >> bits) & 0xFF));
            }
        }

        return [.. bytes];
    }
}
