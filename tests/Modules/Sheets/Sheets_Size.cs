using System.IO.Compression;
using System.Text;
using Baotuan.Platform.Sheets;

namespace Baotuan.Tests.Modules.Sheets;

/// <summary>Memory stays flat however long the file.</summary>
[Collection(nameof(Sheets_Size))]
[CollectionDefinition(nameof(Sheets_Size), DisableParallelization = true)]
public sealed class Sheets_Size : IDisposable
{
    private const long MostBytesLive = 48L << 20;

    private readonly SheetSamples _samples = new();

    public void Dispose() => _samples.Dispose();

    [Fact]
    public void Csv_of_5_MB_streams() => Assert.InRange(StreamCsv(5), 100_000, int.MaxValue);

    [Fact]
    public void Csv_of_200_MB_streams()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("BAOTUAN_FULL") == "1", "set BAOTUAN_FULL=1");
        Assert.InRange(StreamCsv(200, new SheetLimits { Rows = 20_000_000 }), 4_000_000, int.MaxValue);
    }

    [Fact]
    public void Workbook_of_200_000_rows_is_written_and_read_as_a_stream()
    {
        string path = Path.Combine(_samples.Folder, "big.xlsx");
        IEnumerable<object?[]> rows = Enumerable.Range(0, 200_000).Select(i => new object?[] { $"V{i}", new Kernel.Money(i), new DateOnly(2018, 1, 5), "cash", $"第{i}行" });
        long before = Live();
        using (FileStream file = File.Create(path)) SheetWriter.WriteXlsx([new SheetRows(SheetSamples.Contributions, rows)], file);
        Assert.InRange(Live() - before, long.MinValue, MostBytesLive);
        Assert.Equal(200_000, Count(path, null));
    }

    [Fact]
    public void Workbook_with_millions_of_tiny_strings_does_not_fill_memory()
    {
        string path = _samples.XlsxRows("""<row r="2"><c r="A2" t="s"><v>6999999</v></c><c r="B2"><v>1</v></c></row>""");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            zip.GetEntry("xl/sharedStrings.xml")!.Delete();
            using Stream strings = zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open();
            strings.Write("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"u8);
            for (int i = 0; i < 7_000_000; i++) strings.Write("<si><t>7</t></si>"u8);
            strings.Write("</sst>"u8);
        }
        Assert.Equal(1, Count(path, new SheetLimits { UnpackRatio = 10_000 }));
    }

    private int StreamCsv(int megabytes, SheetLimits? limits = null)
    {
        string path = Path.Combine(_samples.Folder, "contributions.csv");
        using (var writer = new StreamWriter(path, false, new UTF8Encoding(false)))
        {
            writer.WriteLine("holder,amount,paid_on,note");
            for (int i = 0; writer.BaseStream.Position < (long)megabytes << 20; i++) writer.WriteLine($"V{i},\"1,234.56\",2018-01-05,第{i}行");
        }
        return Count(path, limits);
    }

    private static int Count(string path, SheetLimits? limits)
    {
        long before = Live();
        long peak = 0;
        int rows = 0;
        using SheetFolder folder = SheetSamples.Open(path, limits: limits);
        foreach (SheetRow row in folder.Read(SheetSamples.Contributions))
        {
            if (rows++ % 50_000 == 0) peak = Math.Max(peak, Live() - before);
            if (row.HasErrors) Assert.Fail(folder.Problems.First().ToString());
        }
        Assert.InRange(peak, 0, MostBytesLive);
        return rows;
    }

    private static long Live() => GC.GetTotalMemory(forceFullCollection: true);
}
