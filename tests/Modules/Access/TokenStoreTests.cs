using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Oversight;
using Baotuan.Tests.Modules.Support;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Modules.Access;

/// <summary>Tokens as they are found, and the note of when they were used.</summary>
public sealed class TokenStoreTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Use_is_noted_at_most_once_an_hour(DatabaseEngine engine)
    {
        await using var test = await TestStore.CreateAsync(engine, cluster);
        var (tokens, token) = (new TokenStore(test.Store), await MakeAsync(test.Store));
        Assert.Null(await LastUsedAsync(test.Store));
        Assert.NotNull(await tokens.FindAsync(token, Cancel));
        var first = await LastUsedAsync(test.Store);
        Assert.Equal(test.Clock.GetUtcNow().ToUnixTimeMilliseconds(), first);
        test.Clock.Advance(TimeSpan.FromMinutes(59));
        var version = await test.Store.VersionAsync(Cancel);
        Assert.NotNull(await tokens.FindAsync(token, Cancel));
        Assert.Equal((first, version), (await LastUsedAsync(test.Store), await test.Store.VersionAsync(Cancel))); // nothing was written at all
        test.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(await tokens.FindAsync(token, Cancel));
        Assert.Equal(test.Clock.GetUtcNow().ToUnixTimeMilliseconds(), await LastUsedAsync(test.Store));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Token_reads_on_when_nothing_is_written_any_more(DatabaseEngine engine)
    {
        await using var test = await TestStore.CreateAsync(engine, cluster);
        var token = await MakeAsync(test.Store);
        test.Store.Note(new("disk_failed", "磁盘读写出错，已停止写入。", StopsWriting: true));
        Assert.NotNull(await new TokenStore(test.Store).FindAsync(token, Cancel));
        Assert.Null(await LastUsedAsync(test.Store));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Token_that_does_not_stand_is_not_found_and_not_noted(DatabaseEngine engine)
    {
        await using var test = await TestStore.CreateAsync(engine, cluster);
        var (tokens, token) = (new TokenStore(test.Store), await MakeAsync(test.Store));
        Assert.Null(await tokens.FindAsync(token + "0", Cancel));
        Assert.Null(await tokens.FindAsync("", Cancel));
        foreach (var spoilt in (string[])["platform_user SET disabled = {0}", "platform_api_token SET revoked_at_ms = 1", "platform_api_token SET valid_to = '2000-01-01'"])
        {
            await using var one = test.Copy();
            await one.ExecuteAsync("UPDATE " + spoilt.Replace("{0}", engine == DatabaseEngine.Sqlite ? "1" : "true", StringComparison.Ordinal));
            Assert.True(await new TokenStore(one.Store).FindAsync(token, Cancel) is null, spoilt);
            Assert.Null(await LastUsedAsync(one.Store));
        }

        Assert.NotNull(await tokens.FindAsync(token, Cancel));
    }

    private static async Task<long?> LastUsedAsync(Store store)
    {
        await using var db = store.Open();
        return (await db.Set<ApiToken>().SingleAsync(Cancel)).LastUsedMs;
    }

    private static async Task<string> MakeAsync(Store store)
    {
        await store.WriteAsync<bool>(
            "test",
            (db, _) =>
            {
                db.Add(new User { Id = County.CountyInspector.UserId, Login = "reader", NormalizedLogin = "READER" });
                return Task.FromResult<Kernel.Outcome<bool>>(true);
            },
            Cancel);
        var caller = County.CountyInspector with { Confirmed = true, Permissions = new HashSet<string> { PlatformPermissions.TokenOwn.Code } };
        return (await store.WriteAsync(caller, (db, c) => Accounts.MakeTokenAsync(db, "对账", [PlatformPermissions.TokenOwn.Code], store.Time.Today().AddDays(30), c), Cancel)).Value;
    }
}
