using Baotuan.Decisions.Contracts;
using Baotuan.Disclosure;
using Baotuan.Disclosure.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Web;

/// <summary>What the public pages of the sample county show: a posted proposal, a notice, a draft that must not be seen, and one village that opened its households' amounts.</summary>
internal static class PublicSample
{
    internal const string DraftTitle = "还没审核的草稿";

    internal static async Task LoadAsync(Store store)
    {
        var today = store.Time.Today();
        var accountant = await TestPeople.CallerAsync(store, "accountant.own");
        var board = await TestPeople.CallerAsync(store, "board.own");
        var notice = await Done(store.WriteAsync(accountant, (db, cancel) => NoticeActs.DraftAsync(
            db, new("PH06", NoticeKinds.PublicService, "出门戴好口罩，守好一米线", "公共区域请保持一米距离。", "村口公告栏\n便民服务中心", today, today.AddDays(30), "n1", true), cancel), default));
        await Done(store.WriteAsync(board, (db, cancel) => NoticeActs.PublishAsync(db, notice, cancel), default));
        await Done(store.WriteAsync(accountant, (db, cancel) => NoticeActs.DraftAsync(
            db, new("PH06", NoticeKinds.Notice, DraftTitle, "草稿", "", today, today.AddDays(30), "n2"), cancel), default));
        var manager = await TestPeople.CallerAsync(store, "accountant.own");
        var proposal = await Done(store.WriteAsync(manager, (db, cancel) => Ventures.Contracts.CascadeActs.ProposeAsync(db, new("PH06", Period.Year(2021)), "public", cancel), default));
        await Done(store.WriteAsync(manager, (db, cancel) => Publications.RecordAsync(db, proposal, today, "村务公开栏", "监事会 13900001111", "p1", cancel), default));
        PostedProposal = proposal;
        // as a resolution would have it; the rule itself is tested where decisions are
        await Done(store.WriteAsync<bool>("test", async (db, cancel) =>
        {
            var village = (await Parties.Contracts.Organizations.ByCodeAsync(db, "PH01", cancel))!.Id;
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO disclosure_setting (id, organization_id, name, value, valid_from, basis, proposal_id, user_id, user_name, client_id, recorded_at_ms) VALUES (1000, {village}, 'household_amounts', 1, '2020-01-01', '成员大会 2020-01-01 决定公开各户金额', 0, 0, '', 's1', 1)",
                cancel);
            var source = ((IKeepsLeaves)new DisclosureModule()).LeafSources.Single(l => l.Type == "disclosure-setting");
            await ProofLog.AppendAsync(db, await source.AfterAsync(db, 999, 1, cancel), cancel);
            return true;
        }, default));
    }

    internal static long PostedProposal { get; private set; }

    private static async Task<T> Done<T>(Task<Outcome<T>> act)
    {
        var outcome = await act;
        Assert.True(outcome.Ok, outcome.Ok ? "" : string.Join(';', outcome.Refusals));
        return outcome.Value;
    }
}
