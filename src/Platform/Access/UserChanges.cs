namespace Baotuan.Platform.Access;

/// <summary>Says in the words of the operation log what became different about an account. Secrets are named, never shown.</summary>
internal static class UserChanges
{
    public static IEnumerable<(string Action, string Details)> Between(User before, User after)
    {
        if (before.PasswordHash != after.PasswordHash)
        {
            yield return ("password.change", "");
        }

        if (before.TwoFactorEnabled != after.TwoFactorEnabled)
        {
            yield return (after.TwoFactorEnabled ? "two-factor.on" : "two-factor.off", "");
        }

        if (before.TotpKey is not null && after.TotpKey is not null && !before.TotpKey.AsSpan().SequenceEqual(after.TotpKey))
        {
            yield return ("two-factor.key", "");
        }

        if (before.RecoveryCodes != after.RecoveryCodes)
        {
            yield return ("recovery-codes.change", $"left {after.RecoveryCodes?.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length ?? 0}");
        }

        if (after.AccessFailedCount > before.AccessFailedCount)
        {
            yield return ("sign-in.failed", $"{after.AccessFailedCount}");
        }

        if (after.LockoutEndMs is { } end && end != before.LockoutEndMs)
        {
            yield return ("account.locked", "");
        }

        if (before.Disabled != after.Disabled)
        {
            yield return (after.Disabled ? "user.disable" : "user.enable", "");
        }

        if (before.Name != after.Name || before.UnitId != after.UnitId || before.CollectiveId != after.CollectiveId || before.MemberNo != after.MemberNo)
        {
            yield return ("user.change", $"{before.Name} → {after.Name}");
        }
    }
}
