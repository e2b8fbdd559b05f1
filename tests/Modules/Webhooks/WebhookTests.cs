using System.Text.Json;
using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Platform.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Baotuan.Tests.Modules.Webhooks;

/// <summary>What other systems hear of cases, and that they hear it: over a real connection, on both databases.</summary>
public sealed class WebhookTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => Support.TestStore.Engines;

    private static CancellationToken Cancel => HookWorld.Cancel;

    [Theory, MemberData(nameof(Engines))]
    public async Task Fact_stands_or_falls_with_its_act(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        _ = (await world.Town.Receive('c', world.Town.Need())).Value;
        Assert.Equal(0, await world.Count("platform_outbox")); // nobody asked yet
        await world.Subscribe();

        var broken = await Assert.ThrowsAsync<InvalidOperationException>(() => world.Store.WriteAsync<long>(
            Cases.CasesWorld.People['c'], async (db, cancel) =>
            {
                _ = (await CaseActs.ReceiveAsync(db, world.Town.Fields, world.Town.Need(), cancel)).Value;
                throw new InvalidOperationException("power went");
            }, Cancel));
        Assert.Equal("power went", broken.Message);
        Assert.True((await world.Store.WriteAsync(Cases.CasesWorld.People['c'], (db, cancel) => CaseActs.ReceiveAsync(db, world.Town.Fields, world.Town.Need(), cancel), Cancel, dryRun: true)).Ok);
        Assert.Equal("unit_is_needed", await world.Town.Try('z', 1, "assign"));
        Assert.Equal((0, 0), (await world.Count("platform_outbox"), await world.Count("platform_webhook_delivery")));

        await world.Town.Do('z', 1, "assign", unit: "SF");
        Assert.Equal((1, 1), (await world.Count("platform_outbox"), await world.Count("platform_webhook_delivery")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Message_says_number_state_and_units_and_is_signed(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        await world.Subscribe();
        var id = (await world.Town.Receive('c', world.Town.Need())).Value.Id;
        await world.Town.Do('z', id, "assign", unit: "SF");
        await world.Town.Do('s', id, "accept");
        await world.Town.Do('s', id, "answer");
        await world.Town.Do('c', id, "carry");
        await world.Town.Do('c', id, "confirm", code: (await Slip(world, id)).Code);
        Assert.Equal(6, await world.Round());

        Assert.Equal(
            ["case.received received - -", "case.handed_over offered - SF", "case.handed_over assigned SF -", "case.changed answered SF -", "case.changed carried SF -", "case.ended confirmed SF -"],
            world.Receiver.Messages.Select(Line));
        var first = world.Receiver.Messages.First();
        Assert.Equal(
            $$"""{"id":"{{first.Id}}","type":"case.received","timestamp":"2024-01-01T04:00:00.0XXZ","data":{"case":"XQ-2024-0001","kind":"household_need","state":"received","lead":null,"offered_to":null,"due_on":null},"link":"https://baotuan.example/cases/1"}""",
            System.Text.RegularExpressions.Regex.Replace(first.Text, @"00\.0\d\dZ", "00.0XXZ"));
        Assert.All(world.Receiver.Messages, m => Assert.Equal(WebhookSignature.Of(world.Secret, m.Id, long.Parse(m.Timestamp), m.Body), m.Signature));
        Assert.Equal(6, world.Receiver.Messages.Select(m => m.Id).Distinct().Count());
        Assert.All(await world.Deliveries(), d => Assert.Equal(("delivered", 200, "收到"), (d.State, d.Last!.Status, d.Last.Answer)));
        Assert.Equal(0, await world.Round());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task No_word_of_a_mediation_or_of_the_confidential_channel_goes_out(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        await Reach(world, null); // everything, and the right to read what is confidential besides
        await world.Subscribe();
        var town = world.Town;
        _ = (await town.Receive('j', town.Obstacle("confidential", "JW", "ZX"))).Value;
        Assert.Equal(0, await world.Count("platform_outbox"));

        var id = (await town.Receive('c', town.Dispute())).Value.Id;
        await town.Do('z', id, "assign", unit: "SF");
        await town.Do('s', id, "accept");
        await town.Do('s', id, "consent", party: 1);
        await town.Do('s', id, "consent", party: 2);
        await town.Do('s', id, "appoint", person: "n");
        await town.Do('n', id, "session");
        await town.Do('n', id, "risk");
        await town.Do('n', id, "pause");
        await town.Do('n', id, "resume");
        await town.Do('n', id, "agree", due: town.Today.AddDays(20));
        town.Pass(25);
        Assert.Equal(0, await world.Deliver.AnnounceAsync(Cancel)); // a look after an agreement is late, and would say that there is one
        await town.Do('n', id, "breach");
        await world.Round();

        Assert.Equal(
            ["case.received received - -", "case.handed_over offered - SF", "case.handed_over assigned SF -", "case.ended ended SF -"], world.Receiver.Messages.Select(Line));
        // what is said of the case; the message's own number is chance and may have any digits
        Assert.All(world.Receiver.Messages.Select(m => m.Text[m.Text.IndexOf("\"data\":", StringComparison.Ordinal)..]), data => Assert.All(
            (string[])["甲某", "乙某", "墙", "0573", "写明", "neighbours", "mediat", "agreed", "breach", "paused"], word => Assert.DoesNotContain(word, data)));
        Assert.All(await world.Deliveries(), d => Assert.DoesNotContain("JF-", d.ToString())); // the administrator's log does not say which case
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Three_questions_say_nothing(DatabaseEngine engine)
    {
        var reviews = await Oversight.ThreeQuestions.ReviewWorld.CreateAsync(cluster, engine);
        await using var world = await HookWorld.OverAsync(reviews.Cases);
        await Reach(world, null);
        await world.Subscribe();
        var receipt = await reviews.Ended();
        var before = await world.Count("platform_outbox");
        var review = (await reviews.Open('i', receipt.Number)).Value;
        var code = (await reviews.Codes(review))[1];
        Assert.True((await reviews.Answer(code, await reviews.Answers(code))).Ok);
        Assert.Equal((before, 0), (await world.Count("platform_outbox"), await world.Deliver.AnnounceAsync(Cancel)));
        Assert.All(WebhookKinds(world), k => Assert.StartsWith("case.", k));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Right_that_is_gone_stops_the_flow(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        await world.Subscribe();
        var id = (await world.Town.Receive('c', world.Town.Need())).Value.Id;
        await world.Town.Store.ExecuteAsync($"UPDATE platform_user_scope SET unit_id = 9 WHERE user_id = {HookWorld.Feed}"); // the firm's unit instead
        Assert.Equal(0, await world.Round());
        await world.Town.Store.ExecuteAsync($"UPDATE platform_user_scope SET unit_id = 3 WHERE user_id = {HookWorld.Feed}");
        await world.Town.Do('z', id, "assign", unit: "SF");
        await world.Town.Store.ExecuteAsync($"UPDATE platform_user SET disabled = {(engine == DatabaseEngine.Sqlite ? "1" : "true")} WHERE id = {HookWorld.Feed}");
        Assert.Equal(0, await world.Round());
        await world.Town.Store.ExecuteAsync($"UPDATE platform_user SET disabled = {(engine == DatabaseEngine.Sqlite ? "0" : "false")} WHERE id = {HookWorld.Feed}");
        await world.Town.Do('s', id, "accept");
        await world.Town.Store.ExecuteAsync("DELETE FROM platform_role_permission WHERE role_code = 'reads'");
        Assert.Equal(0, await world.Round());
        Assert.Empty(world.Receiver.Messages);
        Assert.Equal(["withheld", "withheld", "withheld"], (await world.Deliveries()).Select(d => d.State));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_fails_is_tried_again_with_growing_pauses_then_given_up_and_sent_again_by_hand(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        var hook = await world.Subscribe();
        world.Receiver.Answer = async context =>
        {
            context.Response.StatusCode = 503;
            await context.Response.WriteAsync("维护中\u0007" + new string('长', 400));
        };
        _ = (await world.Town.Receive('c', world.Town.Need())).Value;
        Assert.Equal(1, await world.Round());
        Assert.Equal(0, await world.Round()); // its minute is not over
        foreach (var pause in DeliverWebhooks.Pauses)
        {
            world.Pass(pause - TimeSpan.FromSeconds(1));
            Assert.Equal(0, await world.Round());
            world.Pass(TimeSpan.FromSeconds(2));
            Assert.Equal(1, await world.Round());
        }

        world.Pass(TimeSpan.FromDays(7));
        Assert.Equal(0, await world.Round());
        var given = Assert.Single(await world.Deliveries());
        Assert.Equal(("given_up", 9, 503, 200), (given.State, given.Attempts, given.Last!.Status, given.Last.Answer.Length));
        Assert.StartsWith("维护中 长", given.Last.Answer);
        Assert.Single(world.Receiver.Messages.Select(m => (m.Id, m.Text)).Distinct()); // the same message every time, known by its id

        world.Receiver.Answer = _ => Task.CompletedTask;
        Assert.True((await world.Write(HookWorld.System, (db, cancel) => WebhookActs.RedeliverAsync(db, hook, given.FactId, cancel))).Ok);
        Assert.Equal("delivery_is_waiting", await HookWorld.Code(world.Write(HookWorld.System, (db, cancel) => WebhookActs.RedeliverAsync(db, hook, given.FactId, cancel))));
        Assert.Equal(1, await world.Round());
        Assert.Equal(("delivered", 10), ((await world.Deliveries())[0].State, (await world.Deliveries())[0].Attempts));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Message_that_cannot_be_made_is_given_up_and_those_behind_it_go(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        var hook = await world.Subscribe();
        await world.Town.Store.ExecuteAsync(
            "INSERT INTO platform_outbox (id, event_id, kind, subject, key, path, data, recorded_at_ms) VALUES (-1, 'evt_x', 'case.received', 'case/none', 'x', '', '{{}}', 1)");
        await world.Town.Store.ExecuteAsync($"INSERT INTO platform_webhook_delivery (webhook_id, fact_id, state, failed, next_at_ms) VALUES ({hook}, -1, 'waiting', 0, 1)");
        _ = (await world.Town.Receive('c', world.Town.Need())).Value;
        Assert.Equal(2, await world.Round());
        Assert.Single(world.Receiver.Messages);
        foreach (var pause in DeliverWebhooks.Pauses)
        {
            world.Pass(pause + TimeSpan.FromSeconds(1));
            Assert.Equal(1, await world.Round());
        }

        var given = (await world.Deliveries()).Single(d => d.FactId == -1);
        Assert.Equal(("given_up", 9, "not_made", "FormatException"), (given.State, given.Attempts, given.Last!.Result, given.Last.Answer));
        Assert.Single(world.Receiver.Messages);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_is_down_is_not_asked_for_each_message_and_others_go_on(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        await using var other = await Receiver.StartAsync();
        await world.Subscribe(world.Draft() with { Address = "http://127.0.0.1:9/nobody" });
        await world.Subscribe(world.Draft() with { Address = other.Address });
        for (var i = 0; i < 5; i++)
        {
            _ = (await world.Town.Receive('c', world.Town.Need())).Value;
        }

        Assert.Equal(6, await world.Round());
        Assert.Equal(5, other.Messages.Count);
        Assert.Equal("no_answer", (await world.Deliveries()).Single(d => d.Last is not null).Last!.Result);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_two_processes_one_delivers_and_a_kill_before_the_record_sends_again(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        await world.Subscribe();
        for (var i = 0; i < 5; i++)
        {
            _ = (await world.Town.Receive('c', world.Town.Need())).Value;
        }

        using var second = world.Another(world.Town.Store.Another());
        var rounds = await Task.WhenAll(Task.Run(world.Round), Task.Run(() => second.RoundAsync(Cancel)), Task.Run(world.Round));
        Assert.Equal((5, 5), (rounds.Sum(), world.Receiver.Messages.Select(m => m.Id).Distinct().Count()));

        _ = (await world.Town.Receive('c', world.Town.Need())).Value;
        using var killed = new CancellationTokenSource();
        world.Receiver.Answer = _ => killed.CancelAsync(); // it arrived, and the sender is gone before it writes so
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.RoundAsync(killed.Token));
        world.Receiver.Answer = _ => Task.CompletedTask;
        Assert.Equal(0, await world.Round());
        world.Pass(DeliverWebhooks.Taken + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await world.Round());
        Assert.Equal((7, 6), (world.Receiver.Messages.Count, world.Receiver.Messages.Select(m => m.Id).Distinct().Count()));
        Assert.All(await world.Deliveries(), d => Assert.Equal("delivered", d.State));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Case_that_went_late_is_said_once_and_not_to_who_asked_later(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        var town = world.Town;
        var old = (await town.Receive('c', town.Need())).Value.Id;
        await town.Do('z', old, "assign", unit: "SF");
        town.Pass(60);
        await world.Subscribe();
        var id = (await town.Receive('c', town.Need())).Value.Id;
        await town.Do('z', id, "assign", unit: "SF");
        Assert.Equal(0, await world.Deliver.AnnounceAsync(Cancel));
        town.Pass(60);
        Assert.Equal(1, await world.Deliver.AnnounceAsync(Cancel));
        Assert.Equal(0, await world.Deliver.AnnounceAsync(Cancel));
        await world.Round();
        var said = world.Receiver.Messages.Last();
        Assert.Equal("case.overdue offered - SF", Line(said));
        Assert.Matches("\"due_on\":\"2024-03-\\d\\d\"", said.Text);

        var dispute = (await town.Receive('c', town.Dispute())).Value.Id;
        await town.Do('z', dispute, "assign", unit: "SF");
        await town.Do('s', dispute, "accept");
        town.Pass(60);
        Assert.Equal(1, await world.Deliver.AnnounceAsync(Cancel));
        await world.Round();
        Assert.Equal("case.overdue assigned SF -", Line(world.Receiver.Messages.Last()));
        Assert.Contains("\"due_on\":null", world.Receiver.Messages.Last().Text);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Subscription_goes_out_only_when_somebody_else_let_it_and_its_secret_is_shown_once(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        var draft = world.Draft();
        var made = (await world.Make(draft)).Value;
        Assert.Equal("client_id_reused", await HookWorld.Code(world.Make(draft)));
        _ = (await world.Town.Receive('c', world.Town.Need())).Value;
        Assert.Equal((0, 0), (await world.Count("platform_outbox"), await world.Round()));
        Assert.Equal("webhook_not_now", await HookWorld.Code(world.Write(HookWorld.System, (db, cancel) => WebhookActs.TestAsync(db, made.Id, cancel))));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.Approve(made.Id, HookWorld.System));
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => world.Approve(made.Id, HookWorld.Security with { Confirmed = false }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.Write(HookWorld.Security, (db, cancel) => WebhookActs.PauseAsync(db, made.Id, cancel)));
        var both = HookWorld.System with { Permissions = HookWorld.System.Permissions.Concat(HookWorld.Security.Permissions).ToHashSet() };
        Assert.Equal("own_webhook", await HookWorld.Code(world.Approve(made.Id, both)));
        Assert.True((await world.Approve(made.Id)).Ok);

        Assert.True((await world.Write(HookWorld.System, (db, cancel) => WebhookActs.TestAsync(db, made.Id, cancel))).Ok);
        Assert.True((await world.Write(HookWorld.System, (db, cancel) => WebhookActs.PauseAsync(db, made.Id, cancel))).Ok);
        Assert.Equal(0, await world.Round());
        Assert.True((await world.Write(HookWorld.System, (db, cancel) => WebhookActs.ResumeAsync(db, made.Id, cancel))).Ok);
        var renewed = (await world.Write(HookWorld.System, (db, cancel) => WebhookActs.NewSecretAsync(db, world.Town.Fields, made.Id, cancel))).Value;
        Assert.Equal(1, await world.Round());
        var message = Assert.Single(world.Receiver.Messages);
        Assert.Equal(("webhook.test", "{}"), (Of(message).GetProperty("type").GetString(), Of(message).GetProperty("data").ToString()));
        Assert.Equal(WebhookSignature.Of(renewed.Secret, message.Id, long.Parse(message.Timestamp), message.Body), message.Signature);
        Assert.NotEqual(made.Secret, renewed.Secret);

        Assert.Equal("reason_missing", await HookWorld.Code(world.Write(HookWorld.System, (db, cancel) => WebhookActs.RemoveAsync(db, made.Id, " ", cancel))));
        Assert.True((await world.Write(HookWorld.System, (db, cancel) => WebhookActs.RemoveAsync(db, made.Id, "平台停用", cancel))).Ok);
        Assert.Equal("webhook_not_found", await HookWorld.Code(world.Write(HookWorld.System, (db, cancel) => WebhookActs.ResumeAsync(db, made.Id, cancel))));
        Assert.Equal(0, await world.Count("platform_webhook WHERE length(secret) > 0"));
        Assert.Equal(0, await world.Count($"platform_operation WHERE details LIKE '%whsec%' OR after LIKE '%whsec%' OR details LIKE '%{made.Secret[6..]}%'"));
        Assert.Equal(7, await world.Count("platform_operation WHERE subject = 'webhook/1'"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Bad_subscriptions_are_refused(DatabaseEngine engine)
    {
        await using var world = await HookWorld.CreateAsync(cluster, engine);
        var good = world.Draft();
        (string Code, WebhookDraft Draft)[] bad =
        [
            ("name_missing", good with { Name = " " }), ("name_missing", good with { Name = new('长', 61) }), ("client_id_reused", good with { ClientId = "" }),
            ("kinds_missing", good with { Kinds = [] }), ("kinds_missing", good with { Kinds = ["review.opened"] }), ("account_not_found", good with { Login = "nobody" }),
            ("address_not_understood", good with { Address = "hooks" }), ("address_is_not_https", good with { Address = "http://hooks.example/" }),
        ];
        foreach (var (code, draft) in bad)
        {
            Assert.Equal(code, await HookWorld.Code(world.Make(draft)));
        }

        Assert.Equal("address_is_not_https", await HookWorld.Code(world.Make(good, new([]))));
        Assert.Equal(0, await world.Count("platform_webhook"));
    }

    private static async Task<CaseReceipt> Slip(HookWorld world, long id) => (await world.Town.Read('c', db => CaseActs.SlipAsync(db, world.Town.Fields, id, Cancel)))!;

    private static async Task Reach(HookWorld world, long? unit)
    {
        await world.Town.Store.ExecuteAsync($"UPDATE platform_user_scope SET unit_id = {unit?.ToString() ?? "NULL"} WHERE user_id = {HookWorld.Feed}");
        _ = (await world.Store.WriteAsync<bool>("测试", (db, _) =>
        {
            db.Add(new RolePermission { RoleCode = "reads", Permission = CasesPermissions.ConfidentialRead.Code, Active = true });
            return Task.FromResult<Outcome<bool>>(true);
        }, Cancel)).Value;
    }

    private static IReadOnlyList<string> WebhookKinds(HookWorld world)
    {
        using var db = world.Store.Open();
        return [.. WebhookActs.Kinds(db).Select(k => k.Code)];
    }

    private static JsonElement Of(Arrived message) => JsonDocument.Parse(message.Body).RootElement;

    private static string Line(Arrived message)
    {
        var (all, data) = (Of(message), Of(message).GetProperty("data"));
        return $"{all.GetProperty("type")} {data.GetProperty("state")} {data.GetProperty("lead").GetString() ?? "-"} {data.GetProperty("offered_to").GetString() ?? "-"}";
    }
}
