using System.Net;
using System.Net.Sockets;
using System.Text;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Witnessing;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>A witness cosigns what continues what it cosigned, and never two histories; a log gets on without its witnesses and hears of them that it was cut.</summary>
public sealed class WitnessTests(PostgresCluster cluster)
{
    private const string Actor = "测试";

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static async Task<SignedNote> GrowAsync(Store store, int leaves)
    {
        _ = (await store.WriteAsync<bool>(Actor, async (db, token) =>
        {
            await ProofLog.AppendAsync(db, [.. Enumerable.Range(1, leaves).Select(i => new OneLeaf("test", i, [("n", $"{i}")], LeafOwner.House, null))], token);
            return true;
        }, Cancel)).Value;
        return (await LogCheckpoints.AdvanceAsync(store, Cancel)).Value!;
    }

    private static async Task<SignedNote?> ServedAsync(Store store)
    {
        await using var db = store.Open();
        return await LogWitnesses.ServedAsync(db, Cancel);
    }

    private static async Task<string> CodesAsync(Store store, int patienceMs = 10_000) =>
        string.Join(' ', (await LogWitnesses.CollectAsync(store, Cancel, TimeSpan.FromMilliseconds(patienceMs))).Select(r => r.Code));

    /// <summary>Village and town, each with its own data; the town is asked to witness the village.</summary>
    private async Task<(TestStore Village, TestStore Town)> TwoAsync(DatabaseEngine engine)
    {
        var (village, town) = (await TestStore.CreateAsync(engine, cluster), await TestStore.CreateAsync(engine, cluster));
        var log = (await LogCheckpoints.KeysAsync(village.Store, Cancel))[0].ToString();
        _ = (await WitnessActs.WatchAsync(town.Store, Actor, log, Cancel)).Value;
        return (village, town);
    }

    private static async Task AskForAsync(TestStore village, TestStore town, string url) =>
        _ = (await LogWitnesses.AddAsync(village.Store, Actor, url, (await WitnessActs.KeyAsync(town.Store, Cancel)).ToString(), Cancel)).Value;

