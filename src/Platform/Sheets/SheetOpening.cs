using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>Finds out what a path holds (by content, not by extension) and which definition each sheet belongs to.</summary>
internal sealed partial class SheetOpening(IReadOnlyList<SheetDefinition> definitions, SheetLimits limits)
{
    private readonly SheetProblems _problems = new(limits.KeptProblems);
    private readonly Dictionary<string, SheetSource> _found = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _owned = [];

    // one sheet handed in where one is expected: its name does not matter
    private bool _anyName;

    public SheetFolder Open(string path, string? fileName, CancellationToken cancellation)
    {
        string name = fileName ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        if (Directory.Exists(path)) OpenDirectory(path);
        else if (File.Exists(path)) OpenFile(() => File.OpenRead(path), name);
        else Refuse(name, Wording.NoSuchPath);
        return Finish(name, cancellation);
    }

    public async Task<SheetFolder> OpenAsync(Stream upload, string fileName, CancellationToken cancellation)
    {
        FileStream copy = TemporaryFile.Create();
        _owned.Add(copy);
        bool fits = await CopyAsync(upload, copy, cancellation);
        if (fits) OpenFile(() => File.Open(copy.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), fileName);
        else Refuse(fileName, Wording.FileTooLarge(limits.CsvBytes));
        return Finish(fileName, cancellation);
    }

    private async Task<bool> CopyAsync(Stream upload, FileStream copy, CancellationToken cancellation)
    {
        byte[] buffer = new byte[128 << 10];
        for (int read = await upload.ReadAsync(buffer, cancellation); read > 0; read = await upload.ReadAsync(buffer, cancellation))
        {
            await copy.WriteAsync(buffer.AsMemory(0, read), cancellation);
            if (copy.Position > Math.Max(limits.CsvBytes, limits.PackedBytes)) return false;
        }
        await copy.FlushAsync(cancellation);
        return true;
    }

    private SheetFolder Finish(string file, CancellationToken cancellation)
    {
        if (_found.Count == 0 && !_problems.HasErrors) Refuse(file, Wording.NothingToRead);
        Dictionary<string, SheetSource> ordered = definitions.Where(one => _found.ContainsKey(one.Name)).ToDictionary(one => one.Name, one => _found[one.Name]);
        foreach (SheetSource source in ordered.Values) _problems.Knows(source.Place.File, source.Place.Sheet);
        return new SheetFolder(_problems, ordered, _owned, limits, cancellation);
    }

    private void OpenDirectory(string path)
    {
        foreach (string file in Directory.GetFiles(path).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(file);
            if (name.StartsWith('.') || name.StartsWith('~')) continue;
            if (IsCsvName(name)) OpenCsv(() => File.OpenRead(file), name, new FileInfo(file).Length);
            else if (IsWorkbookName(name)) Warn(name, Wording.NotRead(name));
        }
    }

    private void OpenFile(Func<Stream> open, string name)
    {
        byte[] head = new byte[8];
        long length;
        using (Stream stream = open())
        {
            length = stream.Length;
            stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        if (head.AsSpan().StartsWith("PK\x03\x04"u8)) OpenPacked(open, name, length);
        else if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) Refuse(name, Wording.OldExcel);
        else if (IsWorkbookName(name) && length > 0) Refuse(name, Wording.Damaged);
        else
        {
            _anyName = definitions.Count == 1;
            OpenCsv(open, name, length);
        }
    }

    private void OpenPacked(Func<Stream> open, string name, long length)
    {
        if (length > limits.PackedBytes)
        {
            Refuse(name, Wording.FileTooLarge(limits.PackedBytes));
            return;
        }
        try
        {
            Stream stream = open();
            _owned.Add(stream);
            ZipArchive archive = ZipCheck.Open(stream);
            if (ZipCheck.Refuse(archive, limits) is string refusal) Refuse(name, refusal);
            else OpenArchive(archive, name);
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException)
        {
            Refuse(name, Wording.Damaged);
        }
    }

