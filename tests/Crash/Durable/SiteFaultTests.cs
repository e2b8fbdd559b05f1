using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>The site on a disk that fails: what writes is answered with 503, what reads goes on, a new start mends it.</summary>
public sealed partial class SiteFaultTests(County county)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fsync,fdatasync", "EIO", "disk_failed", "磁盘读写出错")]
    [InlineData("pwrite64,write", "ENOSPC", "disk_full", "磁盘已满")]
    public async Task Site_on_a_failed_disk_reads_and_refuses_to_write(string call, string error, string code, string sentence)
    {
        await county.ReferenceAsync();
        using var folder = new TempFolder();
        var data = county.Copy(folder);
        var (site, address) = Serve(data);
        using (new Ended(site))
        using (var client = new HttpClient { BaseAddress = address })
        {
            Assert.Equal("ok\n", await client.GetStringAsync("/health", Cancel));
            Assert.NotEqual(HttpStatusCode.ServiceUnavailable, (await SignInAsync(address, 2)).StatusCode); // all is well, and the way is warm
            using var tracer = Trace(site, folder.File("trace"), "-P", Path.Combine(data, "baotuan.db-wal"), "-e", $"trace={call}", "-e", $"inject={call}:error={error}:when=1");
            for (byte host = 3; host < 6; host++) // the first meets the error, the others meet the stop
            {
                using var answer = await SignInAsync(address, host);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.Equal("300", answer.Headers.GetValues("Retry-After").Single());
                Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }

            using var health = await client.GetAsync("/health", Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.StartsWith(code + "\n", await health.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            var page = await client.GetStringAsync("/sign-in", Cancel);
            Assert.Contains("现在只能查看，不能保存", page, StringComparison.Ordinal);
            site.Kill();
            await site.WaitForExitAsync(Cancel);
            await tracer.WaitForExitAsync(Cancel);
            Assert.Contains("(INJECTED)", await File.ReadAllTextAsync(folder.File("trace"), Cancel), StringComparison.Ordinal);
        }

        var (mended, there) = Serve(data);
        using (new Ended(mended))
        using (var client = new HttpClient { BaseAddress = there })
        {
            Assert.Equal("ok\n", await client.GetStringAsync("/health", Cancel));
            Assert.NotEqual(HttpStatusCode.ServiceUnavailable, (await SignInAsync(there, 2)).StatusCode);
        }
    }

    /// <summary>Somebody tries to sign in whom nobody knows: the first try from an address is written down, the next ones are counted.</summary>
    /// <param name="host">Last number of the loopback address that he comes from.</param>
    private static async Task<HttpResponseMessage> SignInAsync(Uri site, byte host)
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = (to, cancel) => ConnectAsync(host, to.DnsEndPoint, cancel) };
        using var client = new HttpClient(handler) { BaseAddress = site };
        var page = await client.GetStringAsync("/sign-in", Cancel);
        var form = FormFields().Matches(page.Split("<form").Single(f => f.Contains("Input.Login", StringComparison.Ordinal))).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        form["Input.Login"] = "system";
        form["Input.Password"] = "not-the-password";
        return await client.PostAsync("/sign-in", new FormUrlEncodedContent(form), Cancel);
    }

    private static async ValueTask<Stream> ConnectAsync(byte host, DnsEndPoint to, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, host]), 0));
        await socket.ConnectAsync(IPAddress.Loopback, to.Port, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>A process that does not outlive the test, however that ends.</summary>
    private sealed class Ended(Process process) : IDisposable
    {
        public void Dispose()
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }
    }

    private static (Process Site, Uri Address) Serve(string data)
    {
        var site = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "baotuan.dll"), "serve", "--port", "0", "--data", data]) { RedirectStandardOutput = true })!;
        while (site.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith("网址：", StringComparison.Ordinal))
            {
                return (site, new Uri(line["网址：".Length..]));
            }
        }

        throw new InvalidOperationException("the site did not start");
    }

    private static Process Trace(Process site, string file, params string[] options)
    {
        var start = new ProcessStartInfo(Tool.Find("strace") ?? throw new InvalidOperationException("strace is not installed"), ["-f", "-p", $"{site.Id}", "-o", file, .. options]) { RedirectStandardError = true };
        var tracer = Process.Start(start)!;
        var said = tracer.StandardError.ReadLine();
        Assert.True(said?.Contains("attached", StringComparison.Ordinal) == true, $"strace may not trace here, so nothing is shown: {said}");
        _ = tracer.StandardError.ReadToEndAsync(Cancel);
        return tracer;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex FormFields();
}
