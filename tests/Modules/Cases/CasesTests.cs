using Baotuan.Cases.Contracts;
using Baotuan.Cases.Course;
using Baotuan.Cases.Kinds;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using CsCheck;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>What cases refuse, hide and count, on both databases.</summary>
public sealed class CasesTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => Support.TestStore.Engines;

    private static CancellationToken Cancel => CasesWorld.Cancel;

    private static async Task<string> Code<T>(Task<Kernel.Outcome<T>> asked) => await asked is var outcome && outcome.Ok ? "done" : (await asked).Refusals[0].Code;

    [Theory, MemberData(nameof(Engines))]
    public async Task Numbers_run_per_kind_and_year_and_a_second_click_takes_in_once(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var draft = world.Dispute();
        var first = (await world.Receive('c', draft)).Value;
        var again = (await world.Receive('c', draft)).Value;
        var other = (await world.Receive('c', world.Dispute())).Value;
        var need = (await world.Receive('c', world.Need())).Value;
        var lastYear = (await world.Receive('c', world.Need() with { ReceivedOn = new(2023, 12, 31) })).Value;

        Assert.Equal(first, again);
        Assert.Equal(["JF-2024-0001", "JF-2024-0002", "XQ-2024-0001", "XQ-2023-0001"], [first.Number, other.Number, need.Number, lastYear.Number]);
        Assert.Equal("client_id_reused", await Code(world.Receive('c', draft with { Statement = "别的事" })));
        Assert.Equal(4L, Convert.ToInt64(await world.Store.ScalarAsync("SELECT COUNT(*) FROM cases_case")));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Bad_drafts_are_refused_with_what_to_do(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var good = world.Dispute();
        CasePartyDraft one = new("applicant", "甲某"), two = new("respondent", "乙某");
        (string Code, CaseDraft Draft)[] bad =
        [
            ("kind_unknown", good with { Kind = "murder" }), ("category_unknown", good with { Category = "" }), ("channel_unknown", good with { Channel = "pigeon" }),
            ("title_would_be_public", good with { Title = "甲某欠乙某的钱" }), ("statement_is_needed", good with { Statement = " " }), ("statement_is_needed", good with { Statement = new('长', 4001) }),
            ("received_day_is_wrong", good with { ReceivedOn = world.Today.AddDays(1) }), ("received_day_is_wrong", good with { ReceivedOn = world.Today.AddYears(-2) }),
            ("channel_is_not_for_kind", good with { Channel = "confidential" }), ("kind_needs_names", good with { Anonymous = true }),
            ("side_is_missing", good with { Parties = [one] }), ("side_unknown", good with { Parties = [one, new("judge", "丁某")] }),
            ("party_needs_a_name", good with { Parties = [one, new("respondent", " ")] }), ("party_name_is_too_long", good with { Parties = [one, new("respondent", new('乙', 10_000))] }),
            ("party_stands_on_two_sides", good with { Parties = [two with { Side = "applicant" }, two with { Name = "乙 某" }] }),
            ("too_many_parties", good with { Parties = [.. Enumerable.Range(0, 21).Select(i => new CasePartyDraft("applicant", $"某{i}"))] }),
            ("organization_not_found", good with { SubjectCode = "XX" }), ("organization_not_found", good with { OwnerCode = "XX" }),
            ("organization_not_found", good with { Parties = [one, new("respondent", "", "", "XX")] }),
            ("owner_is_party", good with { Parties = [one, new("respondent", "", "", "ZX")] }),
            ("title_is_needed", world.Need() with { Title = new('长', 101) }), ("anonymous_has_no_names", world.Obstacle() with { Anonymous = true }),
            ("client_id_missing", good with { ClientId = "" }),
        ];
        foreach (var (code, draft) in bad)
        {
            Assert.Equal(code, await Code(world.Receive(draft.Kind == "bottleneck" ? 'q' : 'c', draft)));
        }

        Assert.Equal("unit_is_complained_of", await Code(world.Receive('j', world.Obstacle("confidential", "JW", "JU"))));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.Receive('c', good with { CreatorCode = "ZX" }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.Receive('q', good with { CreatorCode = "QY" })); // a firm raises obstacles alone
        Assert.Equal(0L, Convert.ToInt64(await world.Store.ScalarAsync("SELECT COUNT(*) FROM cases_case")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Bad_moves_are_refused(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Dispute() with { Parties = [new("applicant", "人m"), new("respondent", "", "", "JU")] })).Value.Id;
        Assert.Equal("organization_not_found", await world.Try('z', id, "assign", unit: "XX"));
        Assert.Equal("unit_is_needed", await world.Try('z', id, "assign"));
        Assert.Equal("unit_is_party", await world.Try('z', id, "assign", unit: "JU"));
        Assert.Equal("text_is_needed", await world.Try('z', id, "assign", text: "  ", unit: "SF"));
        Assert.Equal("text_is_too_long", await world.Try('z', id, "assign", text: new('长', 4001), unit: "SF"));
        Assert.Equal("day_out_of_order", await world.Try('z', id, "assign", unit: "SF", on: world.Today.AddDays(-1)));
        Assert.Equal("day_out_of_order", await world.Try('z', id, "assign", unit: "SF", on: world.Today.AddDays(1)));
        Assert.Equal("act_unknown", await world.Try('z', id, "burn"));
        await world.Do('z', id, "assign", unit: "SF");
        Assert.Equal("right_unit_is_oneself", await world.Try('s', id, "refuse", unit: "SF"));
        await world.Do('s', id, "accept");
        Assert.Equal("transfer_to_oneself", await world.Try('s', id, "transfer", unit: "SF"));
        Assert.Equal("lead_assists_itself", await world.Try('s', id, "invite", unit: "SF"));
        await world.Do('s', id, "invite", unit: "PC");
        Assert.Equal("unit_assists_already", await world.Try('s', id, "invite", unit: "PC"));
        Assert.Equal("consent_is_missing", await world.Try('s', id, "appoint", person: "n"));
        Assert.Equal("party_is_needed", await world.Try('s', id, "consent", party: 3));
        await world.Do('s', id, "consent", party: 1);
        Assert.Equal("consent_is_noted", await world.Try('s', id, "consent", party: 1));
        await world.Do('s', id, "object", party: 2);
        Assert.Equal("party_refuses_mediation", await world.Try('s', id, "appoint", person: "n"));
        await world.Do('s', id, "consent", party: 2);
        Assert.Equal("mediator_may_be_near", await world.Try('s', id, "appoint", person: "m")); // has a party's name
        Assert.Equal("person_may_not_mediate", await world.Try('s', id, "appoint", person: "p"));
        Assert.Equal("person_not_found", await world.Try('s', id, "appoint", person: "nobody"));
        Assert.Equal("person_is_needed", await world.Try('s', id, "appoint"));
        await world.Do('s', id, "appoint", person: "n");
        Assert.Equal("agreement_without_a_session", await world.Try('n', id, "agree"));
        await world.Do('n', id, "session");
        Assert.Equal("extension_not_asked_by_all", await world.Try('s', id, "extend", due: world.Today.AddDays(60)));
        await world.Do('s', id, "ask_extension", party: 1);
        await world.Do('n', id, "ask_extension", party: 2);
        Assert.Equal("due_day_is_needed", await world.Try('s', id, "extend"));
        Assert.Equal("due_day_has_passed", await world.Try('s', id, "extend", due: world.Today.AddDays(-1)));
        Assert.Equal("due_day_has_passed", await world.Try('s', id, "extend", due: new(9999, 1, 1)));
        Assert.Equal("due_day_is_not_later", await world.Try('s', id, "extend", due: world.Today.AddDays(30)));
        Assert.Equal("due_day_has_passed", await world.Try('n', id, "agree", due: world.Today.AddDays(-1)));
        await world.Do('n', id, "agree");
        Assert.Equal("confirmation_was_not_asked", await world.Try('s', id, "confirm"));
        world.Pass(30);
        await world.Do('s', id, "apply_confirmation"); // the thirtieth day still counts
        Assert.Equal("confirmation_was_asked", await world.Try('s', id, "apply_confirmation"));
        await world.Do('s', id, "perform");
        Assert.Equal("case_is_done", await world.Try('s', id, "follow_up"));
        Assert.Equal("case_not_found", await world.Try('s', 99, "follow_up"));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Second_click_and_second_person_move_once(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Dispute())).Value.Id;
        CaseMove assign = new(id, "assign", "click-1", "司法所牵头。", UnitCode: "SF");
        Assert.True((await world.Move('z', assign)).Ok);
        Assert.True((await world.Move('z', assign)).Ok);
        Assert.Equal("client_id_reused", await Code(world.Move('z', assign with { Text = "派出所牵头。" })));
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.Try('s', id, "accept")));
        Assert.Equal(1, both.Count(a => a == "done"));
        Assert.Equal(3L, Convert.ToInt64(await world.Store.ScalarAsync($"SELECT COUNT(*) FROM cases_event WHERE case_id = {id}")));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Old_handler_sees_nothing_after_a_transfer_and_a_refusal_names_the_right_unit(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Need())).Value.Id;
        Assert.False(await world.Sees('p', id));
        await world.Do('z', id, "assign", unit: "PC");
        Assert.NotNull((await world.Show('p', id)).Statement);
        await world.Do('p', id, "refuse", "不归派出所管。", unit: "SF");
        Assert.Contains((await world.Show('z', id)).Steps, s => s.ActName == "退回" && s.Unit == "SF名" && s.Text == "不归派出所管。");
        Assert.False(await world.Sees('p', id));
        await world.Do('z', id, "assign", unit: "SF");
        await world.Do('s', id, "accept");
        Assert.Equal("家里两人会踩缝纫机。", (await world.Show('s', id)).Statement);
        await world.Do('s', id, "transfer", unit: "PC");
        Assert.False(await world.Sees('s', id));
        Assert.Empty(await world.Listed('s'));
        Assert.Equal("denied", await world.Try('s', id, "answer"));
        Assert.Equal(["XQ-2024-0001"], await world.Listed('p'));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Recused_people_do_and_read_nothing_and_their_unit_goes_on(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Need())).Value.Id;
        await world.Do('z', id, "assign", unit: "SF");
        await world.Do('s', id, "accept");
        await world.Do('s', id, "recuse", text: "");
        Assert.Equal("person_is_recused", await world.Try('s', id, "answer"));
        Assert.Null((await world.Show('s', id)).Statement);
        Assert.All((await world.Show('s', id)).Steps, s => Assert.Null(s.Text));
        await world.Do('t', id, "answer", "村里共富工坊招人。");
        Assert.Equal("answered", (await world.Show('t', id)).Line.State);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Unit_complained_of_by_the_confidential_channel_learns_nothing(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var hidden = (await world.Receive('j', world.Obstacle("confidential", "JW", "JW"))).Value;
        var open = (await world.Receive('q', world.Obstacle())).Value;
        Assert.Equal([open.Number], await world.Listed('u'));
        Assert.False(await world.Sees('u', hidden.Id));
        Assert.Equal("denied", await world.Try('u', hidden.Id, "answer"));
        Assert.Equal([open.Number], await world.Listed('z')); // the centre has no right to the channel
        Assert.Equal([open.Number, hidden.Number], await world.Listed('j'));
        Assert.Equal([open.Number, hidden.Number], await world.Listed('q')); // its own
        Assert.Equal("unit_is_complained_of", await world.Try('j', hidden.Id, "assign", unit: "JU", due: world.Today.AddDays(5)));
        // somebody of that unit whose rights reach everywhere
        var above = CasesWorld.People['u'] with { Permissions = CasesPermissions.All.Select(p => p.Code).ToHashSet(), View = OrganizationSet.All, Capture = OrganizationSet.All };
        await using var db = world.Store.Store.Open(above);
        Assert.Equal([open.Number], (await CaseActs.ListAsync(db, new(), world.Today, Cancel)).Cases.Select(c => c.Number));
        await Assert.ThrowsAsync<AccessDeniedException>(() => CaseActs.ShowAsync(db, world.Fields, hidden.Id, world.Today, Cancel));
        // the log's line is not its own either
        Assert.Equal(0L, Convert.ToInt64(await world.Store.ScalarAsync($"SELECT COUNT(*) FROM platform_operation WHERE subject = 'case/{hidden.Id}' AND organization_id = {CasesWorld.Ju}")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_stands_near_a_party_steps_back(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(
            cluster, engine, new Baotuan.Proofs.ProofsModule(), new Baotuan.Parties.PartiesModule(), new Baotuan.Decisions.DecisionsModule(), new Baotuan.Ledger.LedgerModule(),
            new Baotuan.Ventures.VenturesModule(), new Baotuan.Cases.CasesModule(), new Baotuan.Oversight.OversightModule());
        await world.Store.ExecuteAsync("UPDATE parties_organization SET kind = 'enterprise' WHERE code = 'QY'");
        await world.Store.ExecuteAsync("UPDATE platform_user SET unit_id = 9 WHERE login = 'n'");
        var id = (await world.Receive('c', world.Dispute() with { Parties = [new("applicant", "甲某"), new("respondent", "", "", "QY")] })).Value.Id;
        await world.Do('z', id, "assign", unit: "SF");
        _ = (await world.Store.Store.WriteAsync(
            CasesWorld.People['s'], (db, cancel) => Baotuan.Oversight.Contracts.Interests.DeclareAsync(db, new(null, false, "QY", "配偶是这家企业的股东", world.Today, null, "i1"), cancel), Cancel)).Value;
        Assert.Equal("handler_has_an_interest", await world.Try('s', id, "accept"));
        await world.Do('t', id, "accept");
        await world.Do('t', id, "consent", party: 1);
        await world.Do('t', id, "consent", party: 2);
        Assert.Equal("mediator_has_an_interest", await world.Try('t', id, "appoint", person: "n")); // works for the firm
        Assert.Equal("handler_has_an_interest", await world.Try('s', id, "appoint", person: "m"));
        await world.Do('s', id, "recuse", text: ""); // one click, no reason asked
        await world.Do('t', id, "appoint", person: "m");
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Written_agreement_says_what_the_law_names_and_lies_sealed(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Dispute())).Value.Id;
        await world.Do('z', id, "assign", unit: "SF");
        await world.Do('s', id, "accept");
        await world.Do('s', id, "consent", party: 1);
        await world.Do('s', id, "consent", party: 2);
        await world.Do('s', id, "appoint", person: "m");
        await world.Do('m', id, "session");
        Task<Kernel.Outcome<long>> Agree(AgreementDraft draft) => world.Move('m', new(id, "agree", world.NewId(), "乙修墙。", Agreement: draft));
        Assert.Equal("written_agreement_is_incomplete", await Code(Agree(new(true, "", "十日内"))));
        Assert.Equal("written_agreement_is_incomplete", await Code(Agree(new(true, Secret, " "))));
        Assert.Equal("text_is_too_long", await Code(Agree(new(true, new('长', 4001), "十日内"))));
        Assert.Equal("done", await Code(Agree(new(true, Secret, "十日内修好。"))));
        var agreement = (await world.Show('m', id)).Agreement!;
        Assert.Equal((true, Secret, "乙修墙。", "十日内修好。", world.Today), (agreement.Written, agreement.Facts, agreement.Terms, agreement.Performance, agreement.EffectiveOn));
        Assert.All("czstj", outside => Assert.Null(world.Show(outside, id).Result.Agreement));
        Assert.DoesNotContain(Secret, await DumpAsync(world, "cases_agreement"));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync("DELETE FROM cases_agreement"));
        await world.Sound();
        // thirty days for judicial confirmation, both together; on the thirty-first it is too late
        world.Pass(31);
        Assert.Equal("confirmation_has_lapsed", await world.Try('m', id, "apply_confirmation"));
        Assert.False((await world.Show('m', id)).Line.Overdue); // a right that lapsed is no duty that is late
        await world.Store.ExecuteAsync($"INSERT INTO cases_agreement (case_id, sequence_no, written, facts, terms, performance, effective_on, recorded_at_ms) SELECT case_id, 2, written, facts, terms, performance, effective_on, 1 FROM cases_agreement");
        Assert.Equal(["agreement_is_missing"], await ProblemsAsync(world));
    }

    private const string Secret = "秘密墙高三尺六";

    [Theory, MemberData(nameof(Engines))]
    public async Task No_word_of_a_closed_mediation_is_found_outside_it(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var receipt = (await world.Receive('c', world.Dispute() with { Statement = Secret, Parties = [new("applicant", Secret + "甲"), new("respondent", Secret + "乙", Secret)] })).Value;
        var id = receipt.Id;
        await world.Do('z', id, "assign", unit: "SF");
        Assert.Equal(Secret, (await world.Show('s', id)).Statement); // who is to take it has to know what it is
        await world.Do('s', id, "accept");
        await world.Do('s', id, "consent", party: 1);
        await world.Do('s', id, "consent", party: 2);
        await world.Do('s', id, "appoint", person: "m");
        await world.Do('m', id, "session", Secret + "会");
        await world.Do('m', id, "agree", Secret + "议");

        Assert.Contains(Secret, System.Text.Json.JsonSerializer.Serialize(await world.Show('m', id), Plain));
        foreach (var outside in "czstj")
        {
            var shown = System.Text.Json.JsonSerializer.Serialize(await world.Show(outside, id), Plain);
            Assert.Contains(receipt.Number, shown);
            Assert.DoesNotContain(Secret, shown);
        }

        Assert.All("puqno", stranger => Assert.False(world.Sees(stranger, id).Result));
        foreach (var table in (string[])["cases_case", "cases_event", "cases_party", "cases_standing", "platform_operation", "proofs_entry"])
        {
            Assert.DoesNotContain(Secret, await DumpAsync(world, table));
        }

        var followed = (await world.Read('o', db => CaseActs.FollowAsync(db, receipt.Code, world.Today, Cancel)))!;
        Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(followed, Plain));
        Assert.Equal("已达成协议", followed.StateName);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<string> DumpAsync(CasesWorld world, string table)
    {
        await using var db = world.Store.Store.Open();
        var connection = Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database);
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.OpenConnectionAsync(db.Database, Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var text = new System.Text.StringBuilder();
        while (await reader.ReadAsync(Cancel))
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                text.Append(reader.GetValue(i) is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : reader.GetValue(i)).Append('\n');
            }
        }

        return text.ToString();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Supervisor_reads_against_a_reason_that_is_in_the_log(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Dispute())).Value.Id;
        Assert.True((await world.Show('j', id)).MayAskForContents);
        Task<Kernel.Outcome<CaseInfo>> Open(char by, string reason) =>
            world.Store.Store.WriteAsync(CasesWorld.People[by], (db, cancel) => CaseActs.OpenAsync(db, world.Fields, id, reason, world.Today, cancel), Cancel);
        Assert.Equal("reason_needed", await Code(Open('j', "看")));
        Assert.Equal("两家为一堵墙吵了三天。", (await Open('j', "抽查办结质量")).Value.Statement);
        Assert.Equal("抽查办结质量", await world.Store.ScalarAsync("SELECT details FROM platform_operation WHERE action = 'case.open' AND kind = 'view'"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Open('z', "想看一看"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Party_without_an_account_confirms_by_the_code_of_its_slip(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var receipt = (await world.Receive('c', world.Need())).Value;
        await world.Do('c', receipt.Id, "assign", unit: "SF");
        await world.Do('s', receipt.Id, "accept");
        await world.Do('s', receipt.Id, "answer", "周一到工坊试工。");
        await world.Do('c', receipt.Id, "carry");
        Assert.Equal("code_is_needed", await world.Try('c', receipt.Id, "confirm"));
        Assert.Equal("code_is_needed", await world.Try('c', receipt.Id, "confirm", code: "aaaa-aaaa-aaaa-aaaa"));
        Assert.Equal("denied", await world.Try('p', receipt.Id, "confirm", code: receipt.Code)); // a code alone makes nobody the receiving unit
        Assert.Equal("done", await world.Try('c', receipt.Id, "confirm", code: receipt.Code.ToUpperInvariant().Replace("-", " ")));
        Assert.Equal("confirmed", (await world.Show('c', receipt.Id)).Line.State);
        Assert.Null(await world.Read('o', db => CaseActs.FollowAsync(db, "", world.Today, Cancel)));
        Assert.Null(await world.Read('o', db => CaseActs.FollowAsync(db, new string('a', 5_000), world.Today, Cancel)));
        Assert.Equal(receipt, await world.Read('c', db => CaseActs.SlipAsync(db, world.Fields, receipt.Id, Cancel)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.Read('s', db => CaseActs.SlipAsync(db, world.Fields, receipt.Id, Cancel)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Late_cases_come_first_climb_and_stop_when_they_end(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var late = (await world.Receive('q', world.Obstacle())).Value;
        await world.Do('z', late.Id, "assign", unit: "JU", due: world.Today.AddDays(3));
        await world.Do('u', late.Id, "accept");
        var fresh = (await world.Receive('q', world.Obstacle())).Value;
        async Task<CaseLine> Line() => (await world.Read('j', db => CaseActs.ListAsync(db, new(Text: late.Number), world.Today, Cancel))).Cases.Single();
        world.Pass(3);
        Assert.False((await Line()).Overdue);
        Assert.Empty(await world.Listed('j', new(Overdue: true)));
        world.Pass(1);
        Assert.Equal((true, 1, null), ((await Line()).Overdue, (await Line()).DaysLate, (await Line()).Climbed?.Name));
        Assert.Equal([late.Number, fresh.Number], await world.Listed('j'));
        world.Pass(4);
        Assert.Equal("单位2", (await Line()).Climbed?.Name); // five days late: one level above the agency's unit 8
        world.Pass(5);
        Assert.Equal("单位1", (await Line()).Climbed?.Name);
        await world.Do('u', late.Id, "answer", "已改为一次提交。");
        Assert.Equal("已改为一次提交。", (await world.Show('q', late.Id)).Steps[^1].PublicText);
        Assert.Empty(await world.Listed('j', new(Overdue: true)));
        await world.Do('q', late.Id, "confirm");
        Assert.True((await Line()).Done);
        Assert.Equal([fresh.Number], await world.Listed('j', new(Open: true)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Mediation_is_open_when_every_party_wants_it_and_its_words_stay_sealed(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var receipt = (await world.Receive('c', world.Dispute() with { Statement = Secret })).Value;
        var id = receipt.Id;
        await world.Do('z', id, "assign", unit: "SF");
        await world.Do('s', id, "accept");
        foreach (var party in (int[])[1, 2])
        {
            await world.Do('s', id, "consent", party: party);
        }

        await world.Do('s', id, "appoint", person: "m");
        await world.Do('m', id, "agree_open", party: 1);
        Assert.Equal("open_hearing_is_wanted", await world.Try('m', id, "agree_open", party: 1));
        Assert.Equal("open_hearing_is_not_wanted_by_all", await world.Try('m', id, "announce", due: world.Today.AddDays(3)));
        await world.Do('m', id, "agree_open", party: 2);
        Assert.Equal("due_day_is_needed", await world.Try('m', id, "announce"));
        Assert.Equal("denied", await world.Try('s', id, "announce", due: world.Today.AddDays(3))); // the mediator's to say
        await world.Do('m', id, "announce", "上午九点，村文化礼堂", due: world.Today.AddDays(3));
        await world.Do('m', id, "session", Secret);
        Assert.All("csz", who => Assert.Equal((world.Today.AddDays(3), "上午九点，村文化礼堂"), world.Show(who, id).Result.Hearing));
        Assert.All("csz", who => Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(world.Show(who, id).Result, Plain)));
        Assert.All("puq", stranger => Assert.False(world.Sees(stranger, id).Result));
        var followed = (await world.Read('o', db => CaseActs.FollowAsync(db, receipt.Code, world.Today, Cancel)))!;
        Assert.Equal(("上午九点，村文化礼堂", ""), (followed.Hearing!.Value.Where, followed.PublicAnswer));
        await world.Do('m', id, "close_again", "第二位当事人不愿意了。");
        Assert.Null((await world.Show('c', id)).Hearing);
        Assert.Equal("mediation_is_closed", await world.Try('m', id, "close_again"));
        Assert.Equal("open_hearing_is_not_wanted_by_all", await world.Try('m', id, "announce", due: world.Today.AddDays(3)));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_kind_has_a_retention_class_and_the_list_is_narrowed_by_it(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var dispute = (await world.Receive('c', world.Dispute())).Value.Number;
        var need = (await world.Receive('c', world.Need())).Value.Number;
        Assert.Equal([dispute], await world.Listed('z', new(Retention: "mediation")));
        Assert.Equal([need], await world.Listed('z', new(Retention: "appeal")));
        Assert.Empty(await world.Listed('z', new(Retention: "no such class")));
        Assert.All(CaseKinds.All, k => Assert.NotEmpty(Baotuan.Cases.Retention.RetentionClass.Of(k.Code, new(2024, 1, 1)).Source));
        // nobody has told us how long: a line to be filled in, and no number
        Assert.All(Baotuan.Cases.Retention.RetentionClass.Lines, l => Assert.Equal("", l.Years));
        Assert.Equal("永久", (Baotuan.Cases.Retention.RetentionClass.Lines[0] with { Years = "permanent" }).Term);
        Assert.Equal("10 年", (Baotuan.Cases.Retention.RetentionClass.Lines[0] with { Years = "10" }).Term);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Obstacles_that_come_back_stand_together(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        async Task<string> Causes(char by) => string.Join(';', (await world.Read(by, db => CaseActs.CausesAsync(db, world.Today, Cancel))).Select(c => $"{c.Unit.Code} {c.Category} {c.Cases} {c.Open} {c.Late} {c.Reopened}"));
        var first = (await world.Receive('q', world.Obstacle())).Value.Id;
        _ = await world.Receive('q', world.Obstacle() with { Category = "rule" });
        Assert.Equal("", await Causes('u')); // once is no pattern
        await world.Do('z', first, "assign", unit: "SF", due: world.Today.AddDays(2));
        await world.Do('s', first, "accept");
        await world.Do('s', first, "answer");
        await world.Do('q', first, "reopen");
        await world.Do('s', first, "answer");
        await world.Do('q', first, "confirm");
        _ = await world.Receive('j', world.Obstacle("confidential", "JW", "JW"));
        Assert.Equal("", await Causes('u'));
        Assert.Equal("JU procedure 2 1 0 1", await Causes('j')); // the hidden one counts for who may see it alone
        world.Pass(366);
        Assert.Equal("", await Causes('j'));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_somebody_changed_past_the_program_shows(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Dispute())).Value.Id;
        await world.Do('z', id, "assign", unit: "SF");
        await world.Sound();
        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync("UPDATE cases_event SET state = 'agreed'"));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync("DELETE FROM cases_party"));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync(
            "INSERT INTO cases_event (case_id, sequence_no, act, state, fact_on, acting_id, public_text, client_id, user_id, recorded_at_ms) "
            + $"VALUES ({id}, 9, 'agree', 'agreed', '2024-01-01', 13, '', 'gap', 1, 1)"));
        await world.Store.ExecuteAsync("UPDATE cases_standing SET lead_id = 14");
        Assert.Equal(["case_standing_differs"], await ProblemsAsync(world));
        await world.Store.ExecuteAsync("UPDATE cases_standing SET lead_id = NULL");
        await world.Sound();
        await world.Store.ExecuteAsync(
            "INSERT INTO cases_event (case_id, sequence_no, act, state, fact_on, acting_id, public_text, client_id, user_id, recorded_at_ms) "
            + $"VALUES ({id}, 3, 'agree', 'agreed', '2024-01-01', 13, '', 'forged', 1, 1)");
        Assert.Equal(["agreement_is_missing", "case_event_not_allowed"], await ProblemsAsync(world));
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(CasesWorld world)
    {
        await using var db = world.Store.Store.Open();
        return [.. (await CasesVerify.CheckAsync(db, Cancel)).Select(p => p.Code)];
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Cases_are_in_the_log_without_their_words(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Dispute())).Value.Id;
        await world.Do('z', id, "assign", unit: "SF");
        // a case, two parties, two steps
        Assert.Equal(5L, Convert.ToInt64(await world.Store.ScalarAsync("SELECT SUM(leaf_count) FROM proofs_entry WHERE type LIKE 'case%'")));
        await using var db = world.Store.Store.Open();
        Assert.Empty(await ProofsVerify.CheckAsync(db, world.Store.Store, [], Cancel));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Figures_count_what_came_in_and_what_ended_well(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var early = world.Store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var first = (await world.Receive('c', world.Dispute())).Value.Id;
        _ = await world.Receive('c', world.Dispute() with { ReceivedOn = new(2023, 12, 30) });
        _ = await world.Receive('c', world.Lead());
        _ = await world.Receive('q', world.Obstacle());
        _ = await world.Receive('j', world.Obstacle("confidential", "JW", "JW"));
        await world.Do('z', first, "assign", unit: "SF");
        await world.Do('s', first, "accept");
        await world.Do('s', first, "invite", unit: "PC");
        await world.Do('p', first, "join");
        await world.Do('s', first, "consent", party: 1);
        await world.Do('s', first, "consent", party: 2);
        await world.Do('s', first, "appoint", person: "m");
        await world.Do('m', first, "session");
        await world.Do('m', first, "agree");
        world.Pass(2);
        var known = world.Store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        world.Pass(1);
        await world.Do('m', first, "perform");

        async Task<string> Total(string code, string kinds, long knownAtMs = long.MaxValue, int year = 2024, char by = 'j', params long[] places)
        {
            await using var db = world.Store.Store.Open(CasesWorld.People[by]);
            var question = new Baotuan.Indicators.Contracts.Question(
                db, new Dictionary<string, string> { ["kinds"] = kinds }, new("x", "x", places.Length == 0 ? [CasesWorld.Vi, CasesWorld.Ju] : places, null), Kernel.Period.Year(year), knownAtMs);
            var computation = Baotuan.Cases.Computations.CaseComputations.All.Single(c => c.Code == code);
            var total = await computation.TotalAsync(question, Cancel);
            Assert.Equal((int)total.Records, (await computation.RecordsAsync(question, 0, 100, Cancel)).Count);
            return $"{total.Value}";
        }

        Assert.Equal(
            ["1", "1", "2", "1", "1", "0", "1", "0", "2"],
            [
                await Total("cases_received", "dispute"), await Total("cases_received", "dispute", year: 2023), await Total("cases_received", "dispute+screening_lead"),
                await Total("cases_received", "bottleneck"), await Total("cases_ended_well", "dispute"), await Total("cases_ended_well", "dispute", known),
                await Total("cases_received", "dispute", known), await Total("cases_received", "dispute", early - 1), await Total("case_units", "dispute"),
            ]);
        Assert.Equal("1", await Total("cases_received", "bottleneck", by: 'u', places: CasesWorld.Ju)); // the hidden one is in nobody's number
        await Assert.ThrowsAsync<AccessDeniedException>(() => Total("cases_received", "dispute", by: 'u'));
    }

    [Fact]
    public void Days_of_the_clocks_by_hand()
    {
        // the Spring Festival of 2026: from Friday 13 February, Saturday 14 is worked, 15 to 23 are free, so two working days end on Tuesday the 24th
        Assert.Equal(new(2026, 2, 24), DayTable.LastDay(WorkDays.Calendar, DayTable.Of("dispute", "respond", "", new(2026, 2, 13)), new(2026, 2, 13)));
        // Friday 2024-01-05 plus two working days is Tuesday the 9th; thirty days from 2024-01-31 end on 1 March of a leap year
        Assert.Equal(new(2024, 1, 9), DayTable.LastDay(WorkDays.Calendar, DayTable.Of("dispute", "respond", "330424", new(2024, 1, 5)), new(2024, 1, 5)));
        Assert.Equal(new(2024, 3, 1), DayTable.LastDay(WorkDays.Calendar, DayTable.Of("dispute", "settle", "330424", new(2024, 1, 31)), new(2024, 1, 31)));
        // the court's term: thirty days from 2024-01-12 end on Sunday 11 February, in the free days of the spring festival until the 17th, and Sunday the 18th is worked
        Assert.Equal(new(2024, 2, 18), DayTable.LastDay(WorkDays.Calendar, DayTable.Of("dispute", "confirm", "330424", new(2024, 1, 12)), new(2024, 1, 12)));
        // two working days from Thursday 2024-02-08: Friday the 9th and Sunday the 18th
        Assert.Equal(new(2024, 2, 18), DayTable.LastDay(WorkDays.Calendar, DayTable.Of("dispute", "respond", "330424", new(2024, 2, 8)), new(2024, 2, 8)));
        Assert.All(Enumerable.Range(2022, 5), year => Assert.True(WorkDays.Calendar.IsArranged(year)));
        Assert.False(WorkDays.Calendar.IsArranged(2027)); // not known yet
        Assert.Equal("V", DayTable.Of("dispute", "settle", "330212", new(2024, 1, 1)).Certainty); // Ningbo has a rule of its own
        Assert.Equal("default", DayTable.Of("dispute", "settle", "330424", new(2024, 1, 1)).Certainty);
        Assert.All(CaseKinds.All, k => Assert.All(k.Clocks.Where(c => !c.OnlyNamedDays), c => Assert.True(DayTable.Of(k.Code, c.Code, "", new(2024, 1, 1)).Days > 0)));
    }

    /// <summary>Accepted on day 0; paused and resumed as given; extended to a day: the last day by adding one day after the other.</summary>
    [Fact]
    public void Settling_does_not_count_the_days_it_is_paused() => Gen.Int[0, 28].Array[0, 6].Sample(gaps =>
        {
            var start = new DateOnly(2024, 1, 1);
            var course = CaseCourse.Begin(Dispute.Kind, "", start, [1, 2], WorkDays.Calendar);
            void Go(string act, DateOnly on) => course = course.After(new(act, on, 1, 13, 13, 6, null));
            Go("assign", start);
            Go("accept", start);
            Go("appoint", start);
            var (day, counted, paused) = (start, 0, false);
            DateOnly? lastCounted = null;
            foreach (var gap in gaps)
            {
                for (var i = 0; i < gap; i++)
                {
                    day = day.AddDays(1);
                    counted += paused ? 0 : 1;
                    lastCounted ??= counted == 30 && !paused ? day : null;
                }

                Go(paused ? "resume" : "pause", day);
                paused = !paused;
            }

            if (paused)
            {
                Assert.Null(course.Next);
                return;
            }

            var expected = lastCounted ?? day.AddDays(30 - counted);
            // where the thirtieth day passed before a pause, the pause moves nothing back into time
            Assert.True(course.Next!.DueOn >= expected, $"{course.Next.DueOn} < {expected} for {string.Join(',', gaps)}");
            if (lastCounted is null)
            {
                Assert.Equal(expected, course.Next.DueOn);
            }
        });

    [Fact]
    public void Every_kind_is_whole()
    {
        foreach (var kind in CaseKinds.All)
        {
            var states = kind.States.Select(s => s.Code).ToHashSet();
            Assert.Contains(kind.First, states);
            Assert.Subset(states, kind.Last.ToHashSet());
            Assert.Subset(states, kind.Moves.SelectMany(m => m.From).Concat(kind.Moves.Select(m => m.To).OfType<string>()).ToHashSet());
            Assert.Equal(kind.Moves.Count, kind.Moves.Select(m => m.Act).Distinct().Count());
            Assert.Empty(kind.Moves.SelectMany(m => m.From).Intersect(kind.Last));
            Assert.Subset(kind.Moves.Select(m => m.Act).ToHashSet(), kind.Clocks.SelectMany(c => c.Starts.Concat(c.Ends)).ToHashSet());
            Assert.Subset(kind.Clocks.Select(c => c.Code).ToHashSet(), kind.Moves.Where(m => m.DueOf.Length > 0).Select(m => m.DueOf).ToHashSet());
            Assert.All(kind.Moves.Where(m => m.Due != Need.No), m => Assert.True(m.DueOf.Length > 0 || m.Effect == Effect.Announce));
            Assert.All(kind.Moves.Where(m => m.Text == Need.Must), m => Assert.True(m.TextHint.Length > 0));
            // every state is reached, and every one that is no end is left
            Assert.All(states.Where(s => s != kind.First), s => Assert.Contains(kind.Moves, m => m.To == s));
            Assert.All(states.Except(kind.Last), s => Assert.Contains(kind.Moves, m => m.From.Contains(s)));
        }
    }
}
