using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Oversight;

/// <summary>A finding from being raised to being verified, and who may do what. The clock stands on 2024-01-01.</summary>
public sealed class FindingsTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    public static FindingDraft Draft(string clientId, string organization = "V1", string subject = "organization/11", string due = "2024-01-16") =>
        new(subject, organization, "发票不全", "三张收据没有经手人签字。", "minor", Day(due), clientId);

    private static async Task<long> RaiseAsync(World world, string clientId = "c1", string organization = "V1", string subject = "organization/11", string due = "2024-01-16") =>
        (await world.As(County.Inspector, db => Findings.RaiseAsync(db, Draft(clientId, organization, subject, due), Cancel))).Value.Id;

    private static async Task<string> Refused(Task<Outcome<FindingInfo>> act) => (await act) is { Ok: false } refused ? refused.Refusals[0].Code : "ok";

    [Theory, MemberData(nameof(Engines))]
    public async Task Finding_is_raised_answered_sent_back_answered_and_verified(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        var id = await RaiseAsync(world);

        _ = (await world.As(County.Accountant, db => Findings.AnswerAsync(db, id, "已补签两张", Cancel))).Value;
        _ = (await world.As(County.OtherInspector, db => Findings.SendBackAsync(db, id, "还差一张", Day("2024-01-20"), Cancel))).Value;
        _ = (await world.As(County.Accountant, db => Findings.AnswerAsync(db, id, "三张都补了", Cancel))).Value;
        var done = (await world.As(County.Inspector, db => Findings.VerifyAsync(db, id, "看了原件", Cancel))).Value;

        Assert.Equal((FindingStates.Verified, Day("2024-01-16"), Day("2024-01-20"), "检查一"), (done.State, done.FirstDueOn, done.Row.DueOn, done.RaisedBy));
        Assert.Equal(
            ["1 answer 会计 村一", "2 send_back 检查二 镇", "3 answer 会计 村一", "4 verify 检查一 镇"], done.Steps.Select(s => $"{s.SequenceNo} {s.Kind} {s.By} {s.Unit}"));
        Assert.Equal(["finding.raise", "finding.answer", "finding.send_back", "finding.answer", "finding.verify"], await world.LoggedAsync($"finding/{id}"));
        var line = (await world.Seen(County.Inspector, db => LogBook.PageAsync(db, new(Action: "finding.send_back"), 0, 5, Cancel))).Lines[0];
        Assert.Equal(("待核实，期限 2024-01-16", "退回重新整改，期限 2024-01-20", "V1名"), (line.Before, line.After, line.Organization));
        Assert.Empty(await world.Read(db => OversightVerify.CheckAsync(db, Cancel)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nobody_acts_outside_his_scope_or_without_the_right(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        var id = await RaiseAsync(world);
        async Task Denied<T>(Task<T> act) => await Assert.ThrowsAsync<AccessDeniedException>(() => act);

        await Denied(world.As(County.ForeignInspector, db => Findings.RaiseAsync(db, Draft("c2"), Cancel)));
        await Denied(world.As(County.Accountant, db => Findings.RaiseAsync(db, Draft("c2"), Cancel)));
        await Denied(world.As(County.Inspector, db => Findings.AnswerAsync(db, id, "自己答", Cancel)));
        await Denied(world.As(County.Accountant with { Capture = new(false, new HashSet<long> { V2 }) }, db => Findings.AnswerAsync(db, id, "别村", Cancel)));
        await Denied(world.As(County.ForeignInspector, db => Findings.VerifyAsync(db, id, "外地", Cancel)));
        await Denied(world.Seen(County.ForeignInspector, db => Findings.ShowAsync(db, id, Day("2024-01-01"), Cancel)));
        await Denied(world.Seen(County.Member, db => Findings.ListAsync(db, new(), Day("2024-01-01"), Cancel)));
        Assert.Equal("finding_needs_a_person", await Refused(world.Write(db => Findings.RaiseAsync(db, Draft("c3"), Cancel))));
        Assert.Equal("finding_needs_a_person", await Refused(world.Write(db => Findings.AnswerAsync(db, id, "程序", Cancel))));
        Assert.Empty((await world.Seen(County.ForeignInspector, db => Findings.ListAsync(db, new(), Day("2024-01-01"), Cancel))).Findings);
        Assert.Equal((1, 0), (await world.Seen(County.Inspector, db => Findings.OpenCountAsync(db, Cancel)), await world.Seen(County.ForeignInspector, db => Findings.OpenCountAsync(db, Cancel))));
        Assert.Equal(1, await world.CountAsync("oversight_finding"));
        Assert.Equal(0, await world.CountAsync("oversight_finding_event"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Raising_is_refused_for_what_does_not_fit_and_twice_is_once(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        Task<string> Raise(FindingDraft draft) => Refused(world.As(County.Inspector, db => Findings.RaiseAsync(db, draft, Cancel)));
        var good = Draft("c1");

        Assert.Equal("organization_not_found", await Raise(good with { OrganizationCode = "NO" }));
        Assert.Equal("finding_needs_a_title", await Raise(good with { Title = " " }));
        Assert.Equal("finding_needs_a_text", await Raise(good with { Text = "" }));
        Assert.Equal("severity_unknown", await Raise(good with { Severity = "huge" }));
        Assert.Equal("due_day_has_passed", await Raise(good with { DueOn = Day("2023-12-31") }));
        Assert.Equal("finding_needs_a_subject", await Raise(good with { Subject = " " }));
        Assert.Equal("subject_is_of_another_organization", await Raise(good with { Subject = "organization/12" }));
        Assert.Equal("subject_is_of_another_organization", await Raise(good with { Subject = "voucher/999" }));
        Assert.Equal("ok", await Raise(good));
        Assert.Equal("ok", await Raise(good));
        Assert.Equal("client_id_reused", await Raise(good with { Title = "另一件" }));
        Assert.Equal("ok", await Raise(good with { Subject = "paper/账簿第 3 页", ClientId = "c2" })); // a kind that we cannot tell the owner of
        Assert.Equal(2, await world.CountAsync("oversight_finding"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Finding_on_a_voucher_belongs_to_whose_book_it_is(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        await world.TypeInAsync(V1, "2018-05-05", Baotuan.Ledger.Contracts.PostingDraft.Debit("102", 100), Baotuan.Ledger.Contracts.PostingDraft.Credit("101", 100));
        var voucher = Convert.ToInt64(await world.Store.ScalarAsync("SELECT MAX(id) FROM ledger_voucher"));

        Assert.Equal("subject_is_of_another_organization", await Refused(world.As(County.Inspector, db => Findings.RaiseAsync(db, Draft("c1", "V2", $"voucher/{voucher}"), Cancel))));
        var raised = (await world.As(County.Inspector, db => Findings.RaiseAsync(db, Draft("c1", "V1", $"voucher/{voucher}"), Cancel))).Value;

        Assert.Equal(($"凭证 {voucher}", $"/vouchers/{voucher}"), (raised.Row.SubjectText, raised.SubjectHref));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Overdue_finding_climbs_a_level_every_fifteen_days_up_to_the_top(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        var id = await RaiseAsync(world);
        async Task<string> On(string today)
        {
            var row = (await world.Seen(County.Inspector, db => Findings.ShowAsync(db, id, Day(today), Cancel)))!.Row;
            return $"{row.Overdue} {row.Climb?.DaysLate} {row.Climb?.Level} {row.Climb?.To?.Name}";
        }

        Assert.Equal("False   ", await On("2024-01-16"));
        Assert.Equal("True 1 0 ", await On("2024-01-17"));
        Assert.Equal("True 14 0 ", await On("2024-01-30"));
        Assert.Equal("True 15 1 镇", await On("2024-01-31"));
        Assert.Equal("True 30 2 县", await On("2024-02-15"));
        Assert.Equal("True 350 2 县", await On("2024-12-31"));

        async Task<int> Listed(Caller caller, string today, long unit) =>
            (await world.Seen(caller, db => Findings.ListAsync(db, new(ClimbedToUnitId: unit, Overdue: true), Day(today), Cancel))).Count;
        Assert.Equal(0, await Listed(County.Inspector, "2024-01-30", 2));
        Assert.Equal(1, await Listed(County.Inspector, "2024-01-31", 2));
        Assert.Equal(0, await Listed(County.Inspector, "2024-02-15", 2));
        Assert.Equal(1, await Listed(County.CountyInspector, "2024-02-15", 1));

        // lifted by hand it is one level higher at once; an answer brings it back down
        _ = (await world.As(County.Inspector, db => Findings.EscalateAsync(db, id, "多次催办没有回音", Cancel))).Value;
        Assert.Equal("False 0 1 镇", await On("2024-01-10"));
        Assert.Equal("True 15 2 县", await On("2024-01-31"));
        _ = (await world.As(County.Accountant, db => Findings.AnswerAsync(db, id, "已整改", Cancel))).Value;
        Assert.Equal("False   ", await On("2024-02-15"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Lists_are_narrowed_by_state_organisation_lateness_and_words(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        var first = await RaiseAsync(world, "c1");
        var second = await RaiseAsync(world, "c2", "V2", "organization/12", "2024-02-01");
        var third = await RaiseAsync(world, "c3", due: "2024-01-05");
        _ = (await world.As(County.Accountant, db => Findings.AnswerAsync(db, first, "已改", Cancel))).Value;
        _ = (await world.As(County.Inspector, db => Findings.ExtendAsync(db, third, "材料在县里", Day("2024-01-25"), Cancel))).Value;
        async Task<long[]> List(FindingQuery query, string today = "2024-01-20") =>
            [.. (await world.Seen(County.Inspector, db => Findings.ListAsync(db, query, Day(today), Cancel))).Findings.Select(f => f.Id)];

        Assert.Equal([third, second, first], await List(new()));
        Assert.Equal([third, second], await List(new(FindingStates.Open)));
        Assert.Equal([first], await List(new(FindingStates.Answered)));
        Assert.Empty(await List(new("nonsense")));
        Assert.Equal([second], await List(new(OrganizationId: V2)));
        Assert.Empty(await List(new(Overdue: true)));
        Assert.Equal([third], await List(new(Overdue: true), "2024-01-26"));
        Assert.Equal([third, second, first], await List(new(Text: "收据")));
        Assert.Equal([second], await List(new(Subject: "organization/12")));
        Assert.Equal([second], await List(new(Skip: 1, Take: 1)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Steps_written_past_the_program_are_refused_or_found(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        var id = await RaiseAsync(world);
        Task Step(int number, string kind, long user) => world.InsertAsync(
            "oversight_finding_event", ("finding_id", id), ("sequence_no", number), ("kind", kind), ("text", "x"), ("user_id", user), ("recorded_at_ms", 1L));

        await Assert.ThrowsAnyAsync<Exception>(() => Step(2, "answer", 105)); // a gap
        await Step(1, "answer", 105);
        await Step(2, "verify", 105); // by who answered
        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync("DELETE FROM oversight_finding_event"));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync("UPDATE oversight_finding SET title = ''"));

        var problem = Assert.Single(await world.Read(db => OversightVerify.CheckAsync(db, Cancel)));
        Assert.Equal(("finding_event_not_allowed", $"发现问题 {id}"), (problem.Code, problem.Subject));
    }
}
