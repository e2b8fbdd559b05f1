using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Villages;

/// <summary>What one member got in one period.</summary>
internal sealed record MemberPayout(long CascadeId, Period Period, Rational Weight, Money Amount, Money Withheld)
{
    public Money Net => Amount - Withheld;
}

internal static class MemberPayouts
{
    /// <summary>Standing lines of one member, newest first.</summary>
    public static async Task<IReadOnlyList<MemberPayout>> LoadAsync(BaotuanDb db, long collectiveId, string memberNo, CancellationToken cancel)
    {
        db.Access.RequireLine(VenturesPermissions.PayoutRead, VenturesPermissions.PayoutOwn, collectiveId, memberNo, null);
        var rows = await (
            from p in db.Set<Payout>().AsNoTracking()
            join c in Standing.Cascades(db) on p.CascadeId equals c.Id
            where p.CollectiveId == collectiveId && p.MemberNo == memberNo && c.HolderId == collectiveId
            orderby c.PeriodStart descending
            select new { Payout = p, Cascade = c }).ToListAsync(cancel);
        return [.. rows.Select(r => new MemberPayout(
            r.Cascade.Id, new Period(r.Cascade.PeriodStart, r.Cascade.PeriodEnd),
            new Rational(r.Payout.Weight, MemberWeights.UnitOf(db, collectiveId, r.Cascade.RecordDate, r.Cascade.RecordedAtMs)),
            new(r.Payout.AmountFen), new(r.Payout.WithheldFen)))];
    }
}
