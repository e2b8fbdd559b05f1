using Baotuan.Industry.Chains;
using Baotuan.Industry.Contracts;
using Baotuan.Industry.Outputs;
using Baotuan.Industry.Scopes;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Industry.Firms;

/// <summary>Everything about one firm: roles by date, time on the lists, every vintage of every report.</summary>
/// <param name="Roles">By chain and day.</param>
/// <param name="Lists">By series and month.</param>
/// <param name="Outputs">The latest month first, its vintages in the order in which they came; what was taken back is among them.</param>
internal sealed record FirmCard(OrganizationInfo Firm, IReadOnlyDictionary<string, string> ChainNames, IReadOnlyList<ChainMemberRow> Roles, IReadOnlyList<ScopeRow> Lists, IReadOnlyList<FirmVintage> Outputs)
{
    /// <summary>Null where there is no enterprise of this code. Asks <c>industry:firm:read</c> on it.</summary>
    public static async Task<FirmCard?> FindAsync(BaotuanDb db, string code, CancellationToken cancel)
    {
        db.Access.Require(IndustryPermissions.FirmRead);
        if (await Organizations.ByCodeAsync(db, code, cancel) is not { Kind: FirmBook.Kind } firm)
        {
            return null;
        }

        db.Access.Require(IndustryPermissions.FirmRead, firm.Id);
        var roles = (await FactRegister.StandingAsync<ChainMemberRow, (long, string)>(db, m => (m.FirmId, m.Chain), long.MaxValue, cancel)).Where(m => m.FirmId == firm.Id);
        var lists = (await FactRegister.StandingAsync<ScopeRow, (long, string)>(db, s => (s.FirmId, s.Series), long.MaxValue, cancel)).Where(s => s.FirmId == firm.Id);
        var outputs = await db.Set<OutputRow>().AsNoTracking().Where(o => o.FirmId == firm.Id).OrderBy(o => o.RecordedAtMs).ThenBy(o => o.Id).ToListAsync(cancel);
        return new(
            firm, await FirmNames.ChainsAsync(db, cancel), [.. roles.OrderBy(r => r.Chain, StringComparer.Ordinal).ThenBy(r => r.ValidFrom)],
            [.. lists.OrderBy(l => l.Series, StringComparer.Ordinal).ThenBy(l => l.ValidFrom)],
            [
                .. outputs.GroupBy(o => (o.Series, o.ValidFrom)).OrderByDescending(g => g.Key.ValidFrom).ThenBy(g => g.Key.Series, StringComparer.Ordinal)
                    .SelectMany(g => g.Select((o, i) => new FirmVintage(o, i + 1, i == g.Count() - 1))),
            ]);
    }
}

/// <summary>A report of a firm.</summary>
/// <param name="No">1 for the first of the month.</param>
/// <param name="IsLast">Whether it is what stands.</param>
internal sealed record FirmVintage(OutputRow Row, int No, bool IsLast);
