using Baotuan.Kernel;
using Baotuan.Parties.Imports;
using Baotuan.Parties.Inheritances;
using Baotuan.Parties.Members;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>An heir and his part of the whole.</summary>
/// <param name="Part">All parts of one inheritance sum to one exactly.</param>
public sealed record HeirPart(string MemberNo, Rational Part);

/// <summary>What is recorded when a member's shares pass to his heirs.</summary>
/// <param name="Village">Code of the collective.</param>
/// <param name="DiedOn">From this day the shares are the heirs' and the membership has ended.</param>
/// <param name="Ground">By what the heirs are known.</param>
/// <param name="Document">Number and place of the paper.</param>
/// <param name="ClientId">Made by the form: sent twice it is recorded once.</param>
public sealed record InheritanceEntry(string Village, string MemberNo, DateOnly DiedOn, string Ground, string Document, IReadOnlyList<HeirPart> Heirs, string ClientId);

/// <summary>What one heir got in one class.</summary>
/// <param name="Quantity10000">In 1/10000 share.</param>
public sealed record InheritedShare(string HeirNo, string HeirName, string Part, string ClassName, long Quantity10000);

/// <summary>A recorded inheritance.</summary>
/// <param name="MemberName">Of who died.</param>
/// <param name="Actor">Login of the clerk who recorded it.</param>
/// <param name="Reversible">Typed in, and may be taken back with a reason; what an import brought goes with the import.</param>
public sealed record InheritanceInfo(
    long Id, string MemberNo, string MemberName, DateOnly DiedOn, string Ground, string Document, string Actor, long RecordedAtMs, bool Reversible, IReadOnlyList<InheritedShare> Lines);

/// <summary>
/// A dead member's income-right shares pass to his heirs by an act of their own; his membership ends (农村集体经济组织法 art. 17, loss of
/// membership by death; 浙江省农村集体资产管理条例 art. 30, shares are inheritable, and what is inherited is outside the cap on one member's shares).
/// </summary>
public static class InheritanceActs
{
    /// <summary>Records it, and answers with its number; sent a second time with the same content it answers the same.</summary>
    public static async Task<Outcome<long>> RecordAsync(BaotuanDb db, InheritanceEntry entry, CancellationToken cancel)
    {
        var owner = await Organizations.ByCodeAsync(db, entry.Village, cancel);
        db.Access.Require(PartiesPermissions.ShareInherit, owner?.Id ?? 0);
        if (owner is not { IsCollective: true })
        {
            return new Refusal("collective_not_found", "没有这个村集体，请回到成员页再选。");
        }

        if (string.IsNullOrWhiteSpace(entry.ClientId))
        {
            return new Refusal("client_id_missing", "提交的内容不完整，请刷新页面后重新提交。");
        }

        var lot = new FactLot(db, 0);
        var desk = await InheritanceDesk.OpenAsync(db, owner, cancel);
        var sent = await db.Set<Inheritance>().AsNoTracking().FirstOrDefaultAsync(i => i.ClientId == entry.ClientId, cancel);
        if (sent is not null && (sent.CollectiveId != owner.Id || sent.MemberNo != entry.MemberNo))
        {
            return new Refusal("client_id_reused", "同一个提交编号已用于另一次登记。请刷新页面后重新提交。");
        }

        var taken = desk.Take(entry, lot);
        if (!taken.Ok)
        {
            return Outcome<long>.Refused(taken.Refusals);
        }

        if (taken.Value == RowFate.Same)
        {
            return await StandingInheritances.Of(db, owner.Id).Where(i => i.MemberNo == entry.MemberNo).Select(i => i.Id).FirstAsync(cancel);
        }

        if (sent is not null)
        {
            return new Refusal("client_id_reused", "这次登记已经撤销。要重新登记，请刷新页面后再提交。");
        }

        await desk.WriteAsync(lot, cancel);
        return await StandingInheritances.Of(db, owner.Id).Where(i => i.MemberNo == entry.MemberNo).Select(i => i.Id).FirstAsync(cancel);
    }

