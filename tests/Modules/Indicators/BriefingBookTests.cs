using Baotuan.Indicators.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Indicators;

/// <summary>Briefings kept in the system: written by one, published by another, read again after records were corrected. Figures worked out by hand.</summary>
public sealed class BriefingBookTests(PostgresCluster cluster)
{
    // two villages of one unit
    private const string Units = "code,name,parent,level,statistical_code,credit_code,valid_from\nC1,示例县,,county,330482,,2015-01-01\n";
    private const string Organizations = "code,name,kind,credit_code,unit,valid_from,valid_to\nV1,示例一村,village_cooperative,,C1,2015-01-01,\nV2,示例二村,village_cooperative,,C1,2015-01-01,\n";
    private const string Text = "# 两村简报\n\n一共 {{reading villages unit:C1 2022}}。\n";

    private static CancellationToken Cancel => ImportDesk.Cancel;

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static async Task<Caller> PersonAsync(ImportDesk desk, long id, params string[] codes)
    {
        await using var db = desk.Data.Store.Open();
        var ids = new HashSet<long>();
        foreach (var code in codes)
        {
            ids.Add((await Baotuan.Parties.Contracts.Organizations.ByCodeAsync(db, code, Cancel))!.Id);
        }

        return new()
        {
            UserId = id, Login = $"p{id}", Name = $"人{id}", View = new(false, ids), Capture = new(false, ids),
            Permissions = desk.Data.Modules.SelectMany(m => m.Permissions).Select(p => p.Code).ToHashSet(),
        };
    }

    private static async Task<ImportDesk> OpenAsync(PostgresCluster cluster, DatabaseEngine engine)
    {
        var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(("org-units", Units), ("organizations", Organizations));
        return desk;
    }

    private static async Task<string> DraftAsync(ImportDesk desk, Caller by, string text, int from, string client, string reason = "改", string code = "B1", string owner = "V1")
    {
        var done = await desk.Data.Store.WriteAsync(by, (db, cancel) => BriefingBook.DraftAsync(db, new(code, owner, text, reason, from, client), cancel), Cancel);
        return done.Ok ? $"{done.Value}" : done.Refusals[0].Code;
    }

    private static async Task<string> FingerprintAsync(ImportDesk desk, Caller by)
    {
        await using var db = desk.Data.Store.Open(by);
        var preview = await BriefingBook.PreviewAsync(db, (await BriefingBook.FindAsync(db, "B1", Cancel))!, Cancel);
        return preview.Ok ? preview.Value.Fingerprint : preview.Refusals[0].Code;
    }

    private static async Task<string> PublishAsync(ImportDesk desk, Caller by, int version, string fingerprint, string client)
    {
        var done = await desk.Data.Store.WriteAsync(by, (db, cancel) => BriefingBook.PublishAsync(db, "B1", version, fingerprint, client, cancel), Cancel);
        return done.Ok ? $"{done.Value}" : done.Refusals[0].Code;
    }

    private static async Task<BriefingInfo> FindAsync(ImportDesk desk)
    {
        await using var db = desk.Data.Store.Open();
        return (await BriefingBook.FindAsync(db, "B1", Cancel))!;
    }

