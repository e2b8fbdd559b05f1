using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Indicators.DataSets;

/// <summary>
/// A county C1 with the towns T1 (villages V1, V2) and T2 (V3), a village X1 elsewhere, and two data sets: N monthly (notices posted, money spent on them; accepted by towns and county) and
/// Q by quarters (boards that hang; approval is the end). It is the 1st of January 2024. People: 1 and 2 enter and approve everywhere in C1, 3 accepts for T1, 4 for everybody.
/// </summary>
internal sealed class DataSetWorld(ImportDesk desk) : IAsyncDisposable
{
    public static readonly Period December = Period.Parse("2023-12");
    private int _client;

    public ImportDesk Desk { get; } = desk;

    public static CancellationToken Cancel => ImportDesk.Cancel;

    public static async Task<DataSetWorld> OpenAsync(PostgresCluster cluster, DatabaseEngine engine)
    {
        var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(
            ("org-units", """
                code,name,parent,level,statistical_code,credit_code,valid_from
                C1,示例县,,county,330482,,2015-01-01
                T1,甲镇,C1,town,,,2015-01-01
                T2,乙镇,C1,town,,,2015-01-01
                U1,一村,T1,village,,,2015-01-01
                C2,别县,,county,330483,,2015-01-01

                """),
            ("organizations", """
                code,name,kind,credit_code,unit,valid_from,valid_to
                V1,示例一村,village_cooperative,,U1,2015-01-01,
                V2,示例二村,village_cooperative,,T1,2015-01-01,
                V3,示例三村,village_cooperative,,T2,2015-01-01,
                X1,别县一村,village_cooperative,,C2,2015-01-01,
                Z1,示例公司,enterprise,,T1,2015-01-01,

                """),
            ("indicators", """
                code,valid_from,name,name_en,unit,period_type,computation,argument,qualifier,definition
                notices,2020-01-01,张贴公告,Notices,event,span,observation,set=N;element=notices,exact,贴了几次
                notices_approved,2020-01-01,张贴公告（已审核）,Notices,event,span,observation,set=N;element=notices;state=approved,exact,贴了几次
                notices_entered,2020-01-01,张贴公告（已填）,Notices,event,span,observation,set=N;element=notices;state=entered,exact,贴了几次
                spent,2020-01-01,公告花费,Spent,yuan,span,observation,set=N;element=spent,exact,花了多少
                spent_wan,2020-01-01,公告花费（万元）,Spent,wan_yuan,span,observation,set=N;element=spent;state=entered,exact,花了多少
                boards,2020-01-01,公告栏,Boards,item,instant,observation,set=Q;element=boards,exact,挂着几块

                """),
            ("data-sets", """
                code,valid_from,name,purpose,period_type,place,kinds,accept_levels,due_days,valid_to
                N,2010-01-01,公告月报,看公开了几次,month,C1,village_cooperative,town+county,5,
                Q,2022-01-01,公告栏季报,看有几块,quarter,C1,village_cooperative,,10,

                """),
            ("data-elements", """
                data_set,indicator,valid_from,sort_no,why,least,most,valid_to
                N,notices,2010-01-01,1,贴在栏上的都算,0,30,
                N,spent,2010-01-01,2,纸和打印,,,
                Q,boards,2022-01-01,1,挂着的算,,,

                """));
        return new(desk);
    }

    public async Task<Caller> PersonAsync(long id, params string[] codes)
    {
        await using var db = Desk.Data.Store.Open();
        var ids = new HashSet<long>();
        foreach (var code in codes)
        {
            ids.Add((await Baotuan.Parties.Contracts.Organizations.ByCodeAsync(db, code, Cancel))!.Id);
        }

        return new()
        {
            UserId = id, Login = $"p{id}", Name = $"人{id}", View = new(false, ids), Capture = new(false, ids),
            Permissions = Desk.Data.Modules.SelectMany(m => m.Permissions).Select(p => p.Code).ToHashSet(),
        };
    }

    /// <summary>1 and 2 everywhere in C1, 3 in T1, 4 in C1.</summary>
    public Task<Caller> PersonAsync(int id) => PersonAsync(id, id == 3 ? ["V1", "V2"] : ["V1", "V2", "V3"]);

    public string NewClient() => $"c{Interlocked.Increment(ref _client)}";

    /// <summary>Saves cells from what stands; the code of the refusal, or how many were saved.</summary>
    public async Task<string> SaveAsync(Caller by, string organization, Period period, params (string Indicator, string Text)[] cells)
    {
        var form = await FormAsync(organization, period);
        return await SaveAsync(by, new("N", period, organization, [.. cells.Select(c => new DataCellDraft(c.Indicator, c.Text, "value", "", form.Cells.First(f => f.Element.Indicator == c.Indicator).Standing?.Id ?? 0))], NewClient()));
    }

    public async Task<string> SaveAsync(Caller by, DataDraft draft)
    {
        var done = await Desk.Data.Store.WriteAsync(by, (db, cancel) => DataBook.SaveAsync(db, draft, cancel), Cancel);
        return done.Ok ? $"{done.Value}" : string.Join(' ', done.Refusals.Select(r => r.Code));
    }

    /// <summary>"ok", or the code of the refusal. Decides on what stands unless told what was seen.</summary>
    public async Task<string> DecideAsync(Caller by, string act, string code, Period period, string reason = "", long? seen = null, string set = "N", string? client = null)
    {
        seen ??= act is "accept" or "unaccept" ? (await BoardAsync(period, set)).Units.First(u => u.Unit.Code == code).SeenId : (await FormAsync(code, period, set)).Standing.SeenId;
        var done = await Desk.Data.Store.WriteAsync(by, (db, cancel) => DataBook.DecideAsync(db, new(set, period, act, code, seen.Value, reason, client ?? NewClient()), cancel), Cancel);
        return done.Ok ? "ok" : done.Refusals[0].Code;
    }

    public async Task<DataForm> FormAsync(string organization, Period period, string set = "N")
    {
        await using var db = Desk.Data.Store.Open();
        return (await DataBook.FormAsync(db, set, period, organization, Cancel)).Value;
    }

    public async Task<DataBoard> BoardAsync(Period period, string set = "N")
    {
        await using var db = Desk.Data.Store.Open();
        return (await DataBook.BoardAsync(db, set, period, Cancel)).Value;
    }

    public async Task<DataState> StateAsync(string organization, Period period) => (await FormAsync(organization, period)).Standing.State;

    /// <summary>"value, coverage": "7 of 3: 2 1 0".</summary>
    public async Task<string> ReadAsync(string code, string scope, string period)
    {
        await using var db = Desk.Data.Store.Open();
        var reading = (await IndicatorReadings.ReadAsync(db, new(code, scope, Period.Parse(period)), Cancel)).Value;
        var c = reading.Coverage!;
        Assert.Equal(reading.Records, c.Values);
        foreach (var (village, together) in (await IndicatorReadings.EachVillageAsync(db, new(code, scope, Period.Parse(period)), Cancel)).Value)
        {
            var alone = (await IndicatorReadings.ReadAsync(db, new(code, $"organization:{village.Code}", Period.Parse(period)), Cancel)).Value;
            Assert.Equal((alone.Value, alone.Records, alone.Coverage), (together.Value, together.Records, together.Coverage));
        }

        return $"{reading.Value?.ToString() ?? "none"} of {c.Expected}: {c.Values} {c.Blanks} {c.Missing}";
    }

    public ValueTask DisposeAsync() => Desk.DisposeAsync();
}
