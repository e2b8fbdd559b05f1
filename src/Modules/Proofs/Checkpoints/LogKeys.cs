using Baotuan.Platform.Access;
using Baotuan.Transparency.Notes;

namespace Baotuan.Proofs.Checkpoints;

/// <summary>
/// The keys that sign: <c>keys/log.key</c> (Ed25519), <c>keys/log-sm2.key</c> where commercial cryptography is asked for, and
/// <c>keys/witness.key</c>, with which we cosign others' logs.
/// </summary>
internal static class LogKeys
{
    public const string LogFile = "log.key";
    public const string Sm2File = "log-sm2.key";
    public const string WitnessFile = "witness.key";

    /// <summary>Ed25519, and SM2 when its file is there.</summary>
    public static IReadOnlyList<SignerKey> Of(string dataDirectory, string origin)
    {
        var keys = new List<SignerKey> { SignerKey.From(origin, KeyKind.Ed25519, SecretFile.ReadOrMake(dataDirectory, LogFile)) };
        if (SecretFile.Exists(dataDirectory, Sm2File))
        {
            keys.Add(SignerKey.From(origin, KeyKind.Sm2, SecretFile.ReadOrMake(dataDirectory, Sm2File)));
        }

        return keys;
    }

    public static void MakeSm2(string dataDirectory) => _ = SecretFile.ReadOrMake(dataDirectory, Sm2File);

    public static SignerKey Witness(string dataDirectory, string name) =>
        SignerKey.From(name, KeyKind.Cosignature, SecretFile.ReadOrMake(dataDirectory, WitnessFile));
}
