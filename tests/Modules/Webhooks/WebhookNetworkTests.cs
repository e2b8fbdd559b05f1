using System.Net;
using System.Text;
using Baotuan.Platform.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Baotuan.Tests.Modules.Webhooks;

/// <summary>Where messages go and where not, whatever was typed; and that a receiver can check them with what the manual says.</summary>
public sealed class WebhookNetworkTests
{
    private const string Key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly WebhookNetwork Nothing = new([]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.1.1.1", true)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.9.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:1.1.1.1", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Inner_addresses_are_not_called(string address, bool may) => Assert.Equal(may, Nothing.MayCall(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://hooks.example.gov.cn/12345", "")]
    [InlineData("https://hooks.example.gov.cn:8443/12345?k=1", "")]
    [InlineData("https://10.20.0.7/in", "")]
    [InlineData("http://127.0.0.1:8080/in", "")]
    [InlineData("http://localhost:8080/in", "")]
    [InlineData("https://10.21.0.7/in", "address_not_allowed")]
    [InlineData("https://[::1]/in", "address_not_allowed")]
    [InlineData("https://2130706433/", "")] // the loopback in another form, which is allowed here
    [InlineData("http://10.20.0.7/in", "address_is_not_https")]
    [InlineData("http://[::1]/in", "address_is_not_https")]
    [InlineData("https://user:word@hooks.example/", "address_not_understood")]
    [InlineData("https://hooks.example/#part", "address_not_understood")]
    [InlineData("file:///etc/passwd", "address_not_understood")]
    [InlineData("ftp://hooks.example/", "address_not_understood")]
    [InlineData("//hooks.example/", "address_not_understood")]
    [InlineData("", "address_not_understood")]
    public void Typed_address_is_checked(string typed, string code) =>
        Assert.Equal(code, new WebhookNetwork([IPNetwork.Parse("10.20.0.0/24"), IPNetwork.Parse("127.0.0.0/8")]).Problem(typed)?.Code ?? "");

    [Fact]
    public void Without_the_operator_no_form_of_the_loopback_is_taken() =>
        Assert.All((string[])["https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::ffff:127.0.0.1]/"], a => Assert.Equal("address_not_allowed", Nothing.Problem(a)?.Code));

    [Fact]
    public async Task Name_that_leads_inside_is_refused_when_it_is_called()
    {
        await using var receiver = await Receiver.StartAsync();
        using var send = new SendWebhook(Nothing, TimeSpan.FromSeconds(5));
        var answer = await Send(send, receiver.Address.Replace("127.0.0.1", "localhost"));
        Assert.Equal(("address_not_allowed", 0), (answer.Result, answer.Status));
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task Redirects_are_not_followed_and_long_or_slow_answers_are_left()
    {
        await using var receiver = await Receiver.StartAsync();
        using var send = new SendWebhook(HookWorld.Loopback, TimeSpan.FromMilliseconds(700));
        receiver.Answer = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        var redirected = await Send(send, receiver.Address);
        Assert.Equal((302, false), (redirected.Status, redirected.Taken));
        Assert.Equal("/hooks", Assert.Single(receiver.Messages).Path);

        receiver.Answer = async context =>
        {
            var chunk = Encoding.UTF8.GetBytes(new string('a', 10_000));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        };
        var endless = await Send(send, receiver.Address);
        Assert.Equal((200, new string('a', 200)), (endless.Status, endless.Answer));

        receiver.Answer = context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
        var slow = await Send(send, receiver.Address);
        Assert.Equal(("timed_out", false), (slow.Result, slow.Taken));
        Assert.InRange(slow.TookMs, 600, 5_000);
    }

    /// <summary>The example of the Standard Webhooks specification's own libraries.</summary>
    [Fact]
    public void Signature_is_what_others_make() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookSignature.Of(Key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8));

    [Fact]
    public void Example_of_the_manual_holds()
    {
        var manual = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operating", "webhooks.md"));
        string After(string label) => manual.Split('\n').Select(l => l.Trim()).First(l => l.StartsWith(label, StringComparison.Ordinal))[label.Length..].Trim();
        Assert.Equal(
            After("webhook-signature:"), WebhookSignature.Of(After("secret:"), After("webhook-id:"), long.Parse(After("webhook-timestamp:")), Encoding.UTF8.GetBytes(After("body:"))));
    }

    private static Task<SendAnswer> Send(SendWebhook send, string address) => send.RunAsync(new(address), Key, "evt_1", DateTimeOffset.UnixEpoch, "{}"u8.ToArray(), Cancel);
}
