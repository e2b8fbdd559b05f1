using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Baotuan.Platform.Webhooks;

/// <summary>How a try went.</summary>
public static class SendResults
{
    public const string Answered = "answered";
    public const string NoAnswer = "no_answer";
    public const string TimedOut = "timed_out";
    public const string AddressNotAllowed = "address_not_allowed";

    /// <summary>The message could not be made here; the answer names the exception.</summary>
    public const string NotMade = "not_made";
}

/// <summary>One try: what came back.</summary>
/// <param name="Result">See <see cref="SendResults"/>.</param>
/// <param name="Status">HTTP status; 0 without an answer.</param>
/// <param name="Answer">First 200 characters.</param>
public sealed record SendAnswer(string Result, int Status, string Answer, long TookMs)
{
    public bool Taken => Status is >= 200 and < 300;
}

/// <summary>
/// Posts one message. The name is looked up for each connection and nothing is called that may not be; no redirect is followed, no proxy of the surroundings asked, no cookie
/// kept; who is slow or talks too much is left.
/// </summary>
internal sealed class SendWebhook : IDisposable
{
    public const int AnswerCharacters = 200;
    private const int AnswerBytes = 1024;
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private readonly WebhookNetwork _network;
    private readonly TimeSpan _patience;
    private readonly HttpClient _http;

    public SendWebhook(WebhookNetwork network, TimeSpan patience)
    {
        (_network, _patience) = (network, patience);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = ConnectPatience, ConnectCallback = ConnectAsync, MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 16, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        _http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Baotuan");
    }

    public void Dispose() => _http.Dispose();

    public async Task<SendAnswer> RunAsync(Uri address, string secret, string eventId, DateTimeOffset now, byte[] body, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(_patience);
        var (result, status, answer) = await TryAsync(Message(address, secret, eventId, now.ToUnixTimeSeconds(), body), patience.Token, cancel);
        return new(result, status, answer, (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    private static HttpRequestMessage Message(Uri address, string secret, string eventId, long timestamp, byte[] body)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        message.Headers.Add("webhook-id", eventId);
        message.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("webhook-signature", WebhookSignature.Of(secret, eventId, timestamp, body));
        return message;
    }

    private async Task<(string Result, int Status, string Answer)> TryAsync(HttpRequestMessage message, CancellationToken patience, CancellationToken cancel)
    {
        var status = 0;
        try
        {
            using var request = message;
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience);
            status = (int)response.StatusCode;
            await using var stream = await response.Content.ReadAsStreamAsync(patience);
            return (SendResults.Answered, status, await BeginningAsync(stream, patience));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (SendResults.TimedOut, status, "");
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            var refused = problem.InnerException is AddressNotAllowedException || problem is AddressNotAllowedException;
            return (refused ? SendResults.AddressNotAllowed : status > 0 ? SendResults.Answered : SendResults.NoAnswer, status, "");
        }
    }

    private static async Task<string> BeginningAsync(Stream stream, CancellationToken cancel)
    {
        var buffer = new byte[AnswerBytes];
        var read = await stream.ReadAtLeastAsync(buffer, AnswerBytes, throwOnEndOfStream: false, cancel);
        var text = string.Concat(Encoding.UTF8.GetString(buffer, 0, read).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return text.Length <= AnswerCharacters ? text : text[..(char.IsHighSurrogate(text[AnswerCharacters - 1]) ? AnswerCharacters - 1 : AnswerCharacters)];
    }

    // a name with one address that may not be called is not called at all
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(host.Host, cancel);
        var clear = context.InitialRequestMessage.RequestUri is { Scheme: "http" };
        if (addresses.Length == 0 || addresses.Any(a => !_network.MayCall(a) || clear && !IPAddress.IsLoopback(a)))
        {
            throw new AddressNotAllowedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class AddressNotAllowedException() : IOException("a message may not go to this address");
}
