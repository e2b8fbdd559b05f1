using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Access;

/// <summary>A token that stands, and whose person may sign in.</summary>
/// <param name="Permissions">Codes, one a line.</param>
public sealed record StandingToken(long Id, long UserId, string Login, string Permissions);

/// <summary>Looks tokens of programs up, and notes about once an hour that one is used, so that its person sees which of them are forgotten.</summary>
public sealed class TokenStore(Store store)
{
    // reading must not become a write each time
    private const long TouchAfterMs = 3_600_000;

    /// <summary>Null where it is unknown, expired or revoked, or its person's account is disabled.</summary>
    public async Task<StandingToken?> FindAsync(string token, CancellationToken cancel)
    {
        var hash = UserStore.Fingerprint(token);
        var today = store.Time.Today();
        await using var db = store.Open();
        var found = await (
            from t in db.Set<ApiToken>()
            join u in db.Set<User>() on t.UserId equals u.Id
            where t.Hash == hash && t.RevokedAtMs == null && t.ValidTo >= today && !u.Disabled
            select new { Token = new StandingToken(t.Id, t.UserId, u.Login, t.Permissions), t.LastUsedMs }).FirstOrDefaultAsync(cancel);
        if (found is not null && (found.LastUsedMs is not { } last || Now() - last > TouchAfterMs))
        {
            await TouchAsync(found.Token.Id, cancel);
        }

        return found?.Token;
    }

    private long Now() => store.Time.GetUtcNow().ToUnixTimeMilliseconds();

    // reading goes on when nothing can be written any more
    private async Task TouchAsync(long id, CancellationToken cancel)
    {
        try
        {
            _ = await store.WriteAsync<bool>(
                "site",
                async (db, token) =>
                {
                    (await db.Set<ApiToken>().AsTracking().FirstAsync(t => t.Id == id, token)).LastUsedMs = Now();
                    return true;
                },
                cancel);
        }
        catch (StorageFaultException)
        {
        }
    }
}
