using System.IO.Compression;
using System.Text;
using Baotuan.Indicators.Contracts;
using Baotuan.Industry.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Tests.Web;

/// <summary>What the sample county does not have and pages should show: a year of vouchers typed elsewhere, an import that was undone, and an upload that waits.</summary>
internal static class SampleData
{
    internal const string UploadWithErrors = "0123456789abcdef0123456789abcdef";

    internal const string BadVouchers = """
        组织,凭证号,日期,凭证字,摘要,科目,借方,贷方,往来单位,备注
        PH06,9,2024-03-01,记,卖废纸,101,120.00,,,
        PH06,9,2024-03-01,记,卖废纸,504,,120.00,,
        PH06,10,2024-03-02,记,借贷不平,101,100.00,,,
        PH06,10,2024-03-02,记,借贷不平,504,,90.00,,
        PH06,11,2024-13-02,记,日期不对,101,100.00,,,
        PH06,11,2024-13-02,记,日期不对,504,,100.00,,
        PH06,12,2024-03-03,记,三位小数,101,1.005,,,
        PH06,12,2024-03-03,记,三位小数,504,,1.005,,
        XX99,13,2024-03-03,记,没有这个组织,101,5.00,,,
        XX99,13,2024-03-03,记,没有这个组织,504,,5.00,,
        PH06,14,2024-03-04,记,=1+1,199,7.00,,,
        PH06,14,2024-03-04,记,没有这个科目,504,,7.00,,

        """;

    internal static async Task LoadAsync(Store store, Importer importer)
    {
        var folder = Directory.CreateDirectory(Path.Combine(store.Location.DataDirectory, "sample")).FullName;
        var first = Path.Combine(folder, "2024年凭证.zip");
        Zip(first, ("vouchers.csv", Vouchers()));
        await ImportAsync(importer, first);
        var second = Path.Combine(folder, "凭证.csv");
        await File.WriteAllTextAsync(second, "组织,凭证号,日期,摘要,科目,借方,贷方\nPH30,1,2024-05-01,导错了,101,1.00,\nPH30,1,2024-05-01,导错了,504,,1.00\n");
        var undone = await importer.UndoAsync(await ImportAsync(importer, second), "测试", default);
        Assert.True(undone.Ok, string.Join(';', undone.Refusals));
        await UploadAsync(store, UploadWithErrors, "凭证.csv", "\uFEFF" + BadVouchers);
        await DecideAsync(store);
        await BriefAsync(store);
        await ReportAsync(store);
        _ = (await store.WriteAsync("sample", (db, cancel) => ReleaseActs.PublishAsync(db, new(OutputSeries.Official, new(2022, 11, 1), ["cumulative", "base"], [""]), "", "sample-release", cancel), default)).Value;
    }

    /// <summary>PH06 in November 2022 all the way to its town, PH30 said to be all: what the pages of data sets show beside what is still open.</summary>
    private static async Task ReportAsync(Store store)
    {
        var period = Period.Parse("2022-11");
        await DataAsync(store, 904, db => FillAsync(db, period, "PH05", "PH06", "PH07", "PH08", "PH30"));
        foreach (var village in (string[])["PH05", "PH06", "PH07", "PH08", "PH30"])
        {
            await DecideAsync(store, 904, period, "complete", village);
            if (village != "PH30")
            {
                await DecideAsync(store, 905, period, "approve", village);
            }
        }

        await DecideAsync(store, 905, period, "accept", "ZD");
    }

    private static async Task<Outcome<int>> FillAsync(BaotuanDb db, Period period, params string[] villages)
    {
        foreach (var village in villages)
        {
            var form = (await DataBook.FormAsync(db, "GONGKAI", period, village, default)).Value;
            var cells = form.Cells.Where(c => c.Standing is null).Select(c => new DataCellDraft(c.Element.Indicator, "2", "value", "补报", 0));
            _ = (await DataBook.SaveAsync(db, new("GONGKAI", period, village, [.. cells], $"sample-data-{village}"), default)).Value;
        }

        return villages.Length;
    }

    private static async Task DecideAsync(Store store, long user, Period period, string act, string code) => await DataAsync(store, user, async db =>
    {
        var board = (await DataBook.BoardAsync(db, "GONGKAI", period, default)).Value;
        var seen = board.Organizations.FirstOrDefault(o => o.Organization.Code == code)?.SeenId ?? board.Units.First(u => u.Unit.Code == code).SeenId;
        return await DataBook.DecideAsync(db, new("GONGKAI", period, act, code, seen, "", $"sample-{act}-{code}"), default);
    });

    private static async Task DataAsync<T>(Store store, long user, Func<BaotuanDb, Task<Outcome<T>>> act)
    {
        var person = new Caller
        {
            UserId = user, Login = $"sample{user}", Name = user == 904 ? "填报人" : "审核人", Capture = OrganizationSet.All, View = OrganizationSet.All,
            Permissions = Baotuan.Migrations.InstalledModules.All.SelectMany(m => m.Permissions).Select(p => p.Code).ToHashSet(),
        };
        var done = await store.WriteAsync(person, (db, _) => act(db), default);
        Assert.True(done.Ok, string.Join(';', done.Refusals));
    }

