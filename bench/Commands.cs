using Baotuan.Bench.Cases;
using Baotuan.Bench.Dividends;
using Baotuan.Bench.Hashing;
using Baotuan.Bench.Indicators;
using Baotuan.Bench.Portal;
using Baotuan.Bench.Previews;
using Baotuan.Bench.Proofs;
using Baotuan.Bench.Samples;
using Baotuan.Platform.Storage;

namespace Baotuan.Bench;

/// <summary>The commands of the bench.</summary>
internal static class Commands
{
    private const ulong Seed = 20_221_231;

    private const string Usage = """
        generate --out FOLDER [--seed N]              the sample folder samples/pinghu
        dividend --members N --engine sqlite|postgres [--runs N] [--json]
        preview --engine sqlite|postgres [--runs N] [--samples FOLDER]
        log --members N --engine sqlite|postgres [--receipts N] [--json]
                                                      full verification of so many lines, and so many receipts
        portal --engine sqlite|postgres [--requests N] [--runs N] [--samples FOLDER]
        cases [--cases N] --engine sqlite|postgres [--runs N] [--samples FOLDER]
                                                      lists and searches over so many cases
        indicators --engine sqlite|postgres [--villages N] [--years N] [--postings N] [--runs N]
        cockpit --engine sqlite|postgres [--villages N] [--years N] [--postings N] [--requests N]
        lanes [--leaves N] [--runs N] [--json]
        generate-members --members N --out FOLDER     member sheets of any size, streamed
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await DispatchAsync(args);
        }
        catch (ArgumentException problem)
        {
            await Console.Error.WriteLineAsync($"{problem.Message}\n{Usage}");
            return 2;
        }
    }

    private static Task<int> DispatchAsync(string[] args) => (args.Length == 0 ? "" : args[0]) switch
    {
        "generate" => Task.FromResult(Generate(new Arguments(args.AsSpan(1)))),
        "generate-members" => Task.FromResult(GenerateMembers(new Arguments(args.AsSpan(1)))),
        "dividend" => DividendAsync(new Arguments(args.AsSpan(1))),
        "preview" => PreviewAsync(new Arguments(args.AsSpan(1))),
        "log" => LogAsync(new Arguments(args.AsSpan(1))),
        "portal" => PortalAsync(new Arguments(args.AsSpan(1))),
        "cases" => CasesAsync(new Arguments(args.AsSpan(1))),
        "indicators" => IndicatorsAsync(new Arguments(args.AsSpan(1))),
        "cockpit" => CockpitAsync(new Arguments(args.AsSpan(1))),
        "lanes" => Task.FromResult(Lanes(new Arguments(args.AsSpan(1)))),
        PostOnce.Command => PostOnce.RunAsync(new Arguments(args.AsSpan(1))),
        _ => throw new ArgumentException("Which command?"),
    };

    private static Task<int> DividendAsync(Arguments arguments) =>
        new DividendBench(EngineOf(arguments), arguments.Number("members", 1_000_000), arguments.Number("runs", 5), SeedOf(arguments)).RunAsync();

    private static Task<int> PreviewAsync(Arguments arguments) =>
        new PreviewBench(EngineOf(arguments), arguments.Text("samples", Path.Combine("samples", "pinghu")), arguments.Number("runs", 50)).RunAsync();

    private static Task<int> LogAsync(Arguments arguments) =>
        new LogBench(EngineOf(arguments), arguments.Number("members", 3_000_000), arguments.Number("receipts", 0), SeedOf(arguments)).RunAsync();

    private static Task<int> PortalAsync(Arguments arguments) => new PortalBench(
        EngineOf(arguments), arguments.Text("samples", Path.Combine("samples", "pinghu")), arguments.Number("requests", 2_000), arguments.Number("runs", 5)).RunAsync();

    private static Task<int> CasesAsync(Arguments arguments) => new CasesBench(
        EngineOf(arguments), arguments.Text("samples", Path.Combine("samples", "pinghu")), arguments.Number("cases", 100_000), arguments.Number("runs", 100)).RunAsync();

    private static Task<int> IndicatorsAsync(Arguments arguments) => new IndicatorBench(
        EngineOf(arguments), arguments.Number("villages", 3_000), arguments.Number("years", 10), arguments.Number("postings", 10_000_000), arguments.Number("runs", 3)).RunAsync();

    private static Task<int> CockpitAsync(Arguments arguments) => new CockpitBench(
        EngineOf(arguments), arguments.Number("villages", 3_000), arguments.Number("years", 10), arguments.Number("postings", 10_000_000), arguments.Number("requests", 200)).RunAsync();

    private static int Lanes(Arguments arguments) => new LaneBench(arguments.Number("leaves", 1_000_000), arguments.Number("runs", 5)).Run();

    private static int Generate(Arguments arguments)
    {
        new PinghuSample(new CsvFolder(arguments.Text("out")), SeedOf(arguments)).Write();
        return 0;
    }

    private static int GenerateMembers(Arguments arguments)
    {
        ManyMembers.Write(new CsvFolder(arguments.Text("out")), SeedOf(arguments), arguments.Number("members", 10_000_000));
        return 0;
    }

    private static DatabaseEngine EngineOf(Arguments arguments) =>
        Enum.Parse<DatabaseEngine>(arguments.Text("engine", "sqlite"), ignoreCase: true);

    private static ulong SeedOf(Arguments arguments) => ulong.Parse(arguments.Text("seed", $"{Seed}"));
}
