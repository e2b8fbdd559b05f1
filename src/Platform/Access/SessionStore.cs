using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Access;

/// <summary>
/// Keeps sign-ins in the table; the cookie carries a random key alone. A session that was ended, or whose person was disabled
/// or got a new password, is refused at the next request.
/// </summary>
public sealed class SessionStore(Store store, IDataProtectionProvider protection, IHttpContextAccessor http) : ITicketStore
{
    // a request a second must not be a write a second
    private const long TouchAfterMs = 60_000;

    /// <summary>However busy: after this one signs in again.</summary>
    public const long LongestMs = 24 * 3_600_000L;
    private readonly IDataProtector _protector = protection.CreateProtector("Baotuan.Session.v1");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = store.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var context = http.HttpContext;
        var session = new UserSession
        {
            Id = UserStore.Fingerprint(key),
            UserId = UserIdOf(ticket),
            Ticket = _protector.Protect(TicketSerializer.Default.Serialize(ticket)),
            Address = context?.Connection.RemoteIpAddress?.ToString() ?? "",
            Agent = Cut(context?.Request.Headers.UserAgent.ToString() ?? ""),
            CreatedAtMs = now,
            LastSeenMs = now,
            ExpiresAtMs = Expiry(ticket, now),
        };
        _ = (await store.WriteAsync<bool>(
            "site",
            (db, _) =>
            {
                db.Add(session);
                return Task.FromResult<Kernel.Outcome<bool>>(true);
            },
            default)).Value;
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        if (store.Stopped is not null)
        {
            return;
        }

        var bytes = _protector.Protect(TicketSerializer.Default.Serialize(ticket));
        await ChangeAsync(key, (s, now) => (s.Ticket, s.ExpiresAtMs, s.LastSeenMs) = (bytes, Expiry(ticket, now), now));
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var id = UserStore.Fingerprint(key);
        var now = store.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await using var db = store.Open();
        var found = await (
            from s in db.Set<UserSession>().AsNoTracking()
            join u in db.Set<User>() on s.UserId equals u.Id
            where s.Id == id && s.EndedAtMs == null && s.ExpiresAtMs > now && s.CreatedAtMs > now - LongestMs && !u.Disabled
            select new { s.Ticket, s.LastSeenMs, s.CreatedAtMs, u.SecurityStamp }).FirstOrDefaultAsync();
        if (found is null)
        {
            return null;
        }

        AuthenticationTicket? ticket;
        try
        {
            ticket = TicketSerializer.Default.Deserialize(_protector.Unprotect(found.Ticket));
        }
        catch (CryptographicException)
        {
            return null; // sealed with keys that are gone: sign in again
        }

        if (ticket?.Principal.FindFirst(SignInClaims.Stamp)?.Value != found.SecurityStamp)
        {
            return null;
        }

        // every proof of who it is makes a session of its own
        var identity = (ClaimsIdentity)ticket.Principal.Identity!;
        identity.TryRemoveClaim(identity.FindFirst(SignInClaims.ShownAtMs));
        identity.AddClaim(new(SignInClaims.ShownAtMs, found.CreatedAtMs.ToString(CultureInfo.InvariantCulture)));

        // who is signed in goes on reading when nothing can be written any more
        if (now - found.LastSeenMs > TouchAfterMs && store.Stopped is null)
        {
            await ChangeAsync(key, (s, seen) => s.LastSeenMs = seen);
        }

        return ticket;
    }

    public Task RemoveAsync(string key) => ChangeAsync(key, (s, now) => s.EndedAtMs ??= now);

    private async Task ChangeAsync(string key, Action<UserSession, long> change)
    {
        var id = UserStore.Fingerprint(key);
        _ = (await store.WriteAsync<bool>(
            "site",
            async (db, token) =>
            {
                var session = await db.Set<UserSession>().AsTracking().FirstOrDefaultAsync(s => s.Id == id, token);
                if (session is not null)
                {
                    change(session, store.Time.GetUtcNow().ToUnixTimeMilliseconds());
                }

                return true;
            },
            default)).Value;
    }

    private static long UserIdOf(AuthenticationTicket ticket) => SignInClaims.UserId(ticket.Principal) ?? 0;

    private static long Expiry(AuthenticationTicket ticket, long now) => ticket.Properties.ExpiresUtc?.ToUnixTimeMilliseconds() ?? now + 12 * 3_600_000L;

    private static string Cut(string text) => text.Length > 200 ? text[..200] : text;
}
