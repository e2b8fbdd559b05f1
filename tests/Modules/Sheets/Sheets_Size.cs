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
