using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Baotuan.Oversight.Packs;

/// <summary>A file of the pack as the manifest lists it.</summary>
internal sealed record PackEntry(string Name, long Bytes, string Sha256);

/// <summary>First file of a pack.</summary>
internal sealed record PackManifest(string Format, string Origin, long Leaves, long MadeAtMs, IReadOnlyList<PackEntry> Files, IReadOnlyList<string> Problems)
{
    public const string Name = "manifest.json";
    public const string Version = "baotuan-audit-pack/v1";

    public static readonly JsonSerializerOptions Shape = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };
}

/// <summary>Writes files into a zip and keeps the fingerprint of each.</summary>
internal sealed class PackZip(Stream to) : IAsyncDisposable
{
    private readonly ZipArchive _zip = new(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);

    public List<PackEntry> Files { get; } = [];

    public async Task AddAsync(string name, Func<Stream, Task> write, CancellationToken cancel)
    {
        await using var file = await _zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        await using var hashed = new HashedStream(file);
        await write(hashed);
        Files.Add(new(name, hashed.Written, hashed.Sha256()));
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

    private sealed class HashedStream(Stream inner) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written;

        public override long Position { get => Written; set => throw new NotSupportedException(); }

        public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _hash.AppendData(buffer);
            Written += buffer.Length;
            inner.Write(buffer);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _hash.AppendData(buffer.Span);
            Written += buffer.Length;
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
