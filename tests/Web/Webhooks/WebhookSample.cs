using System.Net;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Platform.Webhooks;

namespace Baotuan.Tests.Web;

/// <summary>A subscription that could not be reached and was paused, and one that waits to be let out: for the pages that show them.</summary>
internal static class WebhookSample
{
    public static readonly WebhookNetwork Loopback = new([IPNetwork.Parse("127.0.0.0/8")]);

    public static async Task LoadAsync(Store store)
    {
        var fields = FieldProtector.Open(store.Location.DataDirectory);
        var system = await TestPeople.CallerAsync(store, "system-admin.above");
        await MakeAsync(store, fields, system, new("12345 平台（示例）", "http://127.0.0.1:9/hooks", "county-office.above", ["case.received", "case.overdue", "case.ended"], "sample-1"));
        await MakeAsync(store, fields, system, new("县级大屏（示例）", "https://screen.example/hooks/" + new string('a', 80), "county-office.above", ["case.ended"], "sample-2"));
        await DoAsync(store, await TestPeople.CallerAsync(store, "security-admin.above"), (db, cancel) => WebhookActs.ApproveAsync(db, 1, cancel));
        await DoAsync(store, system, (db, cancel) => WebhookActs.TestAsync(db, 1, cancel));
        using var deliver = new DeliverWebhooks(store, fields, new(null), Loopback);
        Assert.Equal(1, await deliver.RoundAsync(default));
        await DoAsync(store, system, (db, cancel) => WebhookActs.PauseAsync(db, 1, cancel));
    }

    private static Task MakeAsync(Store store, FieldProtector fields, Caller caller, WebhookDraft draft) =>
        DoAsync(store, caller, (db, cancel) => WebhookActs.MakeAsync(db, fields, Loopback, draft, cancel));

    private static async Task DoAsync<T>(Store store, Caller caller, Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> act)
    {
        var done = await store.WriteAsync(caller, act, default);
        Assert.True(done.Ok, string.Join(';', done.Refusals));
    }
}
