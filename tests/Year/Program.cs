using System.Runtime.InteropServices;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Year;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

// year DATA FROM [TO]: the acts of the year. cases DATA FROM [TO]: those of CaseWay. Rehearses the first act without committing it, says `ready`, waits for a line of input, then performs the acts FROM (from 0) up to TO and says
// `ack N HEAD HASH SIZE ROOT` for each that was committed: N acts are done by then, HEAD is the last line of the operation log, SIZE and ROOT are those of the log of leaves. Ends
// with `end`. When storage fails it says so on the error stream, tries the act again, says whether that was refused and whether
// reading still works, and ends with 1.
var acts = args[0] switch
{
    "cases" => CaseWay.Acts(args[1]),
    "year" => YearActs.All,
    var other => throw new ArgumentException($"year or cases, not {other}", nameof(args)),
};
var desk = new YearDesk(args[1], acts);
var to = args.Length > 3 ? int.Parse(args[3]) : acts.Count;
var from = int.Parse(args[2]);
Tracing.Allow();
if (from < to)
{
    await desk.PerformAsync(from, dryRun: true);
}

Say("ready");
Console.In.ReadLine();
for (var number = from; number < to; number++)
{
    if (await TryAsync(number) is not { } problem)
    {
        continue;
    }

    Console.Error.WriteLine(problem.Message);
    Say($"failed {number} {StorageFault.Of(problem)!.Code}");
    Say(await TryAsync(number) is StorageFaultException ? "still stopped" : "went on writing");
    Say(await ReadAsync());
    return 1;
}

Say("end");
return 0;

async Task<Exception?> TryAsync(int number)
{
    try
    {
        var end = await desk.PerformAsync(number);
        Say($"ack {end.Done} {end.Id} {end.Hash} {end.Size} {end.Root}");
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
        await using var db = desk.Store.Open();
        return $"reads {await db.Set<Operation>().CountAsync()}";
    }
    catch (SqliteException problem)
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

    [DllImport("libc")]
    private static extern int prctl(int option, nuint any, nuint unused3, nuint unused4, nuint unused5);
}
