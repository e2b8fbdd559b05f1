using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;

namespace Baotuan.Transparency.Witnessing;

/// <summary>The body of <c>POST /add-checkpoint</c> (C2SP tlog-witness): what the witness knew, the proof from there, the checkpoint.</summary>
/// <param name="OldSize">Size that the witness cosigned last.</param>
/// <param name="Proof">Consistency from there, at most 63 hashes.</param>
/// <param name="Note">The signed checkpoint.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<byte[]> Proof, SignedNote Note)
{
    private const int MostHashes = 63;

    /// <summary>Reads a body; null when it is none.</summary>
    public static AddCheckpoint? Parse(string body)
    {
        var cut = body.IndexOf("\n\n", StringComparison.Ordinal);
        if (cut < 0)
        {
            return null;
        }

        var head = body[..cut].Split('\n');
        var proof = head[1..].Select(Base64Text.ReadHash).ToList();
        return head[0].StartsWith("old ", StringComparison.Ordinal) && Checkpoint.SizeOf(head[0][4..]) is { } old
            && proof.Count <= MostHashes && !proof.Contains(null) && SignedNote.Parse(body[(cut + 2)..]) is { } note
            ? new(old, [.. proof.Select(p => p!)], note)
            : null;
    }

    /// <summary>The body.</summary>
    public override string ToString() =>
        $"old {OldSize.ToString(System.Globalization.CultureInfo.InvariantCulture)}\n{string.Concat(Proof.Select(p => Convert.ToBase64String(p) + "\n"))}\n{Note}";
}

/// <summary>What a witness answers.</summary>
/// <param name="Status">200, 400, 403, 404, 409 or 422.</param>
/// <param name="Seen">What the witness shall remember before it signs; null when nothing changed.</param>
/// <param name="Latest">Its latest size, for 409.</param>
public sealed record WitnessAnswer(int Status, Checkpoint? Seen = null, long Latest = 0);

/// <summary>The rules of a witness (C2SP tlog-witness) without storage: it cosigns only what continues what it cosigned before.</summary>
public static class Witness
{
    /// <summary>Judges a request.</summary>
    /// <param name="logs">Keys of the logs that it watches; a log's key carries the log's origin as name.</param>
    /// <param name="latest">Size and root that it cosigned last for an origin; null for the empty tree.</param>
    public static WitnessAnswer Judge(AddCheckpoint request, IReadOnlyList<VerifierKey> logs, Func<string, Checkpoint?> latest)
    {
        if (Checkpoint.Parse(request.Note.Text) is not { } next)
        {
            return new(400);
        }

        var keys = logs.Where(k => k.Name == next.Origin).ToList();
        if (keys.Count == 0)
        {
            return new(404);
        }

        if (request.Note.HeldBy(keys) is not { Count: > 0 })
        {
            return new(403);
        }

        if (request.OldSize > next.Size)
        {
            return new(400);
        }

        var seen = latest(next.Origin) ?? new Checkpoint(next.Origin, 0, MerkleTree.EmptyRoot());
        if (request.OldSize != seen.Size || (request.OldSize == next.Size && !seen.Equals(next)))
        {
            return new(409, Latest: seen.Size);
        }

        var continues = seen.Size == 0
            ? request.Proof.Count == 0 && (next.Size > 0 || next.Equals(seen))
            : ProofCheck.Consistency(seen.Size, next.Size, seen.Root, next.Root, request.Proof);
        return continues ? new(200, next) : new(422);
    }
}
