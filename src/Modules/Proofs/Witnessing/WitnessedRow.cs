using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;

namespace Baotuan.Proofs.Witnessing;

/// <summary>As a witness: another log and its last checkpoint that was cosigned here. The size never goes back, also not when the log is taken off and put on again.</summary>
internal sealed class WitnessedRow
{
    public string Origin { get; set; } = "";

    /// <summary>The log's key, set by the administrator; empty while the log is not watched.</summary>
    public string Vkey { get; set; } = "";
    public long Size { get; set; }
    public byte[] Root { get; set; } = MerkleTree.EmptyRoot();
    public long RecordedAtMs { get; set; }

    public Checkpoint Seen => new(Origin, Size, Root);
}

/// <summary>As a log: a witness that is asked to cosign.</summary>
internal sealed class CosignerRow
{
    /// <summary>Of its key.</summary>
    public string Name { get; set; } = "";
    public string Vkey { get; set; } = "";

    /// <summary>Where <c>/add-checkpoint</c> is appended.</summary>
    public string Url { get; set; } = "";
    public long RecordedAtMs { get; set; }

    public VerifierKey Key => VerifierKey.Parse(Vkey) ?? throw new InvalidDataException($"the key of the witness {Name} is damaged");
}