    /// <summary>Takes a typed one back with a reason: shares and membership stand again as before, unless they were changed since.</summary>
    public static async Task<Outcome<long>> ReverseAsync(BaotuanDb db, string village, string memberNo, string? reason, CancellationToken cancel)
    {
        var owner = await Organizations.ByCodeAsync(db, village, cancel);
        db.Access.Require(PartiesPermissions.ShareInherit, owner?.Id ?? 0);
        var header = owner is null ? null : await StandingInheritances.Of(db, owner.Id).AsNoTracking().FirstOrDefaultAsync(i => i.MemberNo == memberNo, cancel);
        if (header is null)
        {
            return new Refusal("inheritance_not_found", "没有可以撤销的继承登记。");
        }

        if (header.ImportBatchId != 0)
        {
            return new Refusal("inheritance_was_imported", "这次继承是导入的，请撤销那一次导入。");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("reason_needed", "请写明为什么撤销。");
        }

        var shares = await FactRows.OfAsync<Share>(db, "CollectiveId", header.CollectiveId, cancel);
        var memberships = await FactRows.OfAsync<Membership>(db, "CollectiveId", header.CollectiveId, cancel);
        if (ChangedSince(shares, s => (s.MemberNo, s.ClassCode)) || ChangedSince(memberships, m => m.MemberNo))
        {
            return new Refusal("registers_changed_since", "登记继承以后，这些份额或成员身份又改过，不能整个撤销。请先把后来的登记改回，或直接在“份额”“成员”表改正。");
        }

        var undone = await ImportTrail.UndoneAsync(db, cancel);
        var lot = new FactLot(db, 0);
        Facts.Undo(shares, Mine, undone, db.RecordedAtMs, s => (s.MemberNo, s.ClassCode)).ToList().ForEach(lot.AddBeside);
        Facts.Undo(memberships, Mine, undone, db.RecordedAtMs, m => m.MemberNo).ToList().ForEach(lot.AddBeside);
        lot.Write();
        var reversal = new InheritanceReversal { InheritanceId = header.Id, Reason = reason.Trim(), UserId = db.Caller.UserId, Actor = db.Actor, RecordedAtMs = db.RecordedAtMs };
        db.Add(reversal);
        await db.SaveChangesAsync(cancel);
        await InheritanceLeaves.Reversals.AppendAsync(db, [reversal], cancel);
        await db.LogAsync("share.inherit.reverse", $"member/{header.CollectiveId}/{header.MemberNo}", reversal.Reason, cancel, header.CollectiveId);
        return header.Id;

        bool Mine(Fact fact) => fact.RecordedAtMs == header.RecordedAtMs;

        bool ChangedSince<T, TKey>(IEnumerable<T> rows, Func<T, TKey> key)
            where T : Fact =>
            rows.GroupBy(r => (key(r), r.ValidFrom)).Any(g => g.Any(Mine) && g.MaxBy(r => r.RecordedAtMs)!.RecordedAtMs != header.RecordedAtMs);
    }

    /// <summary>What stands about one member, as who died or as an heir, by day.</summary>
    public static async Task<IReadOnlyList<InheritanceInfo>> OfMemberAsync(BaotuanDb db, long collectiveId, string memberNo, CancellationToken cancel)
    {
        var headers = await StandingInheritances.Of(db, collectiveId).AsNoTracking()
            .Where(i => i.MemberNo == memberNo || db.Set<InheritanceLine>().Any(l => l.InheritanceId == i.Id && l.HeirNo == memberNo)).OrderBy(i => i.DiedOn).ToListAsync(cancel);
        var ids = headers.Select(h => h.Id).ToArray();
        var lines = await db.Set<InheritanceLine>().AsNoTracking().Where(l => ids.Contains(l.InheritanceId))
            .OrderBy(l => l.HeirNo).ThenBy(l => l.ClassCode).ToListAsync(cancel);
        var names = await Members.NamesAsync(db, collectiveId, [.. headers.Select(h => h.MemberNo), .. lines.Select(l => l.HeirNo)], cancel);
        var classes = MemberWeights.Classes(db, collectiveId, DateOnly.MaxValue, long.MaxValue).ToDictionary(c => c.Code, c => c.Name);
        return [.. headers.Select(h => new InheritanceInfo(
            h.Id, h.MemberNo, names.GetValueOrDefault(h.MemberNo, h.MemberNo), h.DiedOn, h.Ground, h.Document, h.Actor, h.RecordedAtMs, h.ImportBatchId == 0,
            [.. lines.Where(l => l.InheritanceId == h.Id && (h.MemberNo == memberNo || l.HeirNo == memberNo)).Select(l => new InheritedShare(
                l.HeirNo, names.GetValueOrDefault(l.HeirNo, l.HeirNo), PartText.Of(new(l.PartNumerator, l.PartDenominator)), classes.GetValueOrDefault(l.ClassCode, l.ClassCode), l.Quantity10000))]))];
    }
}
