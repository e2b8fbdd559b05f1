using System.Buffers.Binary;
using System.Text;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>
/// The string table of a workbook. It stands beside the sheets and is asked in any order, so the first few million
/// characters are kept in memory and the rest in temporary files that go with the reader: the texts in one, where each ends
/// in another, because a small file may unpack to tens of millions of texts.
/// </summary>
internal sealed class SharedStrings : IDisposable
{
    private const long CharsInMemory = 8 << 20;

    private readonly List<string> _first = [];
    private FileStream? _spill;
    private FileStream? _ends;
    private int _spilled;
    private long _chars;

    public SharedStrings(Stream? part, int cellChars)
    {
        if (part is null) return;
        using XmlReader xml = XlsxXml.Open(part);
        var text = new StringBuilder();
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
            XlsxXml.ReadRichText(xml, text.Clear(), cellChars);
            Add(text.ToString());
        }
        _spill?.Flush();
        _ends?.Flush();
    }

    public int Count => _first.Count + _spilled;

    public string this[int index] => index < _first.Count ? _first[index] : FromFile(index - _first.Count);

    public void Dispose()
    {
        _spill?.Dispose();
        _ends?.Dispose();
    }

    private void Add(string text)
    {
        _chars += text.Length + 16;
        if (_chars <= CharsInMemory && _spill is null)
        {
            _first.Add(text);
            return;
        }
        _spill ??= TemporaryFile.Create();
        _ends ??= TemporaryFile.Create();
        _spill.Write(Encoding.UTF8.GetBytes(text));
        Span<byte> end = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(end, _spill.Position);
        _ends.Write(end);
        _spilled++;
    }

    private string FromFile(int index)
    {
        long start = index == 0 ? 0 : EndOf(index - 1);
        byte[] bytes = new byte[EndOf(index) - start];
        Read(_spill!, bytes, start);
        return Encoding.UTF8.GetString(bytes);
    }

    private long EndOf(int index)
    {
        Span<byte> end = stackalloc byte[sizeof(long)];
        Read(_ends!, end, (long)index * sizeof(long));
        return BinaryPrimitives.ReadInt64LittleEndian(end);
    }

    private static void Read(FileStream file, Span<byte> bytes, long from)
    {
        if (RandomAccess.Read(file.SafeFileHandle, bytes, from) != bytes.Length)
        {
            throw new InvalidDataException("temporary file cut short");
        }
    }
}
