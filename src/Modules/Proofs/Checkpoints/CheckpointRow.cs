namespace Baotuan.Proofs.Checkpoints;

/// <summary>What the log is going to sign: written and committed before it is signed, one for each size, so that no two can contradict. Append-only.</summary>
internal sealed class CheckpointRow
{
    public long Size { get; set; }
    public byte[] Root { get; set; } = [];
    public long RecordedAtMs { get; set; }
}

/// <summary>A signature line under a checkpoint, ours or a witness's. Append-only.</summary>
internal sealed class SignatureRow
{
    public long Size { get; set; }

    /// <summary>The line, <c>— name base64</c>.</summary>
    public string Line { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>The last line of the operation log at a checkpoint, so that the log's end is held by the tree. Append-only.</summary>
internal sealed class OperationAnchor
{
    public long Id { get; set; }
    public long OperationId { get; set; }
    public string Hash { get; set; } = "";
    public long RecordedAtMs { get; set; }
}
