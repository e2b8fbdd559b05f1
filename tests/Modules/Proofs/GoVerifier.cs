using System.Text.Json;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>One thing said about a log: that a note is its checkpoint, that a leaf stands in it, or that it continues an older checkpoint.</summary>
internal sealed record Claim(string Key, string Note, string OldNote = "", long Index = 0, byte[]? Leaf = null, IReadOnlyList<byte[]>? Proof = null);

/// <summary>What Go's own <c>golang.org/x/mod/sumdb</c> says of our log: the program in <c>interop/main.go</c>, built once.</summary>
internal static class GoVerifier
{
    public const string Reason = "Go and its note and tlog packages are not installed (apt-get install golang-go golang-golang-x-mod-dev)";
    private const string Packages = "/usr/share/gocode";
    private static readonly Lazy<string> Program = new(Build);

    public static bool Available => Tool.Find("go") is not null && Directory.Exists($"{Packages}/src/golang.org/x/mod/sumdb/tlog");

    /// <summary>For each claim an empty text, or why it is refused.</summary>
    public static IReadOnlyList<string> Judge(IReadOnlyList<Claim> claims)
    {
        var said = Tool.Run(Program.Value, [], JsonSerializer.Serialize(claims.Select(c => new { c.Key, c.Note, c.OldNote, c.Index, c.Leaf, Proof = c.Proof ?? [] })));
        Assert.True(said.Succeeded, said.ToString());
        var answers = JsonSerializer.Deserialize<string[]>(said.Output)!;
        Assert.Equal(claims.Count, answers.Length);
        return answers;
    }

    private static string Build()
    {
        var folder = Directory.CreateTempSubdirectory("baotuan-go-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var program = Path.Combine(folder, "interop");
        var built = Tool.Run("env", ["-u", "GOFLAGS", "GO111MODULE=off", $"GOPATH={Packages}", $"GOCACHE={folder}/cache", "CGO_ENABLED=0", Tool.Find("go")!, "build", "-o", program, Path.Combine(AppContext.BaseDirectory, "Proofs", "interop", "main.go")]);
        Assert.True(built.Succeeded, built.ToString());
        return program;
    }
}
