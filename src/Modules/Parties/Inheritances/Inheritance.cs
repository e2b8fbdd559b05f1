using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Inheritances;

/// <summary>A member died and his income-right shares passed to his heirs, whole (浙江省农村集体资产管理条例 art. 30: shares are inheritable). Written after its lines.</summary>
internal sealed class Inheritance
{
    public const string Table = "parties_inheritance";

    public long Id { get; set; }

    /// <summary>What the form was sent with; sent again it is the same event.</summary>
    public string ClientId { get; set; } = "";

    public long CollectiveId { get; set; }
    public string MemberNo { get; set; } = "";

    /// <summary>From this day the shares are the heirs' and the membership has ended.</summary>
    public DateOnly DiedOn { get; set; }

    /// <summary>By what the heirs are known: a notary's deed, a will, an agreement of all heirs, a judgment.</summary>
    public string Ground { get; set; } = "";

    /// <summary>Number and place of the paper.</summary>
    public string Document { get; set; } = "";

    public int LineCount { get; set; }

    /// <summary>Σ of the lines, in 1/10000 share over all classes.</summary>
    public long Sum10000 { get; set; }

    public long UserId { get; set; }

    /// <summary>The clerk who recorded it.</summary>
    public string Actor { get; set; } = "";

    public long RecordedAtMs { get; set; }

    /// <summary>The import that brought it; 0 when typed in.</summary>
    public long ImportBatchId { get; set; }
}

/// <summary>What one heir got in one class. Key: event, heir, class.</summary>
internal sealed class InheritanceLine
{
    public const string Table = "parties_inheritance_line";

    public long InheritanceId { get; set; }
    public string HeirNo { get; set; } = "";
    public string ClassCode { get; set; } = "";

    /// <summary>The heir's part of the whole is <see cref="PartNumerator"/>/<see cref="PartDenominator"/>; the parts of all heirs sum to one.</summary>
    public long PartNumerator { get; set; }

    public long PartDenominator { get; set; }

    /// <summary>In 1/10000 share.</summary>
    public long Quantity10000 { get; set; }
}

/// <summary>An inheritance that was recorded wrongly and stands no more; the registers were put back.</summary>
internal sealed class InheritanceReversal
{
    public const string Table = "parties_inheritance_reversal";

    public long InheritanceId { get; set; }
    public string Reason { get; set; } = "";
    public long UserId { get; set; }
    public string Actor { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>Events that stand: neither reversed nor of an import that was undone.</summary>
internal static class StandingInheritances
{
    public static IQueryable<Inheritance> Of(BaotuanDb db, long collectiveId) =>
        Of(db).Where(i => i.CollectiveId == collectiveId);

    /// <summary>What heirs of a collective received, by heir, class and day.</summary>
    public static async Task<IReadOnlyDictionary<(string HeirNo, string ClassCode, DateOnly On), long>> ReceivedAsync(BaotuanDb db, long collectiveId, CancellationToken cancel)
    {
        var lines = await (
            from i in Of(db, collectiveId)
            join l in db.Set<InheritanceLine>() on i.Id equals l.InheritanceId
            select new { l.HeirNo, l.ClassCode, i.DiedOn, l.Quantity10000 }).ToListAsync(cancel);
        return lines.GroupBy(l => (l.HeirNo, l.ClassCode, l.DiedOn)).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity10000));
    }

    public static IQueryable<Inheritance> Of(BaotuanDb db) =>
        db.Set<Inheritance>().Where(i => !db.Set<InheritanceReversal>().Any(r => r.InheritanceId == i.Id)
            && !db.Set<ImportBatch>().Any(b => b.Id == i.ImportBatchId && b.UndoneAtMs != null));
}
