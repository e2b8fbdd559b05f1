using System.Text;
using Baotuan.Cases.Contracts;
using Baotuan.Cases.Meetings;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>A joint meeting goes through what waits: all that it decided, or nothing.</summary>
public sealed class CaseMeetingsTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => CasesWorld.Cancel;

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task What_is_decided_is_given_out_and_the_minutes_stand(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        foreach (var draft in (CaseDraft[])[world.Dispute(), world.Need(), world.Item(), world.Dispute()])
        {
            _ = (await world.Receive('c', draft)).Value;
        }

        Assert.Equal(["ZX"], await Read(world, 'z', async db => (IReadOnlyList<string>)[.. (await CaseMeetings.ConvenersAsync(db, Cancel)).Select(o => o.Code)]));
        Assert.Equal([1, 2, 3, 4], await Read(world, 'z', async db => (IReadOnlyList<long>)[.. (await CaseMeetings.WaitingAsync(db, CasesWorld.Zx, world.Today, Cancel)).Select(c => c.Id)]));
        Assert.Equal("null False True", string.Join(' ', new[] { "dispute", "livelihood_request", "meeting_item" }.Select(k => $"{CaseMeetings.NeedsDay(k)?.ToString() ?? "null"}")));

        var meeting = new MeetingDraft("ZX", world.Today, ["SF", "PC", "SF"], "逐件议过，老墙的事先请司法所。", [new(1, "SF"), new(2, "PC", null, "派出所近"), new(3, "SF", world.Today.AddDays(9))], "meeting-1");
        Assert.Equal("1", await Hold(world, 'z', meeting));
        Assert.Equal("1", await Hold(world, 'z', meeting)); // pressed twice
        Assert.Equal("client_id_reused", await Hold(world, 'j', meeting with { ConvenerCode = "JW" }));
        await world.Sound();
        foreach (var (id, unit) in ((long, string)[])[(1, "SF"), (2, "PC"), (3, "SF")])
        {
            var shown = await world.Show('z', id);
            Assert.Equal(("offered", unit, world.Today), (shown.Line.State, shown.Line.Offered?.Code, shown.Steps[^1].On));
        }

        Assert.Equal("received", (await world.Show('z', 4)).Line.State); // waits on
        Assert.Equal("联席会议 YP-ZX-2024-001 议定。", (await world.Show('z', 1)).Steps[^1].Text);
        Assert.Equal("派出所近", (await world.Show('z', 2)).Steps[^1].Text);
        await world.Do('s', 1, "accept");

        Assert.Equal(("逐件议过，老墙的事先请司法所。", "1 SF,2 PC,3 SF", "ZX SF PC"), await Minutes(world, 'z'));
        Assert.Equal(("逐件议过，老墙的事先请司法所。", "1 SF,3 SF", "ZX SF PC"), await Minutes(world, 's')); // sat there: what its own unit was given
        Assert.Null(await Minutes(world, 'u')); // did not
        Assert.Null(await Minutes(world, 'c')); // took them in, and does not screen
        Assert.Equal((1, "YP-ZX-2024-001 3 3"), await Read(world, 's', async db => (await CaseMeetings.ListAsync(db, 0, 20, Cancel)) is var (count, lines) ? (count, $"{lines[0].Number} {lines[0].Attending} {lines[0].Decided}") : default));
        Assert.Equal(0, await Read(world, 'u', async db => (await CaseMeetings.ListAsync(db, 0, 20, Cancel)).Count));
        await using var raw = world.Store.Store.Open();
        Assert.DoesNotContain("老墙", Encoding.UTF8.GetString((await raw.Set<MeetingRow>().SingleAsync(Cancel)).Minutes), StringComparison.Ordinal);
        Assert.Equal("2", await Hold(world, 'z', meeting with { ClientId = "meeting-2", Decisions = [new(4, "PC")] }));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task One_that_cannot_be_given_out_leaves_all_as_they_were(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        await world.Receive('c', world.Dispute());
        await world.Receive('c', world.Item());
        await world.Receive('q', world.Obstacle());
        await world.Receive('j', world.Obstacle("confidential", "JW", "JW"));
        var draft = new MeetingDraft("ZX", world.Today, ["SF"], "议过。", [new(1, "SF")], "m");
        Assert.Equal("organization_not_found", await Hold(world, 'z', draft with { ConvenerCode = "NO" }));
        Assert.Equal("organization_not_found", await Hold(world, 'z', draft with { AttendingCodes = ["SF", "NO"] }));
        Assert.Equal("meeting_needs_others", await Hold(world, 'z', draft with { AttendingCodes = ["ZX"] }));
        Assert.Equal("meeting_day_is_wrong", await Hold(world, 'z', draft with { HeldOn = world.Today.AddDays(1) }));
        Assert.Equal("meeting_day_is_wrong", await Hold(world, 'z', draft with { HeldOn = world.Today.AddDays(-61) }));
        Assert.Equal("minutes_are_needed", await Hold(world, 'z', draft with { Minutes = " " }));
        Assert.Equal("minutes_are_needed", await Hold(world, 'z', draft with { Minutes = new('字', 8001) }));
        Assert.Equal("meeting_decides_nothing", await Hold(world, 'z', draft with { Decisions = [] }));
        Assert.Equal("meeting_decides_nothing", await Hold(world, 'z', draft with { Decisions = [new(1, "SF"), new(1, "PC")] }));
        Assert.Equal("case_is_not_the_conveners", await Hold(world, 'z', draft with { Decisions = [new(1, "SF"), new(4, "SF")] }));
        Assert.Equal("case_is_not_the_conveners", await Hold(world, 'z', draft with { Decisions = [new(99, "SF")] }));
        Assert.Equal("attending_unit_is_party", await Hold(world, 'z', draft with { AttendingCodes = ["SF", "QY"], Decisions = [new(3, "JU", world.Today.AddDays(3))] }));
        Assert.Equal("attending_unit_is_party", await Hold(world, 'j', draft with { ConvenerCode = "JW", AttendingCodes = ["JU", "SF"], Decisions = [new(4, "SF", world.Today.AddDays(3))] }));
        Assert.Equal("due_day_is_needed", await Hold(world, 'z', draft with { Decisions = [new(1, "SF"), new(2, "PC")] }));
        Assert.Equal("organization_not_found", await Hold(world, 'z', draft with { Decisions = [new(1, "SF"), new(2, "NO", world.Today)] }));
        Assert.Equal("day_out_of_order", await Hold(world, 'z', draft with { HeldOn = world.Today.AddDays(-1) })); // came in after the meeting
        Assert.Equal("denied", await Hold(world, 's', draft));
        Assert.Equal("denied", await Hold(world, 'c', draft));
        Assert.All([await world.Show('z', 1), await world.Show('z', 2), await world.Show('z', 3)], c => Assert.Equal(("received", 1), (c.Line.State, c.Steps.Count)));
        await using (var db = world.Store.Store.Open())
        {
            Assert.False(await db.Set<MeetingRow>().AnyAsync(Cancel));
        }

        Assert.Equal("1", await Hold(world, 'z', draft));
        await world.Sound();
    }

    private static async Task<(string Minutes, string Decisions, string Attending)?> Minutes(CasesWorld world, char by)
    {
        try
        {
            var meeting = (await Read(world, by, db => CaseMeetings.ShowAsync(db, world.Fields, 1, Cancel)))!;
            return (meeting.Minutes, string.Join(',', meeting.Decisions.Select(d => $"{d.CaseId} {d.Unit.Code}")), string.Join(' ', meeting.Attending.Select(a => a.Code)));
        }
        catch (AccessDeniedException)
        {
            return null;
        }
    }

    private static Task<T> Read<T>(CasesWorld world, char by, Func<BaotuanDb, Task<T>> query) => world.Read(by, query);

    private static async Task<string> Hold(CasesWorld world, char by, MeetingDraft draft)
    {
        try
        {
            var outcome = await world.Store.Store.WriteAsync(CasesWorld.People[by], (db, cancel) => CaseMeetings.HoldAsync(db, world.Fields, draft, cancel), Cancel);
            return outcome.Ok ? $"{outcome.Value}" : outcome.Refusals[0].Code;
        }
        catch (AccessDeniedException)
        {
            return "denied";
        }
    }
}
