using System.Diagnostics;
using System.Text;

namespace Baotuan.Tests.Support;

/// <summary>What a program said and how it ended.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Everything it said, for an assertion's message.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}

/// <summary>Runs a program of the system (hledger, bean-check, pdftotext, our own) and captures what it says.</summary>
public static class Tool
{
    /// <summary>The full path of a program on the PATH, or null. Debian keeps some outside an ordinary user's PATH.</summary>
    public static string? Find(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
            .Select(folder => System.IO.Path.Combine(folder, program))
            .FirstOrDefault(System.IO.File.Exists);
    }

    /// <summary>Runs to the end, with a UTF-8 locale.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it was killed.</exception>
    public static ToolResult Run(
        string program, IEnumerable<string> arguments, string? stdin = null, string? folder = null, int timeoutMs = 120_000)
    {
        using var process = Process.Start(StartInfo(program, arguments, folder))
            ?? throw new InvalidOperationException($"{program} did not start");
        // Both pipes are drained while stdin is written, otherwise a talkative program and we wait for each other.
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Feed(process, stdin);
        if (!process.WaitForExit(timeoutMs))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} ran longer than {timeoutMs} ms");
        }

        return new ToolResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, string? folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    static void Feed(Process process, string? stdin)
    {
        try
        {
            process.StandardInput.Write(stdin ?? "");
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading; its exit code says why.
        }
    }
}
