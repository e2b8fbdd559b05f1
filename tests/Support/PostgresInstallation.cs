using System.Diagnostics;
using System.Globalization;

namespace Baotuan.Tests.Support;

/// <summary>The programs of an installed PostgreSQL and how to run them as somebody it accepts.</summary>
sealed class PostgresInstallation
{
    const string DebianFolder = "/usr/lib/postgresql";
    readonly string programs;
    readonly int version;

    PostgresInstallation(string programs, int version)
    {
        this.programs = programs;
        this.version = version;
    }

    // PostgreSQL refuses to run as root; Debian's package brings this user.
    static bool NeedsOtherUser => Environment.UserName == "root";

    /// <summary>Debian's newest installed version, or null when there is none that we could start.</summary>
    public static PostgresInstallation? Find()
    {
        if (!Directory.Exists(DebianFolder) || (NeedsOtherUser && !HasPostgresUser()))
            return null;
        return Directory.GetDirectories(DebianFolder)
            .Select(folder => (Programs: Path.Combine(folder, "bin"), Version: MajorVersion(Path.GetFileName(folder))))
            .Where(found => File.Exists(Path.Combine(found.Programs, "initdb")))
            .OrderByDescending(found => found.Version)
            .Select(found => new PostgresInstallation(found.Programs, found.Version))
            .FirstOrDefault();
    }

    /// <summary>Makes the data folder. A database that nobody keeps need not reach the disk while it is made.</summary>
    public void Prepare(string folder)
    {
        if (NeedsOtherUser)
            Require(Tool.Run("chown", ["postgres:", folder]));
        Require(Run(folder, "initdb",
            ["--pgdata", Data(folder), "--username=postgres", "--encoding=UTF8", "--no-sync",
             "--auth-local=trust", "--auth-host=trust", .. Collation()]));
        // Trust ends at this machine: initdb's rules name loopback only, and the server listens nowhere else.
    }

    public Process StartServer(string folder, int port)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = SocketFolder(folder),
            ["fsync"] = "on",
            ["max_connections"] = "200",
            ["shared_buffers"] = "128MB",
            ["max_wal_size"] = "2GB",
        };
        var arguments = settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
        var server = StartInfo(folder, Path.Combine(programs, "postgres"), ["-D", Data(folder), .. arguments]);
        // exec keeps the number: the process that we hold is the server's own.
        return Start(new ProcessStartInfo("sh", ["-c", """exec "$@" >>server.log 2>&1 </dev/null""", "sh", server.FileName, .. server.ArgumentList])
        {
            WorkingDirectory = folder,
        });
    }

    /// <summary>
    /// A shell that waits for the end of its input, which comes when this process ends in whatever way,
    /// and then stops the server and removes the folder: a killed test run leaves nothing behind.
    /// </summary>
    public Process StartJanitor(string folder, int serverId)
    {
        const string script = """
            cat >/dev/null
            kill -QUIT "$1" 2>/dev/null
            tries=0
            while kill -0 "$1" 2>/dev/null && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
            cd / && rm -rf "$2"
            """;
        var start = StartInfo(folder, "sh", ["-c", script, "janitor", $"{serverId}", folder]);
        start.RedirectStandardInput = true;
        return Start(start);
    }

    static string Data(string folder) => Path.Combine(folder, "data");

    // A socket's path may have 107 bytes; a long temporary folder does without one.
    static string SocketFolder(string folder) => folder.Length < 80 ? folder : "";

    // Sorted as people do, not as bytes: a query that needs byte order must ask for COLLATE "C" or its test fails here.
    IEnumerable<string> Collation() => version >= 15
        ? ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-Hans"]
        : ["--locale=C.UTF-8"];

    ToolResult Run(string folder, string program, IEnumerable<string> arguments)
    {
        var start = StartInfo(folder, Path.Combine(programs, program), arguments);
        return Tool.Run(start.FileName, start.ArgumentList, folder: folder);
    }

    static Process Start(ProcessStartInfo start) =>
        Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");

    // setpriv replaces itself by the program and keeps the number, too.
    static ProcessStartInfo StartInfo(string folder, string program, IEnumerable<string> arguments)
    {
        string[] command = NeedsOtherUser
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", program, .. arguments]
            : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder };
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    static void Require(ToolResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException($"PostgreSQL could not be set up: {result}");
    }

    static bool HasPostgresUser() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal));

    static int MajorVersion(string folder) =>
        int.TryParse(folder.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
