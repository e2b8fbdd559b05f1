namespace Baotuan.Tests.House;

/// <summary>
/// C# source with its comments and texts told apart from its code, so that a rule about code is not set off by a sentence
/// that mentions a forbidden word. Positions and line numbers stay those of the file.
/// </summary>
internal sealed class CSharpText
{
    private enum Kind : byte { Code, Text, Comment }

    private readonly string _source;
    private readonly Kind[] _kinds;
    private int _at;

    private CSharpText(string source)
    {
        _source = source;
        _kinds = new Kind[source.Length];
        ReadCode(untilBrace: false, closing: 1);
    }

    /// <summary>Code alone: comments and the insides of texts and characters are spaces.</summary>
    public static string CodeOf(string source) => new CSharpText(source).Keep(kind => kind == Kind.Code);

    /// <summary>Code and texts: only comments are spaces.</summary>
    public static string WithoutComments(string source) => new CSharpText(source).Keep(kind => kind != Kind.Comment);

    public static int LineOf(string source, int position) => source.AsSpan(0, position).Count('\n') + 1;

    private string Keep(Func<Kind, bool> wanted) => string.Create(_source.Length, wanted, (target, keep) =>
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = keep(_kinds[i]) || _source[i] == '\n' ? _source[i] : ' ';
        }
    });

    private bool Starts(string word) => string.CompareOrdinal(_source, _at, word, 0, word.Length) == 0;

    private int Run(char c, int from)
    {
        var end = from;
        while (end < _source.Length && _source[end] == c)
        {
            end++;
        }

        return end - from;
    }

    private void Mark(Kind kind, int count)
    {
        var end = Math.Min(_at + count, _source.Length);
        Array.Fill(_kinds, kind, _at, end - _at);
        _at = end;
    }

    /// <summary>Reads code to the end of the file, or to the brace that closes a hole of an interpolated text.</summary>
    private void ReadCode(bool untilBrace, int closing)
    {
        var depth = 0;
        while (_at < _source.Length)
        {
            if (untilBrace && depth == 0 && _source[_at] == '}' && Run('}', _at) >= closing)
            {
                return;
            }

            if (TryComment() || TryText() || TryCharacter())
            {
                continue;
            }

            depth += _source[_at] switch { '{' => 1, '}' => -1, _ => 0 };
            Mark(Kind.Code, 1);
        }
    }

    private bool TryComment()
    {
        var end = Starts("//") ? _source.IndexOf('\n', _at) : Starts("/*") ? _source.IndexOf("*/", _at + 2, StringComparison.Ordinal) + 2 : 0;
        if (!Starts("//") && !Starts("/*"))
        {
            return false;
        }

        Mark(Kind.Comment, (end <= 1 ? _source.Length : end) - _at);
        return true;
    }

    private bool TryCharacter()
    {
        if (_source[_at] != '\'')
        {
            return false;
        }

        Mark(Kind.Code, 1);
        while (_at < _source.Length && _source[_at] is not ('\'' or '\n'))
        {
            Mark(Kind.Text, _source[_at] == '\\' ? 2 : 1);
        }

        Mark(Kind.Code, 1);
        return true;
    }

    private bool TryText()
    {
        var start = _at;
        while (start < _source.Length && _source[start] is '$' or '@')
        {
            start++;
        }

        if (start >= _source.Length || _source[start] != '"')
        {
            return false;
        }

        var prefix = _source.AsSpan(_at, start - _at);
        var holes = prefix.Count('$');
        var verbatim = prefix.Contains('@');
        var quotes = Run('"', start);
        Mark(Kind.Code, prefix.Length);
        if (quotes >= 3 && !verbatim)
        {
            ReadText(quotes, holes, (_, _) => 0);
        }
        else if (verbatim)
        {
            ReadText(1, holes, (source, at) => source[at] == '"' && at + 1 < source.Length && source[at + 1] == '"' ? 2 : 0);
        }
        else
        {
            ReadText(1, holes, (source, at) => source[at] == '\\' ? 2 : 0);
        }

        return true;
    }

    /// <param name="quotes">How many quotation marks open and close the text.</param>
    /// <param name="holes">How many braces open a hole; 0 when it has none.</param>
    /// <param name="escape">Length of the escape at a position, or 0.</param>
    private void ReadText(int quotes, int holes, Func<string, int, int> escape)
    {
        var closing = new string('"', quotes);
        Mark(Kind.Code, quotes);
        while (_at < _source.Length)
        {
            if (escape(_source, _at) is > 0 and var skipped)
            {
                Mark(Kind.Text, skipped);
            }
            else if (Starts(closing))
            {
                Mark(Kind.Code, quotes);
                return;
            }
            else if (holes > 0 && _source[_at] == '{')
            {
                ReadBraces(holes);
            }
            else
            {
                Mark(Kind.Text, 1);
            }
        }
    }

    private void ReadBraces(int holes)
    {
        var run = Run('{', _at);
        // $"{{" is a brace, $"{{{x}" a brace and a hole; in $$"""…""" the innermost two of a run open the hole.
        var opens = holes == 1 ? run % 2 == 1 : run >= holes;
        Mark(Kind.Text, run);
        if (opens)
        {
            ReadCode(untilBrace: true, closing: holes);
            Mark(Kind.Text, holes);
        }
    }
}
