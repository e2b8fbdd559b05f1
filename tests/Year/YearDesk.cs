using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Tests.Year;

/// <summary>The end of the operation log after an act: what an act that was acknowledged is remembered by.</summary>
/// <param name="Done">How many acts of the year are done by then.</param>
/// <param name="Id">Number of the last line.</param>
/// <param name="Hash">Its hash in the chain.</param>
/// <param name="Size">Leaves of the Merkle log.</param>
/// <param name="Root">Its root in base64: with the size what a published checkpoint says.</param>
internal sealed record Acknowledged(int Done, long Id, string Hash, long Size, string Root);

/// <summary>Performs acts, those of the year or others, on one data directory.</summary>
internal sealed class YearDesk
{
    private readonly IReadOnlyList<YearAct> _acts;
    private readonly YearClock _clock = new();

    public YearDesk(string data, IReadOnlyList<YearAct>? acts = null)
    {
        _acts = acts ?? YearActs.All;
        Store = Databases.OpenStore(StoreLocation.Sqlite(data), _clock);
    }

    public Store Store { get; }

    /// <summary>Performs the act of this number, counted from 0; what it returns is committed.</summary>
    /// <param name="number">Which act.</param>
    /// <param name="dryRun">All of it but the commit.</param>
    public async Task<Acknowledged> PerformAsync(int number, bool dryRun = false)
    {
        var act = _acts[number];
        _clock.Set(number);
        Acknowledged? end = null;
        var outcome = await Store.WriteAsync<bool>(act.By, async (db, cancel) =>
        {
            var done = await act.Run(db, cancel);
            await db.LogAsync("year.act", $"act/{number}", act.Name, cancel);
            var last = db.Set<Operation>().Local.MaxBy(o => o.Id)!;
            end = new(number + 1, last.Id, last.Hash, 0, "");
            return done;
        }, default, dryRun);
        if (!outcome.Ok)
        {
            throw new InvalidOperationException($"{act.Name}: {string.Join("; ", outcome.Refusals)}");
        }

        await using var after = Store.Open();
        var size = await ProofLog.SizeAsync(after, default);
        return end! with { Size = size, Root = Convert.ToBase64String(await ProofLog.Tree(after, size).RootAsync(default)) };
    }
}

/// <summary>Time that depends on the act alone, so that two runs of the year write the same.</summary>
internal sealed class YearClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private DateTimeOffset _now = Start;

    public void Set(int act) => _now = Start.AddHours(act);

    public override DateTimeOffset GetUtcNow() => _now;
}
