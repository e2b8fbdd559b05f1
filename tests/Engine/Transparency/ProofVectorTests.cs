using System.Text.Json;
using Baotuan.Transparency.Tree;
using Xunit;

namespace Baotuan.Tests.Engine.Transparency;

/// <summary>The conformance vectors of transparency-dev/merkle, where their folder is there.</summary>
public sealed class ProofVectorTests
{
    private const int Expected = 518;

    [Fact]
    public void PublishedVectors_AreJudgedAsTheySay()
    {
        var folder = Folder();
        Assert.SkipWhen(folder is null, "the folder shared/vectors/merkle is not beside the repository");
        var files = Directory.GetFiles(folder!, "*.json", SearchOption.AllDirectories);
        Assert.Equal(Expected, files.Length);
        var wrong = files.Where(f => !Agrees(Path.GetRelativePath(folder!, f).Split(Path.DirectorySeparatorChar)[0], f)).ToList();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static bool Agrees(string kind, string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var v = json.RootElement;
        byte[] Bytes(string name) => v.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetBytesFromBase64() : [];
        // the published numbers are unsigned
        long Number(string name) => unchecked((long)v.GetProperty(name).GetUInt64());
        List<byte[]> proof = v.GetProperty("proof") is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(e => e.GetBytesFromBase64())] : [];
        var holds = kind switch
        {
            "inclusion" => ProofCheck.Inclusion(Number("leafIdx"), Number("treeSize"), Bytes("leafHash"), proof, Bytes("root")),
            "consistency" => ProofCheck.Consistency(Number("size1"), Number("size2"), Bytes("root1"), Bytes("root2"), proof),
            "subtreeinclusion" => ProofCheck.SubtreeInclusion(Number("leafIdx"), Number("start"), Number("end"), Bytes("leafHash"), proof, Bytes("root")),
            "subtreeconsistency" => ProofCheck.SubtreeConsistency(Number("start"), Number("end"), Number("size"), Bytes("root1"), Bytes("root2"), proof),
            _ => throw new InvalidOperationException(kind),
        };
        return holds != v.GetProperty("wantErr").GetBoolean();
    }

    private static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "vectors", "merkle");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        return null;
    }
}
