using System.Text.RegularExpressions;

namespace Baotuan.Tests.House;

/// <summary>Doors that the product does not have; what docs/asvs.md says about them rests on these rules. Each returns its complaints.</summary>
internal static partial class DangerRules
{
    /// <summary>The program calls nobody over a network and starts no other program; the two files that ask witnesses and send messages are not given to this rule.</summary>
    public static IEnumerable<string> NoOutboundCall(SourceFile file) => Found(file, Outbound(), "opens a door to the outside");

    /// <summary>SQL text, patterns and code are never put together from what somebody typed; no format that names its own types is read.</summary>
    public static IEnumerable<string> NothingIsInterpreted(SourceFile file) => Found(file, Interpreted(), "makes code of text");

    /// <summary>Broken hashes, ciphers and guessable chance. SHA-1 stands in the codes of authenticator apps alone.</summary>
    public static IEnumerable<string> NoWeakCryptography(SourceFile file) => Found(file, Weak(), "is too weak");

    /// <summary>The script of the site makes no markup or code of text and leaves nothing in the browser.</summary>
    public static IEnumerable<string> ScriptIsTame(SourceFile file) =>
        Untamed().Matches(file.Text).Select(m => $"{file.At(m.Index)}: `{m.Value}` has no place in the script of the site");

    /// <summary>Text goes to a page as text. Pictures of charts are the one exception; they are cleaned before.</summary>
    public static IEnumerable<string> NoRawMarkup(SourceFile file) =>
        RawMarkup().Matches(file.Text).Select(m => $"{file.At(m.Index)}: `{m.Value}` writes markup past the encoder");

    private static IEnumerable<string> Found(SourceFile file, Regex words, string why)
    {
        var code = CSharpText.CodeOf(file.Text);
        return words.Matches(code).Select(m => $"{file.At(m.Index)}: `{m.Value.Trim()}` {why}");
    }

    [GeneratedRegex(@"\b(HttpClient|IHttpClientFactory|WebRequest|TcpClient|UdpClient|ClientWebSocket|SmtpClient|ProcessStartInfo|Process\.Start)\b|\bnew\s+Socket\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Outbound();

    [GeneratedRegex(@"\b(FromSqlRaw|SqlQueryRaw|BinaryFormatter|NetDataContractSerializer|LosFormatter|XPathNavigator|CSharpScript)\b|\bnew\s+Regex\b|\bTypeNameHandling\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Interpreted();

    [GeneratedRegex(@"\b(MD5|HMACMD5|SHA1|DES|TripleDES|RC2|CipherMode\.ECB|Random\.Shared)\b|\bnew\s+Random\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Weak();

    [GeneratedRegex(@"\b(eval|innerHTML|outerHTML|insertAdjacentHTML|document\.write|localStorage|sessionStorage|indexedDB|document\.cookie|postMessage|new\s+Function|WebSocket)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Untamed();

    [GeneratedRegex(@"\bMarkupString\b|\bAddMarkupContent\b|\bHtml\.Raw\b", RegexOptions.ExplicitCapture)]
    private static partial Regex RawMarkup();
}
