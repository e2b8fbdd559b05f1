using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Baotuan.Transparency.Notes;

/// <summary>
/// SM2 signatures with SM3 (GB/T 32918.2, default user id of GB/T 35276), as an optional second line of a note for those who must use commercial
/// cryptography. Signature: r ‖ s, 64 bytes. The tree itself stays SHA-256, or nobody else's tools could read it.
/// </summary>
public static class Sm2
{
    /// <summary>Follows 0xff where a note names the kind of key.</summary>
    public const string Identifier = "baotuan/sm2-sm3/v1";

    /// <summary>0x04 ‖ x ‖ y.</summary>
    public const int PublicKeyLength = 65;

    private static readonly ECDomainParameters Curve = Domain();

    internal static byte[] PublicKeyOf(byte[] secret) => Curve.G.Multiply(Scalar(secret)).Normalize().GetEncoded(compressed: false);

    internal static byte[] Sign(byte[] secret, byte[] message)
    {
        var signer = new SM2Signer(PlainDsaEncoding.Instance);
        signer.Init(true, new ECPrivateKeyParameters(Scalar(secret), Curve));
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }

    internal static bool Verifies(byte[] publicKey, byte[] message, byte[] signature)
    {
        if (signature.Length != 64)
        {
            return false;
        }

        try
        {
            var signer = new SM2Signer(PlainDsaEncoding.Instance);
            signer.Init(false, new ECPublicKeyParameters(Curve.Curve.DecodePoint(publicKey), Curve));
            signer.BlockUpdate(message, 0, message.Length);
            return signer.VerifySignature(signature);
        }
        catch (ArgumentException)
        {
            return false; // no point of the curve
        }
    }

    // any 32 bytes are a key: 1 ≤ d ≤ n−2
    private static BigInteger Scalar(byte[] secret) => new BigInteger(1, secret).Mod(Curve.N.Subtract(BigInteger.Two)).Add(BigInteger.One);

    private static ECDomainParameters Domain()
    {
        X9ECParameters curve = GMNamedCurves.GetByName("SM2P256V1");
        return new(curve.Curve, curve.G, curve.N, curve.H);
    }
}
