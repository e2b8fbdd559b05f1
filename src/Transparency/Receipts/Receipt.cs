using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Notes;

namespace Baotuan.Transparency.Receipts;

/// <summary>
/// A household's receipt for one distribution: a <c>c2sp.org/tlog-proof@v1</c> of its first line, whose extra holds what opens the leaves
/// (docs/formats/receipt.md). It is kept and verified without any server.
/// </summary>
/// <param name="Lines">Members' lines; the first is the one that the outer proof is about.</param>
/// <param name="Header">Leaf of the distribution with count and sum of its lines.</param>
/// <param name="Label">For the reader; no signature covers it.</param>
/// <param name="Note">The signed checkpoint that all paths lead to.</param>
public sealed record Receipt(IReadOnlyList<OpenedLine> Lines, ProvedLeaf Header, IReadOnlyList<(string Name, string Value)> Label, SignedNote Note)
{
    /// <summary>Stands in the extra.</summary>
    public const string Format = "baotuan-receipt/v1";

    /// <summary>Longest file that is read.</summary>
    public const int LongestFile = 1_000_000;

    private const int MostLines = 1_000;

    /// <summary>The file: ASCII but for nothing, UTF-8 only inside base64.</summary>
    public override string ToString()
    {
        var extra = new JsonObject
        {
            ["format"] = Format,
            ["header"] = Header.ToJson(withPath: true),
            ["label"] = new JsonObject(Label.Select(l => KeyValuePair.Create<string, JsonNode?>(l.Name, l.Value))),
            ["lines"] = new JsonArray([.. Lines.Select((l, i) => l.ToJson(withPath: i > 0))]),
        };
        return new TlogProof(CanonicalJson.Write(extra), Lines[0].Leaf.Index, Lines[0].Leaf.Path, Note).ToString();
    }

    /// <summary>Reads a file; null when it is no receipt.</summary>
    public static Receipt? Parse(string text)
    {
        if (text.Length > LongestFile || TlogProof.Parse(text.ReplaceLineEndings("\n")) is not { Extra: { } extra } proof)
        {
            return null;
        }

        try
        {
            // only the canonical form is read, so that every reader sees the same
            return JsonNode.Parse(extra) is JsonObject json && CanonicalJson.Write(json).AsSpan().SequenceEqual(extra) && JsonReading.Text(json["format"]) == Format ? Read(json, proof) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static Receipt? Read(JsonObject json, TlogProof proof)
    {
        var lines = JsonReading.Array(json["lines"]).Select((l, i) => OpenedLine.Read(JsonReading.Object(l), i == 0 ? proof.Path : null)).ToList();
        if (lines.Count is 0 or > MostLines || lines[0].Leaf.Index != proof.Index)
        {
            return null;
        }

        var label = JsonReading.Object(json["label"]).Select(l => (l.Key, JsonReading.Text(l.Value))).ToList();
        return new(lines, ProvedLeaf.Read(JsonReading.Object(json["header"]), null), label, proof.Note);
    }
}

/// <summary>A leaf with its place in the log and its audit path.</summary>
public sealed record ProvedLeaf(long Index, byte[] Bytes, IReadOnlyList<byte[]> Path)
{
    /// <summary>Whether the leaf is where it says in the tree of the checkpoint.</summary>
    public bool IsIn(Checkpoint checkpoint) =>
        Tree.ProofCheck.Inclusion(Index, checkpoint.Size, Tree.MerkleTree.LeafHash(Bytes), Path, checkpoint.Root);

    internal JsonObject ToJson(bool withPath)
    {
        var json = new JsonObject { ["index"] = Index, ["leaf"] = Encoding.UTF8.GetString(Bytes) };
        if (withPath)
        {
            json["path"] = new JsonArray([.. Path.Select(p => JsonValue.Create(Convert.ToBase64String(p)))]);
        }

        return json;
    }

    internal static ProvedLeaf Read(JsonObject json, IReadOnlyList<byte[]>? path) => new(
        JsonReading.Number(json["index"]), Encoding.UTF8.GetBytes(JsonReading.Text(json["leaf"])),
        path ?? [.. JsonReading.Array(json["path"]).Select(p => Base64Text.ReadHash(JsonReading.Text(p)) ?? throw new FormatException("no hash"))]);
}

/// <summary>A member's line: the leaf, and what opens its commitment.</summary>
public sealed record OpenedLine(ProvedLeaf Leaf, byte[] Salt, JsonObject Record)
{
    internal JsonObject ToJson(bool withPath)
    {
        var json = Leaf.ToJson(withPath);
        json["record"] = Record.DeepClone();
        json["salt"] = Convert.ToBase64String(Salt);
        return json;
    }

    internal static OpenedLine Read(JsonObject json, IReadOnlyList<byte[]>? path) => new(
        ProvedLeaf.Read(json, path), Base64Text.ReadHash(JsonReading.Text(json["salt"])) ?? throw new FormatException("no salt"), (JsonObject)JsonReading.Object(json["record"]).DeepClone());
}