    /// <summary>The sample's briefing as a draft of the zone, and one of PH06 that was published.</summary>
    private static async Task BriefAsync(Store store)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", "pinghu", "briefing.md"));
        const string own = "# 示例六村 2022 年\n\n应得分红 {{reading return_due organization:PH06 2022}}，名册上有 {{reading members organization:PH06 2022}}。\n\n- 村集体在投本金 {{reading principal organization:PH06 2022 wan_yuan 2}}\n";
        _ = (await store.WriteAsync("sample", (db, cancel) => BriefingBook.DraftAsync(db, new("PINGHU", "PHJKQ", text, "", 0, "sample-briefing"), cancel), default)).Value;
        _ = (await store.WriteAsync("sample", (db, cancel) => BriefingBook.DraftAsync(db, new("PH06-2022", "PH06", own, "", 0, "sample-briefing-own"), cancel), default)).Value;
        var publisher = new Caller
        {
            UserId = 903, Login = "sample903", Name = "发布人", Capture = OrganizationSet.All, View = OrganizationSet.All,
            Permissions = Baotuan.Migrations.InstalledModules.All.SelectMany(m => m.Permissions).Select(p => p.Code).ToHashSet(),
        };
        var published = await store.WriteAsync(publisher, async (db, cancel) =>
        {
            var preview = await BriefingBook.PreviewAsync(db, (await BriefingBook.FindAsync(db, "PH06-2022", cancel))!, cancel);
            return await BriefingBook.PublishAsync(db, "PH06-2022", 1, preview.Value.Fingerprint, "sample-publication", cancel);
        }, default);
        Assert.True(published.Ok, string.Join(';', published.Refusals));
    }

    /// <summary>A proposal of PH06 and a released bank batch of PH01.</summary>
    private static async Task DecideAsync(Store store)
    {
        var frozen = await store.WriteAsync("sample", (db, cancel) => CascadeActs.ProposeAsync(db, new("PH06", Period.Year(2018)), "sample", cancel), default);
        Assert.True(frozen.Ok, string.Join(';', frozen.Refusals));
        var fields = FieldProtector.Open(store.Location.DataDirectory);
        var issued = await store.WriteAsync("sample", (db, cancel) => BankFileActs.IssueAsync(db, fields, "PH01", Period.Year(2019), cancel), default);
        var batch = issued.Value.Batch.Id;
        await using var reading = store.Open();
        var hash = (await BankFileActs.ReleasesAsync(reading, fields, batch, default)).Value.ContentHash;
        foreach (var user in (long[])[901, 902])
        {
            var caller = new Caller
            {
                UserId = user, Login = $"sample{user}", Name = $"放行人{user}", Capture = OrganizationSet.All, View = OrganizationSet.All,
                Permissions = VenturesPermissions.All.Select(p => p.Code).ToHashSet(),
            };
            Assert.True((await store.WriteAsync(caller, (db, cancel) => BankFileActs.ReleaseAsync(db, fields, batch, hash, cancel), default)).Ok);
        }
    }

    /// <summary>Lays a file where an upload would lie.</summary>
    internal static async Task UploadAsync(Store store, string id, string fileName, string content)
    {
        const long Everything = 1; // the first account that the tests make
        var upload = Directory.CreateDirectory(Path.Combine(store.Location.DataDirectory, "uploads", id)).FullName;
        await File.WriteAllTextAsync(Path.Combine(upload, "content"), content);
        await File.WriteAllTextAsync(Path.Combine(upload, "owner"), $"{Everything}");
        await File.WriteAllTextAsync(Path.Combine(upload, "name"), fileName);
    }

    private static string Vouchers()
    {
        var text = new StringBuilder("organization,voucher_no,date,class,summary,account,debit,credit,party,tag\n");
        for (var month = 1; month <= 12; month++)
        {
            for (var i = 1; i <= 3; i++)
            {
                var (no, on, amount) = ((month * 10) + i, $"2024-{month:00}-{i * 7:00}", $"{(month * 1234) + (i * 10)}.{month:00}");
                text.Append($"PH06,{no},{on},记,收到 {month} 月商铺租金（第 {i} 间）,102,{amount},,PHPT,\n");
                text.Append($"PH06,{no},{on},记,,501,,{amount},,\n");
            }
        }

        text.Append("PH06,200,2024-06-30,记,收到土地补偿款,102,88000.00,,,land_compensation\n");
        text.Append("PH06,200,2024-06-30,记,,311,,88000.00,,land_compensation\n");
        return text.ToString();
    }

    private static async Task<long> ImportAsync(Importer importer, string path)
    {
        var report = await importer.RunAsync(path, Path.GetFileName(path), "local:web", ImportMode.AllOrNothing, dryRun: false, null, default);
        Assert.True(report.Saved, string.Join('\n', report.Problems));
        return report.BatchId!.Value;
    }

    private static void Zip(string path, params ReadOnlySpan<(string Name, string Content)> files)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(content);
        }
    }
}
