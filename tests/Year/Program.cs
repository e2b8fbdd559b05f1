using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Year;
using Microsoft.EntityFrameworkCore;

// year DATA FROM [TO]: says `ready`, waits for a line of input, then performs the acts FROM (from 0) up to TO and says `ack N HEAD HASH` for each that was committed, N acts
// being done by then and HEAD being the last line of the operation log. Ends with `end`. When storage fails it says so on the
// error stream, tries the next act all the same, says whether that was refused and whether reading still works, and ends with 1.
var (data, from) = (args[0], int.Parse(args[1]));
var to = args.Length > 2 ? int.Parse(args[2]) : YearActs.All.Count;
var clock = new YearClock();
var store = Databases.OpenStore(StoreLocation.Sqlite(data), clock);
Tracing.Allow();
Say("ready");
Console.In.ReadLine();
for (var n = from; n < to; n++)
{
    var problem = await TryAsync(n);
    if (problem is not null)
    {
        Console.Error.WriteLine(problem.Message);
        Say($"failed {n} {(problem as StorageFaultException)?.Fault.Code ?? problem.GetType().Name}");
        Say(await TryAsync(n) is StorageFaultException ? "still stopped" : "went on writing");
        Say(await ReadAsync());
        return 1;
    }
}

Say("end");
return 0;

async Task<Exception?> TryAsync(int n)
{
    var act = YearActs.All[n];
    clock.Set(n);
    (long Id, string Hash) head = default;
    try
    {
        var outcome = await store.WriteAsync<bool>("year", async (db, cancel) =>
        {
            var done = await act.Run(db, cancel);
            await db.LogAsync("year.act", $"act/{n}", act.Name, cancel);
            var last = db.Set<Operation>().Local.MaxBy(o => o.Id)!;
            head = (last.Id, last.Hash);
            return done;
        }, default);
        if (!outcome.Ok)
        {
            throw new InvalidOperationException($"{act.Name}: {string.Join("; ", outcome.Refusals)}");
        }

        Say($"ack {n + 1} {head.Id} {head.Hash}");
        return null;
    }
    catch (Exception problem) when (StorageFault.Of(problem) is not null)
    {
        return problem;
    }
}

async Task<string> ReadAsync()
{
    try
    {
        await using var db = store.Open();
        return $"reads {await db.Set<Operation>().CountAsync()}";
    }
    catch (Exception problem) when (StorageFault.Of(problem) is not null || problem is Microsoft.Data.Sqlite.SqliteException)
    {
        return $"reads nothing: {problem.Message}";
    }
}

// one write for a line, so that a kill leaves it whole or absent
static void Say(string line)
{
    Console.Out.Write(line + "\n");
    Console.Out.Flush();
}

/// <summary>Lets a tracer of the same user attach to this process where the system would only let its parent (Yama).</summary>
internal static class Tracing
{
    private const int SetTracer = 0x59616d61;

    public static void Allow() => _ = prctl(SetTracer, unchecked((nuint)(-1)), 0, 0, 0);

    [System.Runtime.InteropServices.DllImport("libc")]
    private static extern int prctl(int option, nuint any, nuint unused3, nuint unused4, nuint unused5);
}

/// <summary>Time that depends on the act alone, so that two runs of the year write the same.</summary>
internal sealed class YearClock : TimeProvider
{
    private DateTimeOffset _now = Start;

    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void Set(int act) => _now = Start.AddHours(act);

    public override DateTimeOffset GetUtcNow() => _now;
}
