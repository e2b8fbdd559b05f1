using System.CommandLine;
using System.Text.Json;
using Baotuan.Kernel;
using Baotuan.Migrations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary>One run of one command: where the data are and how to answer.</summary>
internal sealed class Session
{
    /// <summary>A file or pipe has no width of its own; a table should not be folded there.</summary>
    private const int RedirectedWidth = 160;

    private Session(ParseResult parsed, StoreLocation location)
    {
        Output = parsed.InvocationConfiguration.Output;
        Error = parsed.InvocationConfiguration.Error;
        Json = parsed.GetValue(CommonOptions.Json);
        Location = location;
        Store = Databases.OpenStore(location, TimeProvider.System);
        Importer = new Importer(Store, InstalledModules.All);
    }

    public StoreLocation Location { get; }

    public Store Store { get; }

    public Importer Importer { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public bool Json { get; }

    /// <summary>In whose name the operation log is written: the account of the operating system at the machine that holds the data.</summary>
    public static string Actor => $"local:{Environment.UserName}";

    /// <summary>Opens the data and brings the schema up; a refusal is answered and gives null.</summary>
    public static async Task<Session?> OpenAsync(ParseResult parsed, CancellationToken cancel, string defaultFolder = "baotuan-data")
    {
        var session = new Session(parsed, LocationOf(parsed, defaultFolder));
        var brought = await new SchemaGuard(session.Store, Databases.Create).BringUpAsync(cancel);
        if (brought.Ok)
        {
            await RoleFile.BringAsync(session.Store, cancel);
            return session;
        }

        session.Answer(brought.Refusals);
        return null;
    }

    /// <summary>Where the data are, without opening them.</summary>
    public static StoreLocation LocationOf(ParseResult parsed, string defaultFolder = "baotuan-data")
    {
        var folder = Path.GetFullPath(parsed.GetValue(CommonOptions.Data) ?? Environment.GetEnvironmentVariable("BAOTUAN_DATA") ?? defaultFolder);
        return parsed.GetValue(CommonOptions.Database) is { Length: > 0 } connection
            ? StoreLocation.Postgres(connection, folder)
            : StoreLocation.Sqlite(folder);
    }

    /// <summary>Runs a reading.</summary>
    public async Task<T> ReadAsync<T>(Func<BaotuanDb, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        await using var db = Store.Open();
        return await read(db, cancel);
    }

    /// <summary>Runs a command in one transaction.</summary>
    public Task<Outcome<T>> WriteAsync<T>(Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> write, CancellationToken cancel) =>
        Store.WriteAsync(Actor, write, cancel);

    /// <summary>Answers with the value, as JSON or as text, or with the refusals.</summary>
    public int Answer<T>(Outcome<T> outcome, Func<T, object> json, Action<T, IAnsiConsole> text)
    {
        if (!outcome.Ok)
        {
            return Answer(outcome.Refusals);
        }

        return Answer(json(outcome.Value), console => text(outcome.Value, console));
    }

    public int Answer(object json, Action<IAnsiConsole> text)
    {
        if (Json)
        {
            Output.WriteLine(JsonSerializer.Serialize(json, PlainJson.Indented));
        }
        else
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Output) });
            if (Console.IsOutputRedirected)
            {
                console.Profile.Width = RedirectedWidth;
            }

            text(console);
        }

        return Cli.Done;
    }

    public int Answer(IReadOnlyList<Refusal> refusals)
    {
        if (Json)
        {
            Output.WriteLine(JsonSerializer.Serialize(new { error = refusals.Select(r => new { r.Code, r.Message }) }, PlainJson.Indented));
        }

        foreach (var refusal in refusals)
        {
            Error.WriteLine(refusal.ToString());
        }

        return Cli.Refused;
    }

    public int Answer(Refusal refusal) => Answer([refusal]);

    /// <summary>A table with right-aligned number columns.</summary>
    public static Table Table(params ReadOnlySpan<(string Name, bool Number)> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (name, number) in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(name)) { Alignment = number ? Justify.Right : Justify.Left, NoWrap = number });
        }

        return table;
    }
}