    private static async Task<IReadOnlyList<BriefingComparison>> CompareAsync(ImportDesk desk, Caller by)
    {
        await using var db = desk.Data.Store.Open(by);
        var briefing = (await BriefingBook.FindAsync(db, "B1", Cancel))!;
        return await BriefingBook.CompareAsync(db, await BriefingBook.FrozenAsync(db, briefing.Standing!, Cancel), Cancel);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Draft_IsChangedByVersions_AndTheLaterOfTwoLosesNothing(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        var (first, second) = (await PersonAsync(desk, 1, "V1"), await PersonAsync(desk, 2, "V1"));
        Assert.Equal("1", await DraftAsync(desk, first, Text, 0, "a", ""));
        Assert.Equal("1", await DraftAsync(desk, first, Text, 0, "a", "")); // pressed twice
        Assert.Equal("client_id_reused", await DraftAsync(desk, first, Text + "别的", 0, "a", ""));
        Assert.Equal("briefing_exists", await DraftAsync(desk, second, Text, 0, "b"));
        Assert.Equal("2", await DraftAsync(desk, second, Text + "第二稿\n", 1, "c"));
        Assert.Equal("text_moved", await DraftAsync(desk, first, Text + "我的\n", 1, "d"));
        Assert.Equal("3", await DraftAsync(desk, first, Text + "第二稿，并我的\r\n", 2, "d"));
        Assert.Equal("nothing_changed", await DraftAsync(desk, first, Text + "第二稿，并我的\n", 3, "e"));
        Assert.Equal("reason_missing", await DraftAsync(desk, first, Text, 3, "f", " "));
        Assert.Equal("owner_stays", await DraftAsync(desk, await PersonAsync(desk, 3, "V2"), Text, 3, "g", owner: "V2"));
        Assert.Equal("title_missing", await DraftAsync(desk, first, "没有标题", 3, "h"));
        Assert.Equal("text_too_long", await DraftAsync(desk, first, "# 题\n" + new string('长', 200_000), 3, "i"));
        Assert.Equal("code_not_readable", await DraftAsync(desk, first, Text, 0, "j", code: "../x"));
        Assert.Equal("organization_not_found", await DraftAsync(desk, first, Text, 0, "k", code: "B2", owner: "NO"));
        Assert.Equal("briefing_not_found", await DraftAsync(desk, first, Text, 4, "l", code: "B2"));
        var stranger = await PersonAsync(desk, 3, "V2");
        await Assert.ThrowsAsync<AccessDeniedException>(() => DraftAsync(desk, stranger, Text, 0, "m", code: "B2"));
        var briefing = await FindAsync(desk);
        Assert.Equal([(1, 1L, ""), (2, 2L, "改"), (3, 1L, "改")], briefing.Versions.Select(v => (v.No, v.UserId, v.Reason)));
        Assert.Equal(BriefingState.Draft, briefing.State);
        await using var db = desk.Data.Store.Open();
        Assert.Equal(Text + "第二稿\n", await BriefingBook.TextAsync(db, briefing, 2, Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => desk.Data.ExecuteAsync("UPDATE indicators_briefing_version SET text = 'x'"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Publication_IsByAnother_AndFreezesWhatWasAgreedTo(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        var (writer, other, blind) = (await PersonAsync(desk, 1, "V1", "V2"), await PersonAsync(desk, 2, "V1", "V2"), await PersonAsync(desk, 3, "V1"));
        await DraftAsync(desk, writer, Text, 0, "a");
        var agreed = await FingerprintAsync(desk, other);
        Assert.Equal("publisher_wrote_it", await PublishAsync(desk, writer, 1, agreed, "p"));
        Assert.Equal("program_may_not_publish", await PublishAsync(desk, Caller.Program("cli"), 1, agreed, "p"));
        Assert.Equal("briefing_not_readable", await FingerprintAsync(desk, blind)); // sees V1 alone
        await DraftAsync(desk, writer, Text + "多一句\n", 1, "b");
        Assert.Equal("text_moved", await PublishAsync(desk, other, 1, agreed, "p"));
        agreed = await FingerprintAsync(desk, other);
        await desk.SetUpAsync(("organizations", Organizations + "V3,示例三村,village_cooperative,,C1,2015-01-01,\n")); // now 3 villages, and one is out of reach
        var wide = await PersonAsync(desk, 2, "V1", "V2", "V3");
        Assert.Equal("numbers_moved", await PublishAsync(desk, wide, 2, agreed, "p"));
        agreed = await FingerprintAsync(desk, wide);
        Assert.Equal("1", await PublishAsync(desk, wide, 2, agreed, "p"));
        Assert.Equal("1", await PublishAsync(desk, wide, 2, agreed, "p")); // pressed twice
        Assert.Equal("client_id_reused", await PublishAsync(desk, wide, 2, "other", "p"));
        Assert.Equal("nothing_changed", await PublishAsync(desk, wide, 2, agreed, "q"));
        var briefing = await FindAsync(desk);
        Assert.Equal((BriefingState.Published, 1), (briefing.State, Assert.Single(briefing.Publications).Numbers));
        await using (var db = desk.Data.Store.Open())
        {
            var frozen = await BriefingBook.FrozenAsync(db, briefing.Standing!, Cancel);
            var number = Assert.Single(frozen.Briefing.Numbers);
            Assert.True(frozen.Holds);
            Assert.Equal(("3 个村", "3", 3L, "unit:C1", "2022", 1), (number.Text, number.Reading.Value.ToString(), number.Reading.Records, number.Reading.Scope.Code, number.Reading.Period.Code, number.Reading.Indicator.Version));
            Assert.Equal("一共 3 个村。多一句", string.Concat(frozen.Briefing.Blocks[1].Runs.Select(r => r.Text)));
            Assert.Contains("一共 3 个村[1]。", Briefings.Markdown(frozen.Briefing), StringComparison.Ordinal);
        }

        Assert.Equal(1L, Convert.ToInt64(await desk.Data.ScalarAsync("SELECT COUNT(*) FROM proofs_entry WHERE type = 'briefing-publication'")));
        foreach (var sql in new[]
        {
            "UPDATE indicators_briefing_number SET value_exact = '9'", "DELETE FROM indicators_briefing_publication",
            "INSERT INTO indicators_briefing_number SELECT publication_id, 2, text, indicator, indicator_name, definition_version, definition_from, definition, computation, argument, period_type, value_exact, unit, qualifier, scope, scope_name, period_start, period_end, records, claim, claim_text, claim_source, is_printed FROM indicators_briefing_number",
        })
        {
            await Assert.ThrowsAnyAsync<Exception>(() => desk.Data.ExecuteAsync(sql));
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task WithdrawnPublication_StaysListed_WithItsReason(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        var (writer, other) = (await PersonAsync(desk, 1, "V1", "V2"), await PersonAsync(desk, 2, "V1", "V2"));
        await DraftAsync(desk, writer, Text, 0, "a");
        await PublishAsync(desk, other, 1, await FingerprintAsync(desk, other), "p");
        async Task<string> WithdrawAsync(Caller by, long id, string reason)
        {
            var done = await desk.Data.Store.WriteAsync(by, (db, cancel) => BriefingBook.WithdrawAsync(db, "B1", id, reason, cancel), Cancel);
            return done.Ok ? "ok" : done.Refusals[0].Code;
        }

        Assert.Equal("reason_missing", await WithdrawAsync(other, 1, " "));
        Assert.Equal("publication_not_found", await WithdrawAsync(other, 2, "写错了"));
        Assert.Equal("program_may_not_publish", await WithdrawAsync(Caller.Program("cli"), 1, "写错了"));
        Assert.Equal("ok", await WithdrawAsync(writer, 1, "村名写错了")); // who wrote it may take it back
        Assert.Equal("already_withdrawn", await WithdrawAsync(other, 1, "又一次"));
        var briefing = await FindAsync(desk);
        Assert.Equal((BriefingState.Withdrawn, "村名写错了", "人1"), (briefing.State, briefing.Publications[0].Withdrawal!.Reason, briefing.Publications[0].Withdrawal!.By));
        Assert.Null(briefing.Standing);
        Assert.Equal("publisher_wrote_it", await PublishAsync(desk, writer, 1, await FingerprintAsync(desk, other), "q"));
        Assert.Equal("2", await PublishAsync(desk, other, 1, await FingerprintAsync(desk, other), "q"));
        Assert.Equal([false, true], (await FindAsync(desk)).Publications.Select(p => p.Withdrawal is null));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Comparison_NamesTheRecordsThatCameAndWent_AndTheDefinitionThatChanged(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        var (writer, other) = (await PersonAsync(desk, 1, "V1", "V2"), await PersonAsync(desk, 2, "V1", "V2"));
        await DraftAsync(desk, writer, Text + "社区 {{reading communities unit:C1 2022}}。\n", 0, "a");
        await PublishAsync(desk, other, 1, await FingerprintAsync(desk, other), "p");
        Assert.All(await CompareAsync(desk, other), c => Assert.Equal((false, "没有变。"), (c.Changed, c.Said)));
        desk.Data.Clock.Advance(TimeSpan.FromDays(3)); // 2024-01-04
        await desk.SetUpAsync(("organizations", Organizations + "V3,示例三村,village_cooperative,,C1,2015-01-01,\nV4,示例四村,village_cooperative,,C1,2015-01-01,\n"));
        var wide = await PersonAsync(desk, 2, "V1", "V2", "V3", "V4");
        var rows = await CompareAsync(desk, wide);
        Assert.Equal("发布时 2 个村，现在 4 个村：2 条记录是发布以后登记的（2024-01-04）。", rows[0].Said);
        Assert.Equal((true, 2, 0), (rows[0].Changed, rows[0].Came!.Count, rows[0].Gone!.Count));
        Assert.Equal(["示例三村", "示例四村"], rows[0].Came!.Select(r => r.Text));
        Assert.False(rows[1].Changed);
        Assert.Equal("这个数的记录不在您的查看范围里，不能比。", (await CompareAsync(desk, other))[0].Said); // V3 and V4 are out of his reach now
        await desk.SetUpAsync(("indicators", "code,valid_from,name,name_en,unit,period_type,computation,argument,qualifier,definition\ncommunities,2020-01-01,社区数,Communities,家,时点,organizations,kinds=village_cooperative,,村也算\n"));
        var redefined = (await CompareAsync(desk, wide))[1];
        Assert.Equal("发布时 0 家，现在 4 家：定义改了，发布时是第 1 版（2000-01-01 起），现在是第 2 版（2020-01-01 起）；4 条记录是发布以后登记的（2024-01-04）。", redefined.Said);
        Assert.Equal("2", (await CompareAsync(desk, wide))[0].Number.Reading.Value.ToString()); // what was published stays
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task ScopeThatMeansWhatOneMaySee_IsNotPublished(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        var (writer, other) = (await PersonAsync(desk, 1, "V1", "V2"), await PersonAsync(desk, 2, "V1"));
        await DraftAsync(desk, writer, "# 题\n\n{{reading villages * 2022}}", 0, "a");
        Assert.Equal("scope_is_personal", await FingerprintAsync(desk, other));
        Assert.Equal("scope_is_personal", await PublishAsync(desk, other, 1, "x", "p"));
        var everywhere = other with { View = OrganizationSet.All };
        Assert.Equal("1", await PublishAsync(desk, everywhere, 1, await FingerprintAsync(desk, everywhere), "p"));
        Assert.Equal("这个数按全部范围发布，您只能查看一部分，不能比。", (await CompareAsync(desk, other))[0].Said);
        Assert.Equal("没有变。", (await CompareAsync(desk, everywhere))[0].Said);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task ListedBriefings_AreThoseWithinReach_NarrowedByTextAndState(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        var both = await PersonAsync(desk, 1, "V1", "V2");
        await DraftAsync(desk, both, Text, 0, "a");
        await DraftAsync(desk, both, "# 二村的", 0, "b", code: "B2", owner: "V2");
        await using var db = desk.Data.Store.Open(both);
        async Task<string> ListAsync(BaotuanDb from, BriefingState? state, string? text) => string.Join(' ', (await BriefingBook.ListAsync(from, new(state, text), Cancel)).Select(b => b.Code));
        Assert.Equal("B2 B1", await ListAsync(db, null, null));
        Assert.Equal("B2", await ListAsync(db, null, "二村"));
        Assert.Equal("B1", await ListAsync(db, BriefingState.Draft, "b1"));
        Assert.Equal("", await ListAsync(db, BriefingState.Published, null));
        await using var narrow = desk.Data.Store.Open(await PersonAsync(desk, 3, "V1"));
        Assert.Equal("B1", await ListAsync(narrow, null, null));
        await Assert.ThrowsAsync<AccessDeniedException>(() => BriefingBook.FindAsync(narrow, "B2", Cancel));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task HostileText_StaysText(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine);
        var (writer, other) = (await PersonAsync(desk, 1, "V1", "V2"), await PersonAsync(desk, 2, "V1", "V2"));
        const string hostile = "# <script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [a](javascript:alert(1)) {{{{reading villages unit:C1 2022}}}} 'x'; DROP TABLE x; --\n";
        Assert.Equal("1", await DraftAsync(desk, writer, hostile, 0, "a"));
        Assert.Equal("1", await PublishAsync(desk, other, 1, await FingerprintAsync(desk, other), "p"));
        await using var db = desk.Data.Store.Open();
        var frozen = await BriefingBook.FrozenAsync(db, (await FindAsync(desk)).Standing!, Cancel);
        Assert.True(frozen.Holds);
        Assert.Contains("{{2 个村}}", string.Concat(frozen.Briefing.Blocks[1].Runs.Select(r => r.Text)), StringComparison.Ordinal); // what was computed is not read again
        var html = Briefings.Html(frozen.Briefing);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }
}
