using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Bench.Dividends;

/// <summary>What the posting process measured of itself.</summary>
/// <param name="PeakKb">Largest resident set of the process since it started.</param>
internal sealed record PostMeasure(long Lines, double Seconds, long PeakKb);

/// <summary>
/// Posts once, in a process of its own so that its memory is its own. It first posts in a small database twice, as a server
/// that has run for a while would have: the measure is of the work, not of compiling the program.
/// </summary>
internal static class PostOnce
{
    public const string Command = "dividend-post";

    /// <summary>Runs in the new process.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var engine = Enum.Parse<DatabaseEngine>(arguments.Text("engine"), ignoreCase: true);
        var seed = ulong.Parse(arguments.Text("seed"), CultureInfo.InvariantCulture);
        var inLog = arguments.Number("log", 1) != 0;
        foreach (var warm in arguments.Text("warm").Split('|'))
        {
            await PostAsync(BenchDatabase.At(engine, warm), new BenchRegister(seed, arguments.Number("warm-members", 0)), inLog);
        }

        GC.Collect();
        var (lines, seconds) = await PostAsync(BenchDatabase.At(engine, arguments.Text("at")), new BenchRegister(seed, arguments.Number("members", 0)), inLog);
        Console.WriteLine(JsonSerializer.Serialize(new PostMeasure(lines, seconds, PeakKb())));
        return 0;
    }

    /// <summary>Starts the new process and waits.</summary>
    public static PostMeasure Start(StoreLocation at, IEnumerable<StoreLocation> warm, int warmMembers, int members, ulong seed, bool inLog)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] options =
        [
            Command, "--engine", at.Engine.ToString(), "--at", BenchDatabase.AddressOf(at), "--warm", string.Join('|', warm.Select(BenchDatabase.AddressOf)),
            "--warm-members", Text(warmMembers), "--members", Text(members), "--seed", seed.ToString(CultureInfo.InvariantCulture),
            "--log", inLog ? "1" : "0",
        ];
        foreach (var option in options)
        {
            start.ArgumentList.Add(option);
        }

        using var process = Process.Start(start)!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<PostMeasure>(answer)!
            : throw new InvalidOperationException($"posting ended with {process.ExitCode}");
    }

    private static async Task<(long Lines, double Seconds)> PostAsync(StoreLocation at, BenchRegister register, bool inLog)
    {
        var store = Databases.OpenStore(at, TimeProvider.System);
        var pools = register.Pools();
        var clock = Stopwatch.StartNew();
        var posted = await MemberDividends.PostAsync(store, "bench", BenchRegister.Year, BenchRegister.Year.End, pools, inLog, CancellationToken.None);
        clock.Stop();
        return posted.Ok ? (posted.Value.Lines, clock.Elapsed.TotalSeconds) : throw new InvalidOperationException(posted.Refusals[0].Message);
    }

    private static long PeakKb() => File.Exists("/proc/self/status")
        ? long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)
        : Process.GetCurrentProcess().PeakWorkingSet64 / 1024;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
