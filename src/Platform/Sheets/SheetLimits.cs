namespace Baotuan.Platform.Sheets;

/// <summary>How much a file may ask of us. Everything streams, so that the limits guard time and disk; each refusal is a problem in Chinese.</summary>
public sealed record SheetLimits
{
    /// <summary>The limits for files of users.</summary>
    public static SheetLimits Default { get; } = new();

    /// <summary>Bytes of one CSV file.</summary>
    public long CsvBytes { get; init; } = 512L << 20;

    /// <summary>Bytes of one .xlsx or .zip as it lies on disk.</summary>
    public long PackedBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of all parts of one .xlsx or .zip, unpacked.</summary>
    public long UnpackedBytes { get; init; } = 1L << 30;

    /// <summary>A part above one MB that unpacks to more than this many times its packed size is a zip bomb.</summary>
    public int UnpackRatio { get; init; } = 200;

    /// <summary>Characters of one cell; Excel's own limit.</summary>
    public int CellChars { get; init; } = 32_767;

    /// <summary>Columns of one sheet.</summary>
    public int Columns { get; init; } = 200;

    /// <summary>Row number of the last row with content.</summary>
    public int Rows { get; init; } = 2_000_000;

    /// <summary>Problems that are kept word by word; all are counted.</summary>
    public int KeptProblems { get; init; } = 10_000;
}
