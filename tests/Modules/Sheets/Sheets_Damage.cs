using System.IO.Compression;
using System.Text;
using Baotuan.Platform.Sheets;
using CsCheck;

namespace Baotuan.Tests.Modules.Sheets;

/// <summary>Whatever stands in a file, reading it ends with rows and problems, never with an exception.</summary>
public sealed class Sheets_Damage
{
    private static readonly string[] Parts = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"];

    private static readonly string[] Insertions = ["", "<", ">", "\"", "&", "99999999999", "-1", "<c/>", "<row/>", "</row>", "ZZZZZZ9", "<v>x</v>", "\0"];

    [Fact]
    public void Damaged_bytes_of_a_workbook_end_in_problems() =>
        Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte).Array[1, 8].Sample(changes => Survives(Bytes(Book()), changes), iter: 300);

    [Fact]
    public void Damaged_bytes_of_a_csv_end_in_problems() =>
        Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte).Array[1, 8].Sample(
            changes => Survives(Encoding.UTF8.GetBytes("持有人,金额,到账日期\r\nV001,\"1,234.56\",2018-01-05\r\n\"V\"\"2\",5,\r\n"), changes), iter: 300);

    [Fact]
    public void Damaged_parts_of_a_workbook_end_in_problems() =>
        Gen.Select(Gen.Int[0, Parts.Length - 1], Gen.Int[0, 1 << 20], Gen.Int[0, 40], Gen.Int[0, Insertions.Length - 1])
            .Sample((part, at, length, text) => Survives(Changed(Parts[part], at, length, Insertions[text]), []), iter: 500);

    private static void Survives(byte[] bytes, (int At, byte Value)[] changes)
    {
        foreach ((int at, byte value) in changes) bytes[at % bytes.Length] = value;
        string path = Path.Combine(Path.GetTempPath(), $"baotuan-damage-{Guid.NewGuid():N}.xlsx.csv");
        File.WriteAllBytes(path, bytes);
        try
        {
            using SheetFolder folder = SheetSamples.Open(path);
            int rows = folder.Read(SheetSamples.Contributions).Count();
            Assert.True(rows > 0 || folder.Problems.Count > 0);
            TryMark(path, folder.Problems);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void TryMark(string path, SheetProblems problems)
    {
        try
        {
            ErrorWorkbook.Write(path, problems, new MemoryStream(), onlyBadRows: problems.Count % 2 == 0);
        }
        catch (InvalidOperationException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    private static string Book() => new SheetSamples().XlsxRows(
        SheetSamples.Row(2, """<c r="A2" t="s"><v>0</v></c>""", SheetSamples.N("B2", "5"), SheetSamples.N("C2", "43105", 1))
        + SheetSamples.Row(3, SheetSamples.S("A3", "V2"), """<c r="B3"><f>1+1</f><v>2</v></c>"""),
        """<mergeCells><mergeCell ref="A9:B9"/></mergeCells>""", "<si><t>V001</t></si>");

    private static byte[] Bytes(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return bytes;
    }

    private static byte[] Changed(string part, int at, int length, string text)
    {
        var changed = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(Bytes(Book()))))
        using (var target = new ZipArchive(changed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in source.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                string xml = reader.ReadToEnd();
                int from = at % xml.Length;
                SheetSamples.Part(target, entry.FullName, entry.FullName != part ? xml : xml.Remove(from, Math.Min(length, xml.Length - from)).Insert(from, text));
            }
        }
        return changed.ToArray();
    }
}
