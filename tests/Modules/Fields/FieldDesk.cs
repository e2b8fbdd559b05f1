using System.Text;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;

namespace Baotuan.Tests.Modules.Fields;

/// <summary>Invented people with numbers that nothing else in the tests has (region 999999, phones 19155…).</summary>
internal static class FieldDesk
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static bool Full => Environment.GetEnvironmentVariable("BAOTUAN_FULL") == "1";

    public static readonly DateOnly Today = new(2024, 1, 1);

    public static string CitizenId(int i)
    {
        var first = $"999999{new DateOnly(1931, 1, 1).AddDays(i / 999):yyyyMMdd}{i % 999 + 1:D3}";
        return first + CitizenIdNumber.CheckCharacter(first);
    }

    public static string Phone(int i) => $"{19155000000L + i}";

    public static string Account(int i) => $"6217{915500000000000L + i * 7}";

    public static string[] NumbersOf(int i) => [CitizenId(i), Phone(i), Account(i)];

    /// <summary>Units, organisations and households of the sample county, and people of V01 with all three numbers.</summary>
    public static (string, string)[] County => [("org-units", Samples.OrgUnits), ("organizations", Samples.Organizations), ("households", Samples.Households)];

    public static string People(int from, int count, string village = "V01")
    {
        var csv = new StringBuilder("organization,member_no,name,household_no,citizen_id,phone,bank_account,valid_from,left_on,left_reason\n");
        for (var i = from; i < from + count; i++)
        {
            csv.Append(null, $"{village},{i:D6},张小{(char)('一' + i % 500)},0001,{CitizenId(i)},{Phone(i)},{Account(i)},2015-01-01,,\n");
        }

        return csv.ToString();
    }

    public static async Task<ImportDesk> OpenAsync(PostgresCluster cluster, DatabaseEngine engine, int people)
    {
        var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync([.. County, ("members", People(0, people))]);
        return desk;
    }

    public static FieldProtector Fields(this ImportDesk desk) => FieldProtector.Open(desk.Data.Store.Location.DataDirectory);

    /// <summary>How many of the people's numbers are read as they were typed.</summary>
    public static async Task<int> ReadableAsync(this ImportDesk desk, FieldProtector? fields = null)
    {
        fields ??= desk.Fields();
        await using var db = desk.Data.Store.Open();
        var village = (await Organizations.ByCodeAsync(db, "V01", Cancel))!;
        return (await Members.AsOfAsync(db, village.Id, Today, long.MaxValue, Cancel)).Sum(m => Readable(fields, m));
    }

    /// <summary>Somebody who reads V01 (or what else is given) with these permissions.</summary>
    public static async Task<Caller> PersonAsync(this ImportDesk desk, string village, params Permission[] permissions)
    {
        await using var db = desk.Data.Store.Open();
        var id = (await Organizations.ByCodeAsync(db, village, Cancel))!.Id;
        return new()
        {
            UserId = 7, Login = "kuaiji", Name = "会计", Permissions = permissions.Select(p => p.Code).ToHashSet(), View = new(false, new HashSet<long> { id }),
        };
    }

    public static async Task<List<Operation>> LoggedAsync(this ImportDesk desk, string action)
    {
        await using var db = desk.Data.Store.Open();
        return [.. db.Set<Operation>().Where(o => o.Action == action).OrderBy(o => o.Id)];
    }

    private static int Readable(FieldProtector fields, MemberInfo m)
    {
        var i = int.Parse(m.MemberNo);
        string Open(byte[]? value, string field) => fields.Reveal(value!, Members.FieldRecord(m.CollectiveId, m.MemberNo, field));
        return new[] { Open(m.CitizenId, "citizen_id") == CitizenId(i), Open(m.Phone, "phone") == Phone(i), Open(m.BankAccount, "bank_account") == Account(i) }.Count(good => good);
    }
}
