using System.Threading.RateLimiting;

namespace Baotuan.App.Accounts;

/// <summary>How often a program may ask with one token, whatever it asks for. In memory, one for each host.</summary>
internal sealed class TokenLimit(int perMinute = TokenLimit.DefaultPerMinute) : IDisposable
{
    internal const int DefaultPerMinute = 120;

    private readonly PartitionedRateLimiter<string> _tokens = PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <summary>Requests of one token in a minute.</summary>
    public int PerMinute => perMinute;

    /// <param name="token">Number of the token.</param>
    public bool MayAsk(string token)
    {
        using var lease = _tokens.AttemptAcquire(token);
        return lease.IsAcquired;
    }

    public void Dispose() => _tokens.Dispose();
}
