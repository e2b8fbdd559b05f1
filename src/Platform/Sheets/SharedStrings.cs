using System.Text;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>
/// The string table of a workbook. It stands beside the sheets and is asked in any order, so the first few million
/// characters are kept in memory and the rest in a temporary file that goes with the reader.
/// </summary>
internal sealed class SharedStrings : IDisposable
{
    private const long CharsInMemory = 8 << 20;

    private readonly List<string> _first = [];
    private readonly List<long> _ends = [];
    private FileStream? _spill;
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
    }

    public int Count => _first.Count + _ends.Count;

    public string this[int index] => index < _first.Count ? _first[index] : FromFile(index - _first.Count);

    public void Dispose() => _spill?.Dispose();

    private void Add(string text)
    {
        _chars += text.Length + 16;
        if (_chars <= CharsInMemory && _spill is null)
        {
            _first.Add(text);
            return;
        }
        _spill ??= TemporaryFile.Create();
        _spill.Write(Encoding.UTF8.GetBytes(text));
        _ends.Add(_spill.Position);
    }

    private string FromFile(int index)
    {
        long start = index == 0 ? 0 : _ends[index - 1];
        byte[] bytes = new byte[_ends[index] - start];
        int read = RandomAccess.Read(_spill!.SafeFileHandle, bytes, start);
        return read == bytes.Length ? Encoding.UTF8.GetString(bytes) : throw new InvalidDataException("temporary file cut short");
    }
}
