using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Packs;

/// <summary>A file of the pack as the manifest lists it.</summary>
internal sealed record PackEntry(string Name, long Bytes, string Sha256);

/// <summary>First file of a pack.</summary>
internal sealed record PackManifest(string Format, string Origin, long Leaves, long MadeAtMs, IReadOnlyList<PackEntry> Files, IReadOnlyList<string> Problems)
{
    public const string Name = "manifest.json";
    public const string Version = "baotuan-audit-pack/v1";

    public static readonly JsonSerializerOptions Shape = PlainJson.Indented;
}

/// <summary>Writes files into a zip and keeps the fingerprint of each.</summary>
internal sealed class PackZip(Stream to) : IAsyncDisposable
{
    private readonly ZipArchive _zip = new(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);

    public List<PackEntry> Files { get; } = [];

    public async Task AddAsync(string name, Func<Stream, Task> write, CancellationToken cancel)
    {
        await using var file = await _zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        await using var measured = new MeasuredStream(file);
        await write(measured);
        Files.Add(new(name, measured.Written, measured.Sha256()));
    }

    public Task AddAsync(string name, byte[] content, CancellationToken cancel) => AddAsync(name, to => to.WriteAsync(content, cancel).AsTask(), cancel);

    public Task AddTextAsync(string name, Func<TextWriter, Task> write, CancellationToken cancel) => AddAsync(
        name,
        async to =>
        {
            await using var text = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            await write(text);
        },
        cancel);

    /// <summary>The manifest is written last and lists everything else.</summary>
    public async Task CloseAsync(string origin, long leaves, long madeAtMs, IReadOnlyList<string> problems, CancellationToken cancel)
    {
        await using var file = await _zip.CreateEntry(PackManifest.Name).OpenAsync(cancel);
        await JsonSerializer.SerializeAsync(file, new PackManifest(PackManifest.Version, origin, leaves, madeAtMs, Files, problems), PackManifest.Shape, cancel);
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();
}