    [Theory, MemberData(nameof(Engines))]
    public async Task Town_cosigns_the_village_and_the_served_checkpoint_carries_it(DatabaseEngine engine)
    {
        var (village, town) = await TwoAsync(engine);
        await using var a = village;
        await using var b = town;
        await using var host = await LogHost.StartAsync(town.Store);
        await AskForAsync(village, town, host.Witness);
        await GrowAsync(village.Store, 5);

        Assert.Equal("cosigned", await CodesAsync(village.Store));
        Assert.Equal("", await CodesAsync(village.Store)); // has it already
        Assert.Equal(1, (await LogWitnesses.SetQuorumAsync(village.Store, Actor, 1, Cancel)).Value);
        var policy = WitnessPolicy.Parse((await LogWitnesses.PolicyAsync(village.Store, Cancel)).ToString()).Policy!;
        var first = (await ServedAsync(village.Store))!;
        Assert.True(policy.Accepts(first));
        Assert.Equal(2, first.Signatures.Count);
        var published = Path.Combine(village.Store.Location.DataDirectory, "log", "checkpoint");
        Assert.Equal(first.ToString(), await File.ReadAllTextAsync(published, Cancel));

        // grown, signed, not cosigned yet: the public still gets what the quorum stands behind
        var second = await GrowAsync(village.Store, 300);
        Assert.False(policy.Accepts(second));
        Assert.Equal(first.ToString(), (await ServedAsync(village.Store))!.ToString());
        Assert.Equal("cosigned", await CodesAsync(village.Store));
        await using var own = await LogHost.StartAsync(village.Store);
        var served = SignedNote.Parse((await own.GetAsync("/log/checkpoint")).Text)!;
        Assert.Equal(second.Text, served.Text);
        Assert.True(policy.Accepts(served));
        var seen = Assert.Single(await WitnessActs.ListAsync(town.Store, Cancel));
        Assert.Equal(Checkpoint.Parse(second.Text), new Checkpoint(seen.Origin, seen.Size, seen.Root));
        await using var db = village.Store.Open();
        Assert.Empty(await ProofsVerify.CheckAsync(db, village.Store, [served], Cancel));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Witness_answers_as_the_specification_has_it(DatabaseEngine engine)
    {
        await using var town = await TestStore.CreateAsync(engine, cluster);
        await using var host = await LogHost.StartAsync(town.Store);
        var log = new PaperLog();
        async Task<string> AskAsync(string body)
        {
            var (status, text, type) = await host.AddCheckpointAsync(body);
            return status == HttpStatusCode.Conflict ? $"409 {text.TrimEnd('\n')} {type}" : $"{(int)status}";
        }

        Assert.Equal("404", await AskAsync(log.Request(0, 5))); // off until a log is named
        _ = (await WitnessActs.WatchAsync(town.Store, Actor, log.Vkey, Cancel)).Value;
        Assert.Equal("404", await AskAsync(new PaperLog("other.example/log").Request(0, 5)));
        Assert.Equal("400", await AskAsync("old 0\n\nnothing"));
        Assert.Equal("400", await AskAsync(log.Request(0, 5).Replace("old 0", "old 00", StringComparison.Ordinal)));
        Assert.Equal("400", await AskAsync(log.Request(6, 5)));
        Assert.Equal("403", await AskAsync(new AddCheckpoint(0, [], log.Note(5, by: SignerKey.Make("village.example/log", KeyKind.Ed25519))).ToString()));
        Assert.Equal("403", await AskAsync(new AddCheckpoint(0, [], log.Note(5) with { Text = log.Note(6).Text }).ToString()));
        Assert.Equal("409 0 text/x.tlog.size", await AskAsync(log.Request(3, 5)));

        Assert.Equal("200", await AskAsync(log.Request(0, 5)));
        Assert.Equal("200", await AskAsync(log.Request(5, 5))); // once more is no other history
        Assert.Equal("409 5 text/x.tlog.size", await AskAsync(log.Request(0, 5))); // an old request played again
        Assert.Equal("409 5 text/x.tlog.size", await AskAsync(log.Request(3, 9)));
        Assert.Equal("409 5 text/x.tlog.size", await AskAsync(log.Request(4, 4))); // backwards
        Assert.Equal("409 5 text/x.tlog.size", await AskAsync(log.Request(5, 5, "fork", 3)));
        Assert.Equal("422", await AskAsync(log.Request(5, 9, "fork", 3)));
        Assert.Equal("422", await AskAsync(new AddCheckpoint(5, [], log.Note(9)).ToString()));
        Assert.Equal("200", await AskAsync(log.Request(5, 9, "fork", 5))); // what came after 5 was open
        Assert.Equal("422", await AskAsync(log.Request(9, 12)));
        Assert.Equal(9, Assert.Single(await WitnessActs.ListAsync(town.Store, Cancel)).Size);

        // taken off and put on again: it still knows
        _ = (await WitnessActs.ForgetAsync(town.Store, Actor, "village.example/log", Cancel)).Value;
        Assert.Equal("404", await AskAsync(log.Request(9, 12, "fork", 5)));
        _ = (await WitnessActs.WatchAsync(town.Store, Actor, log.Vkey, Cancel)).Value;
        Assert.Equal("409 9 text/x.tlog.size", await AskAsync(log.Request(0, 12)));
        Assert.Equal("200", await AskAsync(log.Request(9, 12, "fork", 5)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Cosignature_says_when_and_holds_by_the_key_that_was_handed_out(DatabaseEngine engine)
    {
        await using var town = await TestStore.CreateAsync(engine, cluster);
        await using var host = await LogHost.StartAsync(town.Store);
        var (log, key) = (new PaperLog(), await WitnessActs.KeyAsync(town.Store, Cancel));
        _ = (await WitnessActs.WatchAsync(town.Store, Actor, log.Vkey, Cancel)).Value;
        var line = NoteSignature.Parse((await host.AddCheckpointAsync(log.Request(0, 5))).Text.TrimEnd('\n'))!;
        Assert.True(key.Verifies(log.Note(5).Text, line));
        Assert.False(key.Verifies(log.Note(6).Text, line));
        Assert.Equal(1_704_081_600, Cosignature.TimeOf(line)); // 2024-01-01 12:00 in China
        town.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1_704_085_200, Cosignature.TimeOf(NoteSignature.Parse((await host.AddCheckpointAsync(log.Request(5, 5))).Text.TrimEnd('\n'))!));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_processes_never_cosign_two_histories(DatabaseEngine engine)
    {
        await using var town = await TestStore.CreateAsync(engine, cluster);
        await using var one = await LogHost.StartAsync(town.Store);
        await using var other = await LogHost.StartAsync(town.Another());
        for (var round = 0; round < 12; round++)
        {
            var log = new PaperLog($"village.example/{round}");
            _ = (await WitnessActs.WatchAsync(town.Store, Actor, log.Vkey, Cancel)).Value;
            var answers = await Task.WhenAll(one.AddCheckpointAsync(log.Request(0, 7, "left")), other.AddCheckpointAsync(log.Request(0, 7, "right")));
            Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
            Assert.Single(answers, a => a.Status == HttpStatusCode.Conflict && a.Text == "7\n");
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Log_gets_on_without_its_witness(DatabaseEngine engine)
    {
        var (village, town) = await TwoAsync(engine);
        await using var a = village;
        await using var b = town;
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await AskForAsync(village, town, $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/witness"); // takes the connection and says nothing
        var note = await GrowAsync(village.Store, 3);
        Assert.Equal("no_answer", await CodesAsync(village.Store, 300));
        silent.Stop();
        Assert.Equal("no_answer", await CodesAsync(village.Store));
        Assert.Equal(note.ToString(), (await ServedAsync(village.Store))!.ToString());
        Assert.Equal("quorum_not_met_yet", (await LogWitnesses.SetQuorumAsync(village.Store, Actor, 1, Cancel)).Refusals[0].Code);
        Assert.Equal("quorum_too_large", (await LogWitnesses.SetQuorumAsync(village.Store, Actor, 2, Cancel)).Refusals[0].Code);
        Assert.True(Checkpoint.Parse((await GrowAsync(village.Store, 3)).Text)!.Size > Checkpoint.Parse(note.Text)!.Size);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Witness_tells_a_log_that_lost_its_end_and_one_that_tells_another_story(DatabaseEngine engine)
    {
        var (village, town) = await TwoAsync(engine);
        await using var a = village;
        await using var b = town;
        await using var host = await LogHost.StartAsync(town.Store);
        await AskForAsync(village, town, host.Witness);
        await GrowAsync(village.Store, 20);
        Assert.Equal("cosigned", await CodesAsync(village.Store));

        // the same keys over another database, as after a restore of something older
        await using var older = await TestStore.CreateAsync(engine, cluster);
        Directory.CreateDirectory(Path.Combine(older.Store.Location.DataDirectory, "keys"));
        foreach (var file in Directory.GetFiles(Path.Combine(village.Store.Location.DataDirectory, "keys")))
        {
            File.Copy(file, Path.Combine(older.Store.Location.DataDirectory, "keys", Path.GetFileName(file)), overwrite: true);
        }

        _ = (await LogCheckpoints.NameAsync(older.Store, await LogCheckpoints.OriginAsync(village.Store, Cancel), Cancel)).Value;
        await AskForAsync(older, town, host.Witness);
        await GrowAsync(older.Store, 3);
        Assert.Equal("witness_is_ahead", await CodesAsync(older.Store));
        await GrowAsync(older.Store, 40);
        Assert.Equal("history_contradicts", await CodesAsync(older.Store));
        Assert.DoesNotContain((await ServedAsync(older.Store))!.Signatures, s => s.Name.EndsWith("/witness", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Answer_of_a_witness_counts_only_when_its_signature_holds(DatabaseEngine engine)
    {
        var (village, town) = await TwoAsync(engine);
        await using var a = village;
        await using var b = town;
        var liar = SignerKey.Make((await WitnessActs.KeyAsync(town.Store, Cancel)).Name, KeyKind.Cosignature);
        var note = await GrowAsync(village.Store, 3);
        var answers = new Queue<string>(
        [
            Answer(200, "hello\n"), Answer(200, $"{liar.Sign(note.Text, 1_700_000_000)}\n"), Answer(200, new string('x', 1_000_000)), Answer(500, ""), Answer(409, "many\n"),
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "not http at all\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=nonsense\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx",
        ]);
        using var stub = new TcpListener(IPAddress.Loopback, 0);
        stub.Start();
        await AskForAsync(village, town, $"http://127.0.0.1:{((IPEndPoint)stub.LocalEndpoint).Port}");
        var serving = Task.Run(async () =>
        {
            while (answers.TryDequeue(out var answer))
            {
                using var caller = await stub.AcceptTcpClientAsync(Cancel);
                _ = await caller.GetStream().ReadAsync(new byte[65_536], Cancel);
                await caller.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer), Cancel);
            }
        }, Cancel);
        List<string> codes = [];
        for (var i = answers.Count; i > 0; i--)
        {
            codes.Add(await CodesAsync(village.Store));
        }

        await serving;
        Assert.Equal(["answer_not_understood", "answer_not_understood", "no_answer", "refused", "answer_not_understood", "refused", "no_answer", "answer_not_understood"], codes);
        Assert.Equal(note.ToString(), (await ServedAsync(village.Store))!.ToString());

        static string Answer(int status, string body) => $"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Wrong_keys_and_addresses_are_refused_by_name(DatabaseEngine engine)
    {
        var (village, town) = await TwoAsync(engine);
        await using var a = village;
        await using var b = town;
        var (witness, self) = ((await WitnessActs.KeyAsync(town.Store, Cancel)).ToString(), (await WitnessActs.KeyAsync(village.Store, Cancel)).ToString());
        var log = (await LogCheckpoints.KeysAsync(village.Store, Cancel))[0];
        async Task<string> AddAsync(string url, string vkey) => (await LogWitnesses.AddAsync(village.Store, Actor, url, vkey, Cancel)).Refusals[0].Code;
        async Task<string> WatchAsync(string vkey) => (await WitnessActs.WatchAsync(town.Store, Actor, vkey, Cancel)).Refusals[0].Code;

        Assert.Equal("key_is_damaged", await AddAsync("https://zhen.example/witness", log.ToString()));
        foreach (var url in (string[])["zhen.example", "ftp://zhen.example", "file:///etc/passwd", "http://u:p@zhen.example", "http://zhen.example/?a=b", ""])
        {
            Assert.Equal("address_not_understood", await AddAsync(url, witness));
        }

        Assert.Equal("witness_is_ourselves", await AddAsync("https://zhen.example/witness", self));
        Assert.Equal("key_is_damaged", await WatchAsync(witness));
        Assert.Equal("key_is_damaged", await WatchAsync(log.ToString()[..^1]));
        Assert.Equal("log_has_another_key", await WatchAsync(SignerKey.Make(log.Name, KeyKind.Ed25519).Verifier.ToString()));
        Assert.Equal("log_not_watched", (await WitnessActs.ForgetAsync(town.Store, Actor, "nobody", Cancel)).Refusals[0].Code);
        Assert.Equal("witness_not_found", (await LogWitnesses.RemoveAsync(village.Store, Actor, "nobody", Cancel)).Refusals[0].Code);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Door_takes_no_large_body_and_not_too_many(DatabaseEngine engine)
    {
        await using var town = await TestStore.CreateAsync(engine, cluster);
        await using var host = await LogHost.StartAsync(town.Store);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 61; i++)
        {
            statuses.Add((await host.AddCheckpointAsync(i == 0 ? new string('a', 100_000) : "old 0\n")).Status);
        }

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, statuses[0]);
        Assert.All(statuses[1..60], s => Assert.Equal(HttpStatusCode.BadRequest, s));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[60]);
    }
}
