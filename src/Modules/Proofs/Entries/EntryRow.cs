using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Proofs.Entries;

/// <summary>
/// Consecutive leaves that were appended together and are about one subject: a voucher has one, a distribution to members thousands.
/// Append-only.
/// </summary>
internal sealed class EntryRow : IBulkRow<EntryRow>
{
    /// <summary>Index of the first leaf in the log; the key.</summary>
    public long FirstIndex { get; set; }

    public long LeafCount { get; set; }

    /// <summary>Type of the leaves: <c>voucher</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary>Number of the record in its own table.</summary>
    public long SubjectId { get; set; }

    /// <summary>The leaves as in an entry bundle: each after its length in two bytes, big-endian.</summary>
    public byte[] Data { get; set; } = [];

    public static string Table => "proofs_entry";

    /// <summary>Whether the leaf at an index of the log is one of these.</summary>
    public bool Holds(long index) => index >= FirstIndex && index < FirstIndex + LeafCount;

    /// <summary>The leaf at an index of the log, which must be one of these.</summary>
    public byte[] LeafAt(long index) => Data[LeafBlock.LeavesOf(Data).ElementAt((int)(index - FirstIndex))];

    public static BulkColumn[] Columns { get; } =
    [
        new("first_index", BulkKind.Integer), new("leaf_count", BulkKind.Integer), new("type", BulkKind.Text),
        new("subject_id", BulkKind.Integer), new("data", BulkKind.Bytes),
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(FirstIndex);
        writer.Write(LeafCount);
        writer.Write(Type);
        writer.Write(SubjectId);
        writer.Write(Data);
    }
}

/// <summary>A tile that became full: 256 hashes. Append-only.</summary>
internal sealed class TileRow : IBulkRow<TileRow>
{
    public long Level { get; set; }
    public long TileIndex { get; set; }
    public byte[] Hashes { get; set; } = [];

    public static string Table => "proofs_tile";

    public static BulkColumn[] Columns { get; } = [new("level", BulkKind.Integer), new("tile_index", BulkKind.Integer), new("hashes", BulkKind.Bytes)];

    public void Write(BulkWriter writer)
    {
        writer.Write(Level);
        writer.Write(TileIndex);
        writer.Write(Hashes);
    }
}

/// <summary>The growing end: of each level the hashes of its last tile. Changes with every append; everything else follows from the entries.</summary>
internal sealed class EdgeRow
{
    public long Level { get; set; }

    /// <summary>Leaves of the whole log; on level 0 alone.</summary>
    public long Size { get; set; }
    public byte[] Hashes { get; set; } = [];
}
