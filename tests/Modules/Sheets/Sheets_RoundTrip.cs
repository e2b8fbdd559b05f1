using System.Text;
using Baotuan.Kernel;
using Baotuan.Platform.Sheets;
using CsCheck;

namespace Baotuan.Tests.Modules.Sheets;

/// <summary>What goes out comes in again: values, not only texts.</summary>
public sealed class Sheets_RoundTrip
{
    private static readonly CreditCode Company = Baotuan.Kernel.CreditCode.Parse("9133048200000000" + "0" + Baotuan.Kernel.CreditCode.CheckCharacter("91330482000000000"));
    private static readonly CitizenIdNumber Person = CitizenIdNumber.Parse("99999919900307888" + CitizenIdNumber.CheckCharacter("99999919900307888"));

    // characters that make trouble: formulas, quotes, separators, escapes of workbooks, controls, characters beyond the basic plane
    private static readonly Gen<string> Texts = Gen.Frequency(
            (3, Gen.Char["=+-@'\",\t\n\r;_x0A&<> \u0001村\uD842"]), (1, Gen.Char['一', '龥'])).Array[0, 12]
        .Select(chars => Whole(new string(chars)).Trim().Trim('\uFEFF', '\u200B').Trim());

    private static readonly Gen<object?[]> Rows = Gen.Select(
        Gen.Select(Texts, Gen.Long, Gen.Long, Gen.Long[0, 5_000_000], Gen.Int[0, 109_000]),
        Gen.Select(Gen.Long, Gen.Long, Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 4]),
        (a, b) => new object?[]
        {
            a.Item1.Length == 0 ? null : a.Item1, "C1", new Money(a.Item2), new LandArea(a.Item3), a.Item4, new DateOnly(1900, 1, 1).AddDays(a.Item5),
            b.Item1, b.Item2, b.Item3 switch { 0 => "cash", 1 => "quota", _ => null }, b.Item4,
            b.Item5 > 2 ? Company : null, b.Item5 > 3 ? Person : null, b.Item5 > 1 ? DivisionCode.Parse("330482002201") : null, b.Item5 > 0 ? Period.Parse("2018-H1") : null,
        });

    [Theory]
    [InlineData(SheetEncoding.Utf8Bom, true)]
    [InlineData(SheetEncoding.Utf8, false)]
    [InlineData(SheetEncoding.Gb18030, true)]
    public void Csv_comes_back_as_it_went_out(SheetEncoding encoding, bool chinese) => Rows.Array[1, 20].Sample(rows =>
    {
        using var samples = new SheetSamples();
        string path = Path.Combine(samples.Folder, "everything.csv");
        using (FileStream file = File.Create(path)) SheetWriter.WriteCsv(SheetSamples.Everything, rows, file, encoding, chinese);
        return Same(rows, path);
    }, iter: 200);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Workbook_comes_back_as_it_went_out(bool chinese) => Rows.Array[1, 20].Sample(rows =>
    {
        using var samples = new SheetSamples();
        string path = Path.Combine(samples.Folder, "book.xlsx");
        using (FileStream file = File.Create(path)) SheetWriter.WriteXlsx([new SheetRows(SheetSamples.Everything, rows)], file, chinese);
        return Same(rows, path);
    }, iter: 200);

    [Fact]
    public void Csv_is_written_as_people_expect_it()
    {
        using var stream = new MemoryStream();
        object?[] row = ["V001", new Money(-5), null, "quota", "=1+2"];
        SheetWriter.WriteCsv(SheetSamples.Contributions, [row], stream);
        Assert.Equal("\uFEFF持有人,金额,到账日期,出资方式,备注\r\nV001,-0.05,,指标,'=1+2\r\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("'=x", "''=x")]
    [InlineData("'x", "'x")]
    [InlineData("a=1", "a=1")]
    public void Text_that_could_run_as_a_formula_gets_an_apostrophe(string text, string written)
    {
        using var stream = new MemoryStream();
        SheetWriter.WriteCsv(new SheetDefinition("one", "一", new SheetColumn("t", "文", SheetColumnKind.Text)), [[text]], stream, SheetEncoding.Utf8, false);
        Assert.Equal($"t\r\n{written}\r\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Value_of_a_wrong_type_is_a_mistake()
    {
        object?[] row = ["V001", 5L, null, null, null];
        Assert.Throws<ArgumentException>(() => SheetWriter.WriteCsv(SheetSamples.Contributions, [row], new MemoryStream()));
        Assert.Throws<ArgumentException>(() => SheetWriter.WriteCsv(SheetSamples.Contributions, [["V001"]], new MemoryStream()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    [InlineData(58)]
    [InlineData(43105)]
    public void Date_cells_around_the_day_that_never_was_come_back(int days)
    {
        using var samples = new SheetSamples();
        string path = Path.Combine(samples.Folder, "book.xlsx");
        DateOnly date = new DateOnly(1900, 1, 1).AddDays(days);
        object?[] row = ["V001", new Money(1), date, null, null];
        using (FileStream file = File.Create(path)) SheetWriter.WriteXlsx([new SheetRows(SheetSamples.Contributions, [row])], file);
        Assert.Equal(date, SheetSamples.Read(path).Rows[0].DateOrNull("paid_on"));
    }

    private static bool Same(object?[][] rows, string path)
    {
        (List<SheetRow> read, List<string> problems) = SheetSamples.Read(path, SheetSamples.Everything);
        Assert.Empty(problems);
        Assert.Equal(rows.Length, read.Count);
        return rows.Zip(read).All(pair => pair.First.SequenceEqual(pair.Second.ToValues()));
    }

    // a lone half of a surrogate pair is no character and may become one
    private static string Whole(string text) => text.Replace("\uD842", "\uD842\uDFB7");
}
