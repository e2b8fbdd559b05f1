using System.Net;
using System.Net.Sockets;
using Baotuan.Kernel;

namespace Baotuan.Platform.Webhooks;

/// <summary>
/// Which addresses messages may go to: public ones, and networks that the operator named at the machine. What somebody types into a form must not reach into the network
/// that the machine stands in.
/// </summary>
/// <param name="Allowed">Networks of the operator; the loopback among them lets http go there.</param>
public sealed record WebhookNetwork(IReadOnlyList<IPNetwork> Allowed)
{
    public const int LongestAddress = 500;

    // IANA's special-purpose registries of IPv4 and IPv6; of IPv6 only 2000::/3 is given out at all
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Given = IPNetwork.Parse("2000::/3");

    /// <summary>Whether a connection may be made there.</summary>
    public bool MayCall(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Allowed.Any(n => n.Contains(plain))
            || plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !Special.Any(n => n.Contains(plain))
            && (plain.AddressFamily == AddressFamily.InterNetwork || Given.Contains(plain));
    }

    /// <summary>What is wrong with a typed address; null when it may be kept. Names are looked up when a message is sent, each time.</summary>
    public Refusal? Problem(string typed)
    {
        if (typed.Length > LongestAddress || !Uri.TryCreate(typed, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")
            || address is not { UserInfo: "", Fragment: "" } || address.Host.Length == 0)
        {
            return new("address_not_understood", $"网址要写成 https://主机/路径 的样子，不带用户名、密码和 #，最长 {LongestAddress} 个字。");
        }

        if (address.Scheme == "http" && !(address.IsLoopback && IPAddress.TryParse(LoopbackOf(address), out var loopback) && Allowed.Any(n => n.Contains(loopback))))
        {
            return new("address_is_not_https", "网址要用 https。只有运维允许的本机地址可以用 http。");
        }

        return IPAddress.TryParse(address.DnsSafeHost, out var number) && !MayCall(number)
            ? new("address_not_allowed", "这个网址在内部网络里，不能推送。确实要推的，请运维启动时用 --webhook-allow 写明网段。")
            : null;
    }

    private static string LoopbackOf(Uri address) => IPAddress.TryParse(address.DnsSafeHost, out var number) ? number.ToString() : IPAddress.Loopback.ToString();
}
