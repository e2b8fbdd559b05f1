using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Engine.Decisions;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Decisions.DecisionWorld;

namespace Baotuan.Tests.Modules.Decisions;

/// <summary>The real acts, on both databases, driven at random beside the naive model; the seed is printed when they differ.</summary>
public sealed class ActsAgainstModelTests(PostgresCluster cluster)
{
    private const int Courses = 12;
    private const int Steps = 30;

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Acts_answer_as_the_model_does(DatabaseEngine engine)
    {
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        await world.FigureAsync(DecisionFigures.PublicationDays, $"{NaiveDecision.Days}");
        await world.FigureAsync(DecisionFigures.NoticeDays, "1");
        await world.FigureAsync(DecisionFigures.ApprovalRoles, "a+b");
        await world.LeaveAsync("007", "H1", "2023-06-01", "迁出"); // would come of age on the way
        var reached = new HashSet<string>();
        for (var course = 0; course < Courses; course++)
        {
            var walk = new Walk(world, await world.FreezeAsync(key: $"V1/{course}", clientId: $"c{course}"), course);
            for (var step = 0; step < Steps && walk.Model.State is not ("executed" or "withdrawn" or "rejected"); step++)
            {
                var tried = Pick(chance, walk.Model);
                var difference = await walk.StepAsync(tried);
                Assert.True(difference is null, $"seed {seed}, course {course}, step {step}: {difference}");
                reached.Add(walk.Model.State);
            }
        }

        Assert.True(reached.Count > 4, string.Join(' ', reached));
    }

    // half of the time something that leads on, else anything
    private static Try Pick(Random chance, NaiveDecision model)
    {
        Try onward = model.State switch
        {
            "drafted" => new("publish"),
            "published" => new("day"),
            "complete" => new(model.Open > 0 ? "answer" : "pass"),
            "passed" => new(model.Open > 0 ? "answer" : "approve", model.Open > 0 ? 0 : chance.Next(2, 4)),
            "ready" => new("execute"),
            _ => new("stop-late"),
        };
        return chance.Next(2) == 0 ? onward : Try.All[chance.Next(Try.All.Length)];
    }

    private sealed class Walk(DecisionWorld world, long id, int course)
    {
        private int _sent;
        private long _lastPublication;
        private long _lastObjection;

        public NaiveDecision Model { get; private set; } = new();

        public async Task<string?> StepAsync(Try tried)
        {
            var expected = Model.After(tried);
            if (tried.What == "day")
            {
                world.PassDays(1);
            }
            else if (Possible(tried) && await DoAsync(tried) is var outcome && outcome.Ok != expected is not null)
            {
                return $"{tried} in {Model}: {string.Join(' ', outcome.Refusals)}";
            }

            Model = expected ?? Model;
            var state = await world.StateAsync(id);
            var word = state == DecisionState.PublicationComplete ? "complete" : state.ToString().ToLowerInvariant();
            return word == Model.State ? null : $"after {tried}: {word}, the model says {Model.State}";
        }

        // what the model leaves out because nobody could try it
        private bool Possible(Try tried) => tried.What switch
        {
            "stop" or "stop-late" => _lastPublication > 0,
            "object" => Model.Open == 0,
            "answer" => _lastObjection > 0,
            _ => true,
        };

        private async Task<Outcome<long>> DoAsync(Try tried)
        {
            switch (tried.What)
            {
                case "publish":
                    var published = await world.PublishAsync(id, clientId: Sent());
                    _lastPublication = published.Ok ? await LastAsync("publication") : _lastPublication;
                    return published;
                case "stop": return await world.StopAsync(id, Text(world.Today), _lastPublication);
                case "stop-late": return await world.StopAsync(id, Text((await world.ShowAsync(id)).Publications[^1].PostedOn.AddDays(1)), _lastPublication);
                case "object":
                    var objected = await world.As(world.Clerk, db => Objections.RaiseOnPaperAsync(db, id, "张003", "003", "不同意", Sent(), Cancel));
                    _lastObjection = objected.Ok ? await LastAsync("objection") : _lastObjection;
                    return objected;
                case "answer": return await world.As(world.Clerk, db => Objections.AnswerAsync(db, id, _lastObjection, "已答复", Cancel));
                case "pass": return await world.HoldAsync(id, Roll(4));
                case "fail": return await world.HoldAsync(id, Roll(3));
                case "few": return await world.HoldAsync(id, Roll(3, there: 3));
                case "approve": return await world.ApproveAsync(id, Approver(tried.Who));
                case "reject": return await world.As(Approver(tried.Who), db => Approvals.RejectAsync(db, id, "不同意", Cancel));
                case "withdraw": return await world.As(world.Clerk, db => ProposalActs.WithdrawAsync(db, id, "另编", Cancel));
                default: return await ExecuteAsync();
            }
        }

        private async Task<Outcome<long>> ExecuteAsync()
        {
            var pass = await world.GateAsync(key: $"V1/{course}");
            if (!pass.Ok)
            {
                return Outcome<long>.Refused(pass.Refusals);
            }

            _ = (await world.ExecuteAsync(pass.Value)).Value;
            return id;
        }

        private static Baotuan.Platform.Access.Caller Approver(int who) => Person(who, who switch { 3 => "b", 5 => "c", _ => "a" });

        private string Sent() => $"{course}-{++_sent}";

        private async Task<long> LastAsync(string table) => Convert.ToInt64(await world.Base.Store.ScalarAsync($"SELECT MAX(id) FROM decisions_{table} WHERE proposal_id = {id}"));

        private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd");
    }
}
