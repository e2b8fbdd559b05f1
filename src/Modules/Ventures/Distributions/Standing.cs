using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Payments;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Distributions;

/// <summary>What was posted and not reversed; with a time, as it was known then.</summary>
internal static class Standing
{
    public static IQueryable<Distribution> Distributions(BaotuanDb db, long? knownAtMs = null)
    {
        var reversals = Reversals(db, "distribution", knownAtMs);
        return db.Set<Distribution>().AsNoTracking().Where(d => (knownAtMs == null || d.RecordedAtMs <= knownAtMs) && !reversals.Any(r => r.SubjectId == d.Id));
    }

    public static IQueryable<Cascade> Cascades(BaotuanDb db, long? knownAtMs = null)
    {
        var reversals = Reversals(db, "cascade", knownAtMs);
        return db.Set<Cascade>().AsNoTracking().Where(c => (knownAtMs == null || c.RecordedAtMs <= knownAtMs) && !reversals.Any(r => r.SubjectId == c.Id));
    }

    public static IQueryable<Payment> Payments(BaotuanDb db, long? knownAtMs = null)
    {
        var reversals = Reversals(db, "payment", knownAtMs);
        return db.Set<Payment>().AsNoTracking().Where(p => (knownAtMs == null || p.RecordedAtMs <= knownAtMs) && !reversals.Any(r => r.SubjectId == p.Id));
    }

    private static IQueryable<Reversal> Reversals(BaotuanDb db, string subject, long? knownAtMs) =>
        db.Set<Reversal>().Where(r => r.Subject == subject && (knownAtMs == null || r.RecordedAtMs <= knownAtMs));
}
