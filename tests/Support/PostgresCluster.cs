using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Npgsql;

namespace Baotuan.Tests.Support;

/// <summary>
/// A private PostgreSQL server for one test run: own folder, own free port on 127.0.0.1, trusted from loopback only,
/// fsync on, gone afterwards. It starts when the first database is asked for, so a run that needs none pays nothing.
/// An xunit assembly fixture: <c>[assembly: AssemblyFixture(typeof(PostgresCluster))]</c>, then take it in a constructor.
/// Safe to use from tests that run in parallel.
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    const string Superuser = "postgres";
    static readonly PostgresInstallation? Installation = PostgresInstallation.Find();

    readonly Lock gate = new();
    string? folder;
    Process? server;
    Process? janitor;
    int port;
    int databases;

    /// <summary>Whether this machine has a PostgreSQL that can be started; else <see cref="Reason"/> says what is missing.</summary>
    public static bool Available => Installation is not null;

    /// <summary>Why there is no cluster, for <c>Assert.SkipUnless(PostgresCluster.Available, PostgresCluster.Reason)</c>.</summary>
    public static string Reason => Available ? "" : "PostgreSQL is not installed (apt-get install postgresql)";

    /// <summary>Makes a new database and returns its connection string.</summary>
    /// <param name="name">Lower-case name; null makes one up that is unique in this cluster.</param>
    /// <param name="template">A database made before, copied whole with its rows; nobody may be connected to it.</param>
    public string CreateDatabase(string? name = null, string? template = null)
    {
        name ??= $"test_{Interlocked.Increment(ref databases)}";
        lock (gate)
        {
            Start();
            // template0 is never connected to, so a copy of it never has to wait for somebody to leave.
            Execute("postgres", $"""CREATE DATABASE "{name}" TEMPLATE "{template ?? "template0"}" """);
        }

        return ConnectionString(name);
    }

    /// <summary>Where the server keeps everything: data files, write-ahead log, its own log.</summary>
    public string Folder => folder ?? throw new InvalidOperationException("no database was asked for yet");

    /// <summary>Drops a database and throws out who is connected to it.</summary>
    public void DropDatabase(string name)
    {
        lock (gate)
        {
            Execute("postgres", $"""DROP DATABASE IF EXISTS "{name}" WITH (FORCE)""");
        }
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = IPAddress.Loopback.ToString(),
        Port = port,
        Username = Superuser,
        Database = database,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>
    /// Pulls the plug (no shutdown, no checkpoint) and starts again on the same port; PostgreSQL recovers from its log.
    /// </summary>
    public void CrashAndRecover()
    {
        lock (gate)
        {
            Start();
            StopServer(Signal.Quit);
            // The janitor guards a server by its number, so each server has its own.
            StopJanitor();
            StartServer();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (folder is null)
                return;
            NpgsqlConnection.ClearAllPools();
            StopServer(Signal.Quit);
            StopJanitor();
            TempFolder.Remove(folder);
            folder = null;
        }
    }

    void Start()
    {
        if (server is not null)
            return;
        if (Installation is null)
            throw new InvalidOperationException(Reason);
        folder = Directory.CreateTempSubdirectory("baotuan-pg-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        Installation.Prepare(folder);
        port = FreePort();
        StartServer();
    }

    void StartServer()
    {
        server = Installation!.StartServer(folder!, port);
        janitor = Installation.StartJanitor(folder!, server.Id);
        WaitUntilReady();
    }

    void WaitUntilReady()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Execute("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < TimeSpan.FromSeconds(60) && !server!.HasExited)
            {
                Thread.Sleep(30);
            }
            catch (NpgsqlException e)
            {
                throw new InvalidOperationException($"PostgreSQL did not start:\n{Log()}", e);
            }
        }
    }

    string Log()
    {
        var log = Path.Combine(folder!, "server.log");
        return File.Exists(log) ? File.ReadAllText(log) : "";
    }

    void StopServer(Signal signal)
    {
        if (server is null)
            return;
        if (!server.HasExited)
            _ = kill(server.Id, (int)signal);
        if (!server.WaitForExit(20_000))
            server.Kill(entireProcessTree: true);
        server.Dispose();
        server = null;
    }

    void StopJanitor()
    {
        janitor?.Kill(entireProcessTree: true);
        janitor?.Dispose();
        janitor = null;
    }

    void Execute(string database, string sql)
    {
        // Unpooled: an idle pooled connection would keep a template from being copied.
        var text = new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Pooling = false }.ConnectionString;
        using var connection = new NpgsqlConnection(text);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What PostgreSQL's first process makes of a signal.</summary>
    enum Signal
    {
        /// <summary>SIGQUIT: end at once without a checkpoint, as in a crash.</summary>
        Quit = 3,
    }

    [DllImport("libc", SetLastError = true)]
    static extern int kill(int processId, int signal);
}