    private void OpenArchive(ZipArchive archive, string name)
    {
        if (archive.GetEntry("xl/workbook.bin") is not null) Refuse(name, Wording.BinaryExcel);
        else if (archive.GetEntry("content.xml") is not null && archive.GetEntry("mimetype") is not null) Refuse(name, Wording.OpenDocument);
        else if (archive.GetEntry("[Content_Types].xml") is not null) OpenWorkbook(archive, name);
        else OpenZip(archive);
    }

    private void OpenWorkbook(ZipArchive archive, string name)
    {
        var book = new XlsxBook(archive, limits);
        _owned.Insert(0, book);
        List<XlsxSheet> sheets = [.. book.Sheets.Where(sheet => sheet.Name is not (TemplateWriter.GuideSheet or TemplateWriter.ChoicesSheet))];
        _anyName = definitions.Count == 1 && sheets.Count == 1;
        foreach (XlsxSheet sheet in sheets)
        {
            var place = new SheetPlace(name, sheet.Name);
            Find(sheet.Name, place, () => new XlsxRows(book, sheet.Part, limits), quiet: sheet.Hidden);
        }
    }

    private void OpenZip(ZipArchive archive)
    {
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string path = ZipCheck.NameOf(entry).Replace('\\', '/');
            string name = path[(path.LastIndexOf('/') + 1)..];
            bool leftovers = path.StartsWith("__MACOSX", StringComparison.Ordinal) || name.StartsWith('.');
            if (IsCsvName(name) && !leftovers) OpenCsv(entry.Open, name, entry.Length);
        }
    }

    private void OpenCsv(Func<Stream> open, string name, long length)
    {
        if (length > limits.CsvBytes)
        {
            Refuse(name, Wording.FileTooLarge(limits.CsvBytes));
            return;
        }
        string sheet = Path.GetFileNameWithoutExtension(name);
        SheetDefinition? definition = Definition(sheet);
        if (definition is null)
        {
            Warn(name, Wording.UnknownSheet(sheet, definitions));
            return;
        }
        CsvText? text = CsvText.Detect(open, out string? problem);
        if (text is null) Refuse(name, problem!);
        else Find(sheet, new SheetPlace(name, sheet), () => new CsvRows(open(), text, limits), quiet: false);
    }

    private void Find(string sheet, SheetPlace place, Func<RawRows> open, bool quiet)
    {
        SheetDefinition? definition = Definition(sheet);
        if (definition is null)
        {
            if (!quiet) _problems.Add(new SheetProblem(place.File, sheet, 0, "", Wording.UnknownSheet(sheet, definitions), SheetSeverity.Warning));
            return;
        }
        bool first = _found.TryAdd(definition.Name, new SheetSource(definition, place, open));
        if (first) return;
        string message = Wording.SheetTwice(definition, place.Sheet);
        _problems.Add(new SheetProblem(place.File, sheet, 0, "", message, SheetSeverity.Error));
    }

    // exact names first, so that a definition may itself begin with a number; what we and browsers put behind a name, when a file
    // was downloaded or copied, is passed over, so that our own file with errors comes back in under the name it went out with
    private SheetDefinition? Definition(string sheet) =>
        Named(sheet.Trim()) ?? Named(TrailingMarks().Replace(LeadingNumber().Replace(sheet.Trim(), ""), "")) ?? (_anyName ? definitions[0] : null);

    private SheetDefinition? Named(string name) =>
        definitions.FirstOrDefault(one => SheetHeader.Same(name, one.Name) || SheetHeader.Same(name, one.ChineseName));

    private static bool IsCsvName(string name) => name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static bool IsWorkbookName(string name) => Path.GetExtension(name).ToLowerInvariant() is ".xlsx" or ".xls" or ".xlsm" or ".xlsb" or ".et" or ".ods";

    private void Refuse(string file, string message) => _problems.Add(new SheetProblem(file, "", 0, "", message, SheetSeverity.Error));

    private void Warn(string file, string message) => _problems.Add(new SheetProblem(file, "", 0, "", message, SheetSeverity.Warning));

    [GeneratedRegex(@"^\d{1,3}[-_.、 ]+")]
    private static partial Regex LeadingNumber();

    [GeneratedRegex(@"(?:\s*[-－_]\s*(?:错误|模板|副本)|\s*[(（]\d{1,3}[)）])+$")]
    private static partial Regex TrailingMarks();
}
