using System.IO.Compression;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>One sheet of the import that a definition was found for.</summary>
/// <param name="Definition">What it should hold.</param>
/// <param name="File">File name without folder.</param>
/// <param name="Sheet">Name of the sheet as in the file.</param>
public sealed record FoundSheet(SheetDefinition Definition, string File, string Sheet);

/// <summary>
/// What a user hands in: a folder of CSV files, one CSV, one .xlsx, or a .zip of CSV files. Opening never throws for what
/// is in the files: whatever cannot be read is a problem in <see cref="Problems"/>. Rows stream; nothing is held.
/// </summary>
public sealed class SheetFolder : IDisposable
{
    private readonly SheetLimits _limits;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, SheetSource> _sources;
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _owned;

    internal SheetFolder(SheetProblems problems, Dictionary<string, SheetSource> sources, List<IDisposable> owned, SheetLimits limits, CancellationToken cancellation)
    {
        (Problems, _sources, _owned, _limits, _cancellation) = (problems, sources, owned, limits, cancellation);
    }

    /// <summary>All problems so far; grows while rows are read.</summary>
    public SheetProblems Problems { get; }

    /// <summary>The sheets found, in the order of the definitions.</summary>
    public IReadOnlyList<FoundSheet> Sheets => [.. _sources.Values.Select(source => new FoundSheet(source.Definition, source.Place.File, source.Place.Sheet))];

    /// <summary>
    /// Opens a path. Only the outside of the files is looked at; rows are read by <see cref="Read"/>.
    /// <paramref name="fileName"/> is what the user calls a file that lies under another name.
    /// </summary>
    public static SheetFolder Open(
        string path, IReadOnlyList<SheetDefinition> definitions, SheetLimits? limits = null, CancellationToken cancellation = default, string? fileName = null) =>
        new SheetOpening(definitions, limits ?? SheetLimits.Default).Open(path, fileName, cancellation);

    /// <summary>Opens an upload: it is copied to a temporary file, no further than the limits allow.</summary>
    public static Task<SheetFolder> OpenAsync(
        Stream upload, string fileName, IReadOnlyList<SheetDefinition> definitions, SheetLimits? limits = null, CancellationToken cancellation = default) =>
        new SheetOpening(definitions, limits ?? SheetLimits.Default).OpenAsync(upload, Path.GetFileName(fileName), cancellation);

    /// <summary>Whether the files have the sheet.</summary>
    public bool Has(SheetDefinition definition) => _sources.ContainsKey(definition.Name);

    /// <summary>
    /// The rows with content, streamed; none when the sheet is missing or its header is wrong. It may be read several times:
    /// the problems of reading are reported by the first complete reading only, and <see cref="SheetRow.HasErrors"/>
    /// remembers what an earlier reading found.
    /// </summary>
    public IEnumerable<SheetRow> Read(SheetDefinition definition)
    {
        if (!_sources.TryGetValue(definition.Name, out SheetSource? source)) yield break;
        bool again = _reported.Contains(definition.Name);
        SheetProblems found = again ? new SheetProblems(0) : Problems;
        var reading = new SheetReading(definition, source.Place, _limits, found, Problems);
        foreach (SheetRow row in reading.Rows(source.Open, _cancellation)) yield return row;
        _reported.Add(definition.Name);
    }

    /// <summary>Closes the files and removes temporary ones.</summary>
    public void Dispose()
    {
        foreach (IDisposable one in _owned) one.Dispose();
        _owned.Clear();
    }
}

/// <summary>A sheet that was found and how to start reading it.</summary>
internal sealed record SheetSource(SheetDefinition Definition, SheetPlace Place, Func<RawRows> Open);
