using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Imports.ImportDesk;

namespace Baotuan.Tests.Modules.Imports;

/// <summary>A dead member's shares pass to his heirs, whole, and his membership ends: typed in and imported.</summary>
public sealed class InheritanceTests(PostgresCluster cluster)
{
    private const string Head = "organization,member_no,died_on,heir_no,part,ground,document\n";
    private static readonly DateOnly Died = new(2021, 3, 1);

    private static InheritanceEntry Entry(string clientId, params (string No, long Numerator, long Denominator)[] heirs) => new(
        "V01", "00001", Died, "全体继承人协议", "档案1", [.. heirs.Select(h => new HeirPart(h.No, new Rational(h.Numerator, h.Denominator)))], clientId);

    private static Task<Outcome<long>> RecordAsync(ImportDesk desk, InheritanceEntry entry, Caller? caller = null) =>
        desk.Data.Store.WriteAsync(caller ?? Caller.Program("文书"), (db, cancel) => InheritanceActs.RecordAsync(db, entry, cancel), Cancel);

    private static async Task<string> SharesAsync(ImportDesk desk, DateOnly on, long knownAtMs = long.MaxValue)
    {
        await using var db = desk.Data.Store.Open();
        var village = (await Organizations.ByCodeAsync(db, "V01", Cancel))!;
        var held = new List<string>();
        foreach (var no in new[] { "00001", "00002", "00003" })
        {
            held.AddRange((await MemberWeights.OfMemberAsync(db, village.Id, no, on, knownAtMs, Cancel)).Select(s => $"{no} {s.ClassCode} {s.Quantity10000}"));
        }

        return string.Join("; ", held);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Shares_pass_whole_and_the_membership_ends(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        long before;
        await using (var db = desk.Data.Store.Open())
        {
            before = await desk.Data.Store.VersionAsync(Cancel);
        }

        // 00001 holds 20.5 NL and 1 RK; thirds and two thirds: 6.8333 and 13.6667 (the rest to the larger remainder), 0.3333 and 0.6667
        var done = await RecordAsync(desk, Entry("c1", ("00002", 1, 3), ("00003", 2, 3)));
        Assert.True(done.Ok, string.Join(";", done.Refusals));
        Assert.Equal("00001 NL 205000; 00001 RK 10000; 00002 RK 10000", await SharesAsync(desk, Died.AddDays(-1)));
        Assert.Equal("00002 NL 68333; 00002 RK 13333; 00003 NL 136667; 00003 RK 6667", await SharesAsync(desk, Died));
        // what was known before stays what was known before
        Assert.Equal("00001 NL 205000; 00001 RK 10000; 00002 RK 10000", await SharesAsync(desk, Died, before));
        await using var after = desk.Data.Store.Open();
        var village = (await Organizations.ByCodeAsync(after, "V01", Cancel))!;
        Assert.DoesNotContain(await Members.AsOfAsync(after, village.Id, Died, long.MaxValue, Cancel), m => m.MemberNo == "00001");
        Assert.Contains(await Members.AsOfAsync(after, village.Id, Died.AddDays(-1), long.MaxValue, Cancel), m => m.MemberNo == "00001");
        var heir = Assert.Single(await InheritanceActs.OfMemberAsync(after, village.Id, "00003", Cancel));
        Assert.Equal(("王甲", "文书", "2/3"), (heir.MemberName, heir.Actor.Replace("local:", "", StringComparison.Ordinal), heir.Lines[0].Part));
        Assert.Equal(2, heir.Lines.Count);
        Assert.Equal(4, Assert.Single(await InheritanceActs.OfMemberAsync(after, village.Id, "00001", Cancel)).Lines.Count);
        Assert.Equal(1L, await desk.Data.ScalarAsync("SELECT COUNT(*) FROM platform_operation WHERE action = 'share.inherit'"));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Sent_twice_it_is_recorded_once(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        var first = await RecordAsync(desk, Entry("c1", ("00002", 1, 1)));
        Assert.Equal(first.Value, (await RecordAsync(desk, Entry("c1", ("00002", 1, 1)))).Value);
        // two clerks with two forms: the second is told
        Assert.Equal(first.Value, (await RecordAsync(desk, Entry("c2", ("00002", 1, 1)))).Value);
        Assert.Equal("inheritance_stands", Assert.Single((await RecordAsync(desk, Entry("c3", ("00003", 1, 1)))).Refusals).Code);
        Assert.Equal("client_id_reused", Assert.Single((await RecordAsync(desk, Entry("c1", ("00003", 1, 1)) with { MemberNo = "00002" })).Refusals).Code);
        Assert.Equal(1L, await desk.Data.ScalarAsync("SELECT COUNT(*) FROM parties_inheritance"));
    }

    public static TheoryData<string, string, long[]> Wrong { get; } = new()
    {
        { "parts_do_not_sum", "00002,00003", [1, 3, 1, 3] },
        { "parts_do_not_sum", "00002,00003", [1, 2, 2, 3] },
        { "part_unreadable", "00002,00003", [2, 1, -1, 1] },
        { "part_unreadable", "00002,00003", [1, 20_001, 20_000, 20_001] },
        { "heir_twice", "00002,00002", [1, 2, 1, 2] },
        { "heir_is_dead", "00001", [1, 1] },
        { "heir_unknown", "99999", [1, 1] },
        { "heirs_missing", "", [] },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task Wrong_heirs_are_refused_and_nothing_changes(string code, string heirs, long[] parts)
    {
        await using var desk = await OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync(Samples.Parties);
        var before = await desk.ExportAsync();
        var entry = Entry("c", [.. heirs.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((h, i) => (h, parts[2 * i], parts[(2 * i) + 1]))]);
        Assert.Equal(code, Assert.Single((await RecordAsync(desk, entry)).Refusals).Code);
        Assert.Equal(before, await desk.ExportAsync());
    }

    [Fact]
    public async Task Wrong_days_and_members_are_refused()
    {
        await using var desk = await OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync(Samples.Parties);
        var good = Entry("c", ("00002", 1, 1));
        await RefusedAsync("death_in_the_future", good with { DiedOn = new(2024, 1, 2) }); // the clock stands on 2024-01-01
        await RefusedAsync("ground_missing", good with { Ground = " " });
        await RefusedAsync("ground_missing", good with { Document = "" });
        await RefusedAsync("member_unknown", good with { MemberNo = "77777" });
        await RefusedAsync("member_unknown", good with { DiedOn = new(2015, 1, 1) });
        await RefusedAsync("nothing_to_inherit", good with { MemberNo = "00003" }); // he gave his share back when he left
        await RefusedAsync("client_id_missing", good with { ClientId = "" });
        await RefusedAsync("collective_not_found", good with { Village = "Z01" });
        await desk.SetUpAsync(("shares", "organization,member_no,class,quantity,valid_from\nV01,00001,RK,0.5,2021-06-01\n"));
        await RefusedAsync("shares_after_death", good);
        Assert.True((await RecordAsync(desk, good with { DiedOn = new(2022, 1, 1) })).Ok);
        await RefusedAsync("heir_died", Entry("d", ("00001", 1, 1)) with { MemberNo = "00002" });

        async Task RefusedAsync(string code, InheritanceEntry entry) => Assert.Equal(code, Assert.Single((await RecordAsync(desk, entry)).Refusals).Code);
    }

    [Fact]
    public async Task Only_who_enters_for_the_village_with_the_right_may()
    {
        await using var desk = await OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync(Samples.Parties);
        await using var db = desk.Data.Store.Open();
        var (own, other) = ((await Organizations.ByCodeAsync(db, "V01", Cancel))!.Id, (await Organizations.ByCodeAsync(db, "V02", Cancel))!.Id);
        foreach (var caller in new[] { Person(other, PartiesPermissions.ShareInherit), Person(own, PartiesPermissions.MemberRead) })
        {
            await Assert.ThrowsAsync<AccessDeniedException>(() => RecordAsync(desk, Entry("c", ("00002", 1, 1)), caller));
        }

        Assert.True((await RecordAsync(desk, Entry("c", ("00002", 1, 1)), Person(own, PartiesPermissions.ShareInherit))).Ok);

        static Caller Person(long organization, Permission permission) => new()
        {
            UserId = 7, Login = "wenshu", Name = "文书", Permissions = new HashSet<string> { permission.Code },
            View = new(false, new HashSet<long> { organization }), Capture = new(false, new HashSet<long> { organization }),
        };
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Later_entries_of_the_heir_get_what_he_inherited(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        await desk.SetUpAsync(("decision-parameters", "name,region,valid_from,value,basis\nshare_cap,339999,2020-01-01,1,县里的规定\n"));
        await desk.SetUpAsync(("shares", "organization,member_no,class,quantity,valid_from\nV01,00002,RK,1.5,2022-01-01\n"));
        Assert.True((await RecordAsync(desk, Entry("c", ("00002", 1, 1)))).Ok);
        Assert.Equal("00002 NL 205000; 00002 RK 20000", await SharesAsync(desk, Died));
        Assert.Equal("00002 NL 205000; 00002 RK 25000", await SharesAsync(desk, new(2022, 1, 1)));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Reversed_everything_stands_as_before_and_it_can_be_recorded_right(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        var before = await desk.ExportAsync();
        Assert.True((await RecordAsync(desk, Entry("c1", ("00002", 1, 1)))).Ok);
        Assert.Equal("reason_needed", Assert.Single((await ReverseAsync(" ")).Refusals).Code);
        Assert.True((await ReverseAsync("写错了继承人")).Ok);
        Assert.Equal(before, await desk.ExportAsync());
        Assert.Equal("inheritance_not_found", Assert.Single((await ReverseAsync("再撤")).Refusals).Code);
        Assert.Equal("client_id_reused", Assert.Single((await RecordAsync(desk, Entry("c1", ("00002", 1, 1)))).Refusals).Code);
        Assert.True((await RecordAsync(desk, Entry("c2", ("00003", 1, 1)))).Ok);
        // sold on since: cannot be taken back whole
        await desk.SetUpAsync(("shares", "organization,member_no,class,quantity,valid_from\nV01,00003,NL,20,2021-03-01\n"));
        Assert.Equal("registers_changed_since", Assert.Single((await ReverseAsync("又错了")).Refusals).Code);

        Task<Outcome<long>> ReverseAsync(string reason) =>
            desk.Data.Store.WriteAsync("文书", (db, cancel) => InheritanceActs.ReverseAsync(db, "V01", "00001", reason, cancel), Cancel);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Imported_exported_undone_and_imported_whole_elsewhere(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        var before = await desk.ExportAsync();
        const string Rows = Head + "V01,00001,2021-03-01,00002,1/3,协议,档案1\nV01,00001,2021-03-01,00003,2/3,协议,档案1\n";
        var batch = await desk.SetUpAsync(("inheritances", Rows));
        var after = await desk.ExportAsync();
        Assert.Equal(Rows, after["inheritances"]);
        Assert.Contains("2021-03-01,身故", after["members"], StringComparison.Ordinal);
        Assert.Equal(before["shares"], after["shares"]); // what the inheritance brought stands in its own sheet
        var same = await desk.ImportAsync([.. after.Select(t => (t.Key, t.Value))]);
        Assert.True(same.Saved, string.Join("\n", same.Problems));
        Assert.Equal((0, 0), (same.NewRows, same.ChangedRows));
        await using (var other = await OpenAsync(cluster, engine))
        {
            await other.SetUpAsync([.. Samples.Parties.Take(2), .. after.Where(t => t.Key is "households" or "members" or "share-classes" or "shares" or "inheritances").Select(t => (t.Key, t.Value.Replace(Samples.Masked(1), Samples.Citizen(1), StringComparison.Ordinal).Replace(Samples.Masked(2), "", StringComparison.Ordinal).Replace(Samples.Masked(3), "", StringComparison.Ordinal).Replace(Samples.Masked(4), "", StringComparison.Ordinal).Replace("138****0001", "", StringComparison.Ordinal).Replace("138****0004", "", StringComparison.Ordinal).Replace("****0001", "", StringComparison.Ordinal)))]);
            Assert.Equal("00002 NL 68333; 00002 RK 13333; 00003 NL 136667; 00003 RK 6667", await SharesAsync(other, Died));
        }

        await desk.UndoAsync(batch);
        Assert.Equal(before, await desk.ExportAsync());
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Inherited_shares_are_outside_the_cap_and_bought_ones_are_not(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        Assert.True((await RecordAsync(desk, Entry("c", ("00003", 1, 1)))).Ok); // 11.25 of 12.25
        // 00003 gives part of it away: within; buys a class of his own: 1 of 3 is above 3 %
        await desk.SetUpAsync(("shares", "organization,member_no,class,quantity,valid_from\nV01,00003,NL,2,2022-01-01\n"));
        var bought = await desk.ImportAsync(("shares", "organization,member_no,class,quantity,valid_from\nV01,00003,NL,4,2022-02-01\n"));
        Assert.Contains("成员 00003 从 2022-02-01 起的份额占全部的 25%", Assert.Single(bought.Problems).Message, StringComparison.Ordinal); // NL 4 × 0.5 and RK 1 + 1; 1 of 4 is not inherited
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Verify_notices_a_changed_heir(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        Assert.True((await RecordAsync(desk, Entry("c", ("00002", 1, 3), ("00003", 2, 3)))).Ok);
        await using var db = desk.Data.Store.Open();
        Assert.Equal([], await ProofsVerify.CheckAsync(db, desk.Data.Store, [], Cancel));
        await ForgeAsync("UPDATE parties_inheritance_line SET heir_no = '00009' WHERE heir_no = '00003' AND class_code = 'RK'");
        await using var forged = desk.Data.Store.Open();
        Assert.Contains(await ProofsVerify.CheckAsync(forged, desk.Data.Store, [], Cancel), p => p.ToString()!.Contains("继承明细", StringComparison.Ordinal));

        async Task ForgeAsync(string sql)
        {
            await desk.Data.ExecuteAsync(engine == DatabaseEngine.Sqlite
                ? "DROP TRIGGER keep_parties_inheritance_line_update"
                : "ALTER TABLE parties_inheritance_line DISABLE TRIGGER USER");
            await desk.Data.ExecuteAsync(sql);
        }
    }
}
