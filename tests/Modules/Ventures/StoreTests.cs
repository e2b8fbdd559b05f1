using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>The one way to the data: whole or not at all, later times for later writes, and nothing personal in the clear.</summary>
public sealed class StoreTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static Task<Outcome<long>> TimeAsync(Store store) =>
        store.WriteAsync<long>("测试", (db, _) => Task.FromResult<Outcome<long>>(db.RecordedAtMs), Cancel);

    [Theory, MemberData(nameof(Engines))]
    public async Task Recording_time_increases_with_every_write_whatever_the_wall_clock_does(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        var (one, other) = (world.Store.Store, world.Store.Another());
        var times = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            times.Add((await TimeAsync(one)).Value);
            times.Add((await TimeAsync(other)).Value);
        }

        world.Store.Clock.Advance(TimeSpan.FromDays(-400));
        times.Add((await TimeAsync(one)).Value);
        world.Store.Clock.Advance(TimeSpan.FromDays(800));
        times.Add((await TimeAsync(other)).Value);

        Assert.Equal(times.Distinct().Order(), times);
        Assert.Equal(world.Store.Clock.GetUtcNow().ToUnixTimeMilliseconds(), times[^1]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Writers_of_two_processes_take_turns(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        var stores = new[] { world.Store.Store, world.Store.Another(), world.Store.Another() };

        var times = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => TimeAsync(stores[i % 3]))));

        Assert.Equal(12, times.Select(t => t.Value).Distinct().Count());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Refusal_exception_and_dry_run_leave_nothing(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        var before = await world.CountAsync("platform_operation");
        async Task<Outcome<int>> Log(BaotuanDb db, Outcome<int> result)
        {
            await db.LogAsync("test", "x", "", Cancel);
            await db.SaveChangesAsync(Cancel);
            return result;
        }

        Assert.False((await world.Write(db => Log(db, new Refusal("no", "不行")))).Ok);
        Assert.True((await world.Write(db => Log(db, 1), dryRun: true)).Ok);
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Write<int>(async db =>
        {
            await Log(db, 1);
            throw new InvalidOperationException("broken");
        }));
        Assert.Equal(before, await world.CountAsync("platform_operation"));
        _ = (await world.Write(db => Log(db, 1))).Value;
        Assert.Equal(before + 1, await world.CountAsync("platform_operation"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Bank_account_is_never_in_the_database_in_the_clear(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        const string account = "6228480402564890018";
        await world.MemberAsync(V1, "001", 10_000, account: account);

        var member = Assert.Single(await world.Read(db => Members.AsOfAsync(db, V1, Day("2018-01-01"), long.MaxValue, Cancel)));
        Assert.Equal(account, world.Fields.Reveal(member.BankAccount!, Members.FieldRecord(V1, "001", "bank_account")));
        // copied to another person it does not open
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(
            () => world.Fields.Reveal(member.BankAccount!, Members.FieldRecord(V1, "002", "bank_account")));
        if (engine == DatabaseEngine.Postgres)
        {
            Assert.Equal(0, await world.CountAsync($"parties_person WHERE encode(bank_account, 'escape') LIKE '%{account}%'"));
            return;
        }

        foreach (var file in Directory.GetFiles(world.Store.Store.Location.DataDirectory, "baotuan.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Cancel);
            Assert.True(bytes.AsSpan().IndexOf("\u5f20001"u8) >= 0 || !file.EndsWith("-wal", StringComparison.Ordinal), "the row itself is looked at");
            Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(account)) < 0, $"{file} holds the account");
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Member_whose_leaving_was_taken_back_is_counted_again(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        await world.MemberAsync(V1, "001", 10_000);
        await world.MemberAsync(V1, "002", 10_000);
        await world.LeaveAsync(V1, "002", "2018-06-01");
        Assert.Equal(1, await world.Read(db => MemberHistory.CountMembersAsync(db, Day("2018-12-31"), null, Cancel)));

        await world.LeaveAsync(V1, "002", "2018-06-01", recordedAtMs: 2, retracted: true);

        Assert.Equal(2, await world.Read(db => MemberHistory.CountMembersAsync(db, Day("2018-12-31"), null, Cancel)));
        Assert.Equal(2, (await world.Read(db => Members.AsOfAsync(db, V1, Day("2018-12-31"), long.MaxValue, Cancel))).Count);
    }
}
