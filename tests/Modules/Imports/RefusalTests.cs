using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Tests.Modules.Imports;

/// <summary>The county of the samples, imported once; every case is laid against it in a dry run.</summary>
public sealed class CountyFixture(PostgresCluster cluster) : IAsyncLifetime
{
    private ImportDesk? _desk;

    internal ImportDesk Desk => _desk!;

    public async ValueTask InitializeAsync()
    {
        _desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await _desk.SetUpAsync(Samples.County.With("organizations", Samples.Organizations.Replace(
            "V01,河西村股份经济合作社,village_cooperative,,", $"V01,河西村股份经济合作社,village_cooperative,{Samples.Credit(1)},")));
    }

    public ValueTask DisposeAsync() => _desk?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class RefusalTests(CountyFixture county) : IClassFixture<CountyFixture>
{
    public static IEnumerable<TheoryDataRow<int>> Cases() => RefusalCases.All.Select((c, i) => new TheoryDataRow<int>(i)
    {
        TestDisplayName = $"{c.Sheet} {c.Column}: {c.Message}",
    });

    [Theory, MemberData(nameof(Cases))]
    public async Task BadRow_IsToldWhereAndWhatToDo(int index)
    {
        var sample = RefusalCases.All[index];
        var head = string.Join(',', county.Desk.Importer.Definitions.First(d => d.Name == sample.Sheet).Columns.Select(c => c.Name));
        var report = await county.Desk.Importer.RunAsync(
            county.Desk.Folder((sample.Sheet, $"{head}\n{sample.Rows}\n")), "测试", "测试员", ImportMode.AllOrNothing, dryRun: true, null, ImportDesk.Cancel);
        var problems = report.Problems.Where(p => p.Severity == SheetSeverity.Error).ToList();
        var told = problems.Where(p => p.Column == sample.Column && p.Message == sample.Message).ToList();
        Assert.True(told.Count > 0, "told instead: " + string.Join("\n", problems));
        Assert.Equal($"{sample.Sheet}.csv", told[0].File);
        Assert.Contains(told, p => p.Row == sample.Rows.Split('\n').Length + 1);
    }

    [Fact]
    public void EverySheet_HasCases() =>
        Assert.Equal(
            county.Desk.Importer.Definitions.Select(d => d.Name).Except(new Baotuan.Ledger.LedgerModule().Imports.Select(s => s.Definition.Name)).Order(), // has tests of its own
            RefusalCases.All.Select(c => c.Sheet).Distinct().Order());

    [Fact]
    public async Task AllProblemsOfARow_AreToldAtOnce()
    {
        var report = await county.Desk.ImportAsync(("contributions", """
            venture,phase,holder,kind,amount,paid_on,parcel,unit_price,evidence
            NO,1,V999,cash,0,2016-13-01,X,,
            YQ,1,V01,cash,1.00,2015-01-01,,,

            """));
        Assert.False(report.Saved);
        Assert.Equal(
            ["2 paid_on", "2 venture", "2 holder", "2 amount", "2 parcel", "3 paid_on"],
            report.Problems.Select(p => $"{p.Row} {p.Column}"));
        Assert.Equal(2, report.BadRows);
    }
}
