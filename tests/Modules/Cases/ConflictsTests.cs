using Baotuan.Cases.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>Who is kept from a case: by kin, by household, by earlier complaints; and what a mere name asks.</summary>
public sealed class ConflictsTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private Task<CasesWorld> WorldAsync(DatabaseEngine engine) => CasesWorld.CreateAsync(
        cluster, engine, new Baotuan.Proofs.ProofsModule(), new Baotuan.Parties.PartiesModule(), new Baotuan.Decisions.DecisionsModule(), new Baotuan.Ledger.LedgerModule(),
        new Baotuan.Ventures.VenturesModule(), new Baotuan.Cases.CasesModule(), new Baotuan.Oversight.OversightModule());

    private static CaseDraft Between(CasesWorld world, CasePartyDraft one, CasePartyDraft? other = null) =>
        world.Dispute() with { Parties = [one with { Side = "applicant" }, other ?? new("respondent", "对方某")] };

    private static CasePartyDraft Named(string name, string contact = "", string side = "respondent") => new(side, name, contact);

    private static async Task<long> Mediating(CasesWorld world, CaseDraft draft)
    {
        var id = (await world.Receive('c', draft)).Value.Id;
        await world.Do('z', id, "assign", unit: "SF");
        await world.Do('t', id, "accept");
        await world.Do('t', id, "consent", party: 1);
        await world.Do('t', id, "consent", party: 2);
        return id;
    }

    private static async Task<string> Answered(CasesWorld world, char by, CaseMove move, string answer) =>
        await world.Move(by, move with { NotSame = answer, ClientId = world.NewId() }) is var outcome && outcome.Ok ? "done" : outcome.Refusals[0].Code;

    private static Task Kin(CasesWorld world, char who, string name, string phone) => world.Store.Store.WriteAsync(
        CasesWorld.People[who], (db, cancel) => Interests.DeclareKinAsync(db, world.Fields, new(null, name, phone, "胞弟", world.Today, world.NewId()), cancel), CasesWorld.Cancel);

    [Theory, MemberData(nameof(Engines))]
    public async Task Same_name_is_a_question_and_the_answer_is_sealed_and_logged(DatabaseEngine engine)
    {
        await using var world = await WorldAsync(engine);
        var id = await Mediating(world, Between(world, Named("甲某"), Named("人m", "13900000001")));
        CaseMove appoint = new(id, "appoint", "x", PersonLogin: "m");
        Assert.Equal("mediator_may_be_near", await Answered(world, 't', appoint, " "));
        Assert.Equal("text_is_too_long", await Answered(world, 't', appoint, new('长', 501)));
        Assert.Equal("done", await Answered(world, 't', appoint, "对过身份证，调解员是外镇人"));
        Assert.Equal("对过身份证，调解员是外镇人", (await world.Show('m', id)).Steps[^1].Cleared);
        Assert.Null((await world.Show('j', id)).Steps[^1].Cleared);
        Assert.Equal(1L, Convert.ToInt64(await world.Store.ScalarAsync("SELECT COUNT(*) FROM platform_operation WHERE action = 'case.not_same'")));
        Assert.Equal(0L, Convert.ToInt64(await world.Store.ScalarAsync("SELECT COUNT(*) FROM platform_operation WHERE details LIKE '%身份证%'")));
        await world.Do('m', id, "session"); // asked once
        // an answer where nobody asked is not kept
        await world.Do('m', id, "risk");
        Assert.Equal(1L, Convert.ToInt64(await world.Store.ScalarAsync("SELECT COUNT(*) FROM cases_event WHERE cleared IS NOT NULL")));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Kin_are_kept_away_by_name_and_phone_and_asked_by_name(DatabaseEngine engine)
    {
        await using var world = await WorldAsync(engine);
        await Kin(world, 's', "甲某", "139-0000-0001");
        await Kin(world, 'm', "乙某", "");
        Assert.Equal("", await world.Store.ScalarAsync("SELECT venture_code FROM oversight_interest WHERE user_id = 103"));
        var sure = (await world.Receive('c', Between(world, Named("甲某", "13900000001"), Named("乙某", "13900000002")))).Value.Id;
        await world.Do('z', sure, "assign", unit: "SF");
        Assert.Equal("handler_is_kin", await world.Try('s', sure, "accept"));
        Assert.Equal("handler_is_kin", await Answered(world, 's', new(sure, "accept", "x"), "不是他")); // no answer lifts what is sure
        await world.Do('t', sure, "accept");
        await world.Do('t', sure, "consent", party: 1);
        await world.Do('t', sure, "consent", party: 2);
        Assert.Equal("mediator_may_be_near", await world.Try('t', sure, "appoint", person: "m"));
        await world.Do('t', sure, "appoint", person: "n");
        // ended: from the day after he counts no more
        _ = (await world.Store.Store.WriteAsync(
            CasesWorld.People['j'] with { Permissions = OversightPermissions.All.Select(p => p.Code).ToHashSet() },
            async (db, cancel) => await Interests.EndAsync(db, 1, world.Today, "收养关系解除", cancel), CasesWorld.Cancel)).Value;
        world.Pass(1);
        Assert.NotEqual("handler_is_kin", await world.Try('s', sure, "risk"));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Declared_accounts_and_lines_of_a_register_are_kin_and_household(DatabaseEngine engine)
    {
        await using var world = await WorldAsync(engine);
        await MemberAsync(world, "0001", "人s", "13911111111", "H1");
        await MemberAsync(world, "0002", "丙某", "13922222222", "H1");
        await MemberAsync(world, "0003", "丁某", "13933333333", "H2");
        await world.Store.ExecuteAsync("UPDATE platform_user SET collective_id = 11, member_no = '0001' WHERE login = 's'");
        await world.Store.ExecuteAsync("UPDATE platform_user SET collective_id = 11, member_no = '0003' WHERE login = 'o'");
        await world.Store.ExecuteAsync("INSERT INTO platform_user_relation (user_id, relative_id, declared_on, relation) VALUES (103, 111, '2024-01-01', '夫妻')");
        async Task<string> Accept(CasePartyDraft party)
        {
            var id = (await world.Receive('c', Between(world, party, Named(world.NewId())))).Value.Id;
            await world.Do('z', id, "assign", unit: "SF");
            return await world.Try('s', id, "accept");
        }

        Assert.Equal("handler_is_party", await Accept(Named("人s", "13911111111")));
        Assert.Equal("handler_is_kin", await Accept(Named("丙某", "13922222222"))); // of one household
        Assert.Equal("handler_is_kin", await Accept(Named("丁某", "13933333333"))); // the line of a relative's account
        Assert.Equal("handler_may_be_near", await Accept(Named("人o"))); // no phone: who knows
        Assert.Equal("done", await Accept(Named("戊某", "13944444444")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_was_complained_of_or_recused_himself_does_not_handle_the_next_case_of_the_same(DatabaseEngine engine)
    {
        await using var world = await WorldAsync(engine);
        var first = (await world.Receive('q', world.Obstacle())).Value.Id;
        await world.Do('z', first, "assign", unit: "SF", due: world.Today.AddDays(5));
        await world.Do('s', first, "accept");
        await world.Do('s', first, "recuse", text: "");
        var second = (await world.Receive('q', world.Obstacle())).Value.Id;
        Assert.Equal("unit_was_complained_of", await world.Try('z', second, "assign", unit: "JU", due: world.Today.AddDays(5)));
        await world.Do('z', second, "assign", unit: "SF", due: world.Today.AddDays(5));
        Assert.Equal("handler_recused_before", await world.Try('s', second, "accept"));
        await world.Do('t', second, "accept");
        Assert.Equal("unit_was_complained_of", await world.Try('t', second, "invite", unit: "JU"));
        // long ago counts no more
        world.Pass(1100);
        var third = (await world.Receive('q', world.Obstacle())).Value.Id;
        Assert.Equal("done", await world.Try('z', third, "assign", unit: "JU", due: world.Today.AddDays(5)));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Confidential_complaint_tells_nobody_who_may_not_know_of_it(DatabaseEngine engine)
    {
        await using var world = await WorldAsync(engine);
        _ = (await world.Receive('j', world.Obstacle("confidential", "JW", "JW"))).Value;
        var open = (await world.Receive('q', world.Obstacle())).Value.Id;
        await world.Do('z', open, "assign", unit: "JU", due: world.Today.AddDays(5)); // the centre knows nothing, and learns nothing
        await world.Do('u', open, "accept");
        var own = (await world.Receive('j', world.Obstacle(creator: "JW", owner: "JW"))).Value.Id;
        Assert.Equal("unit_was_complained_of", await world.Try('j', own, "assign", unit: "JU", due: world.Today.AddDays(5)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Name_of_an_earlier_complainant_asks_and_the_answer_gives_it_to_the_unit(DatabaseEngine engine)
    {
        await using var world = await WorldAsync(engine);
        _ = (await world.Receive('c', Between(world, Named("甲某"), new("respondent", "", "", "PC")))).Value;
        var next = (await world.Receive('c', Between(world, Named("甲某")))).Value.Id;
        CaseMove assign = new(next, "assign", "x", "派出所牵头。", UnitCode: "PC");
        Assert.Equal("unit_may_be_near", await Answered(world, 'z', assign, ""));
        Assert.Equal("done", await Answered(world, 'z', assign, "住址不同，不是一个人"));
        Assert.Equal("handler_may_be_near", await world.Try('p', next, "accept")); // whoever works there is asked himself
        Assert.Equal("done", await Answered(world, 'p', new(next, "accept", "x"), "不认识这个人"));
        await world.Sound();
    }

    private static async Task MemberAsync(CasesWorld world, string no, string name, string phone, string household)
    {
        string Hex(byte[] bytes) => world.Store.Store.Location.Engine == DatabaseEngine.Sqlite ? $"x'{Convert.ToHexString(bytes)}'" : $"'\\x{Convert.ToHexString(bytes)}'";
        var record = Baotuan.Parties.Contracts.Members.FieldRecord(11, no, "phone");
        await world.Store.ExecuteAsync($"INSERT INTO parties_person (collective_id, member_no, name, phone, valid_from, recorded_at_ms, retracted, import_batch_id) VALUES (11, '{no}', '{name}', {Hex(world.Fields.Protect(phone, record))}, '2000-01-01', 1, {False(world)}, 0)");
        await world.Store.ExecuteAsync($"INSERT INTO parties_membership (collective_id, member_no, household_no, ended, reason, valid_from, recorded_at_ms, retracted, import_batch_id) VALUES (11, '{no}', '{household}', {False(world)}, '', '2000-01-01', 1, {False(world)}, 0)");
        await world.Store.ExecuteAsync($"INSERT INTO parties_person_index (collective_id, field, digest, member_no, valid_from, recorded_at_ms) VALUES (11, 'phone', {Hex(world.Fields.Digest("phone", phone))}, '{no}', '2000-01-01', 1)");
    }

    private static string False(CasesWorld world) => world.Store.Store.Location.Engine == DatabaseEngine.Sqlite ? "0" : "FALSE";
}
