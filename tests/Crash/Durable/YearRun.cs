using System.Diagnostics;
using Baotuan.Tests.Year;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>
/// The year as a process of its own, watched from outside: what it acknowledged, how it ended, and what a tracer did to it.
/// </summary>
internal sealed class YearRun : IDisposable
{
    private const int LongestMs = 60_000;
    private readonly Process _process;
    private readonly Task<string> _complaints;
    private Process? _tracer;
    private string _traceFile = "";

    private YearRun(string which, string data, int from)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Baotuan.Tests.Year.dll"), which, data, $"{from}"];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _complaints = _process.StandardError.ReadToEndAsync();
        Assert.Equal("ready", _process.StandardOutput.ReadLine());
    }

    public List<Acknowledged> Acknowledged { get; } = [];

    /// <summary>Lines other than acknowledgements.</summary>
    public List<string> Said { get; } = [];

    public string Complaints => _complaints.Result;

    public int ExitCode => _process.ExitCode;

    /// <summary>From the first act to the end.</summary>
    public int LastedMs { get; private set; }

    /// <summary>What the tracer saw, one system call a line.</summary>
    public IReadOnlyList<string> Traced { get; private set; } = [];

    /// <summary>Starts, waits until it is ready to perform the first act, and lets it wait.</summary>
    /// <param name="which">Which acts: <c>year</c> or <c>cases</c>.</param>
    public static YearRun Start(string data, int from, string which = "year") => new(which, data, from);

    /// <summary>Puts strace on the waiting process.</summary>
    /// <param name="options">Its options, for instance <c>-e inject=fsync:error=EIO:when=3</c>.</param>
    public YearRun Trace(string file, params string[] options)
    {
        var strace = Tool.Find("strace") ?? throw new InvalidOperationException("strace is not installed (apt-get install strace): nothing can be injected, nothing is shown");
        _traceFile = file;
        var start = new ProcessStartInfo(strace, ["-f", "-p", $"{_process.Id}", "-o", file, .. options]) { RedirectStandardError = true };
        _tracer = Process.Start(start)!;
        var said = _tracer.StandardError.ReadLine();
        Assert.True(said?.Contains("attached", StringComparison.Ordinal) == true, $"strace may not trace here, so nothing is shown: {said}");
        _ = _tracer.StandardError.ReadToEndAsync();
        return this;
    }

    /// <summary>Lets it go and waits for its end, or kills it after a time.</summary>
    public YearRun Finish(int? killAfterMs = null)
    {
        var watch = Stopwatch.StartNew();
        _process.StandardInput.WriteLine("go");
        _process.StandardInput.Flush();
        var reading = Task.Run(Read);
        if (killAfterMs is { } ms && !_process.WaitForExit(ms))
        {
            _process.Kill();
        }

        Assert.True(_process.WaitForExit(LongestMs), "the year did not come to its end");
        LastedMs = (int)watch.ElapsedMilliseconds + 1;
        reading.Wait();
        if (_tracer is not null)
        {
            Assert.True(_tracer.WaitForExit(LongestMs), "strace did not come to its end");
            Traced = [.. File.ReadAllLines(_traceFile).Where(l => !l.Contains(" resumed>", StringComparison.Ordinal))];
        }

        return this;
    }

    public void Dispose()
    {
        foreach (var process in new[] { _process, _tracer }.OfType<Process>())
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    private void Read()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Split(' ') is ["ack", var done, var id, var hash, var size, var root])
            {
                Acknowledged.Add(new(int.Parse(done), long.Parse(id), hash, long.Parse(size), root));
            }
            else
            {
                Said.Add(line);
            }
        }
    }
}
