using System.Threading.RateLimiting;

namespace Baotuan.App.Accounts;

/// <summary>How often an address, and an account from wherever, may try to sign in. In memory: lockout in the table stands behind it.</summary>
internal sealed class SignInLimits(int perAddress = SignInLimits.DefaultPerAddress) : IDisposable
{
    internal const int DefaultPerAddress = 30;
    private const int PerAccount = 10;

    private readonly PartitionedRateLimiter<string> _addresses = Limiter(perAddress);
    private readonly PartitionedRateLimiter<string> _accounts = Limiter(PerAccount);

    public bool AddressMayTry(string address) => Take(_addresses, address);

    public bool AccountMayTry(string normalizedLogin) => Take(_accounts, normalizedLogin);

    public void Dispose()
    {
        _addresses.Dispose();
        _accounts.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Limiter(int perMinute) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
}
