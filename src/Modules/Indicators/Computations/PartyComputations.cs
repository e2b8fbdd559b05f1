using Baotuan.Indicators.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Computations;

/// <summary>Numbers over the registers: organisations, members, households.</summary>
internal static class PartyComputations
{
    public static readonly IReadOnlyList<Computation> All =
    [
        new ListComputation("organizations", [Computation.Place], Aggregate.Count, OrganizationsAsync),
        new ListComputation("company_owners", [Computation.Place], Aggregate.Count, OwnersAsync),
        new RollComputation("members", "成员", PartyRecords.CountMembersAsync, PartyRecords.MembersAsync),
        new RollComputation("households", "户", PartyRecords.CountHouseholdsAsync, PartyRecords.HouseholdsAsync),
    ];

    private static async Task<IReadOnlyList<CountedRecord>> OrganizationsAsync(Question q, CancellationToken cancel)
    {
        q.Db.Access.Require(PartiesPermissions.OrganizationRead);
        var rows = await PartyRecords.OrganizationsAsync(q.Db, q.Values("kinds"), q.Scope.Organizations, q.Period.End, q.KnownAtMs, cancel);
        return [.. rows.Select(o => new CountedRecord(o.Name, o.Id, o.ValidFrom, 1, $"/villages/{o.Code}", o.RecordedAtMs))];
    }

    // one record for each holder, whatever it holds: the first of its holdings
    private static async Task<IReadOnlyList<CountedRecord>> OwnersAsync(Question q, CancellationToken cancel)
    {
        q.Db.Access.Require(PartiesPermissions.OrganizationRead);
        var holdings = new List<(OrganizationInfo Company, HoldingRecord Holding)>();
        foreach (var company in await Organizations.ListAsync(q.Db, OrganizationKinds.JointCompany, cancel))
        {
            holdings.AddRange((await PartyRecords.HoldingsAsync(q.Db, company.Id, q.Period.End, q.KnownAtMs, cancel)).Select(h => (company, h)));
        }

        var holders = await Organizations.ByIdsAsync(q.Db, holdings.Select(h => h.Holding.HolderId), cancel);
        return
        [
            .. holdings.Where(h => q.Scope.Organizations?.Contains(h.Holding.HolderId) != false && (q.Values("kinds").Count == 0 || q.Values("kinds").Contains(holders[h.Holding.HolderId].Kind)))
                .GroupBy(h => h.Holding.HolderId).Select(g => g.OrderBy(h => h.Holding.ValidFrom).ThenBy(h => h.Company.Code, StringComparer.Ordinal).First())
                .OrderBy(h => holders[h.Holding.HolderId].Code, StringComparer.Ordinal)
                .Select(h => new CountedRecord(
                    $"{holders[h.Holding.HolderId].Name}持有{h.Company.Name}的份额", h.Holding.HolderId, h.Holding.ValidFrom, 1, $"/villages/{holders[h.Holding.HolderId].Code}", h.Holding.RecordedAtMs)),
        ];
    }
}

/// <summary>Entries of the rolls, counted in the database and listed page by page. Who lists them needs the right to the roll; the number alone does not.</summary>
internal sealed class RollComputation(
    string code, string noun, Func<BaotuanDb, long[]?, DateOnly, long, CancellationToken, Task<long>> count,
    Func<BaotuanDb, long[]?, DateOnly, long, int, int, CancellationToken, Task<IReadOnlyList<RollRecord>>> page) : Computation(code, Place)
{
    public override Permission? RecordsNeed => PartiesPermissions.MemberRead;

    public override async Task<Total> TotalAsync(Question question, CancellationToken cancel)
    {
        question.Db.Access.Require(PartiesPermissions.OrganizationRead);
        var records = await count(question.Db, question.Scope.Organizations, question.Period.End, question.KnownAtMs, cancel);
        return new(records, records);
    }

    public override async Task<IReadOnlyList<CountedRecord>> RecordsAsync(Question question, int skip, int take, CancellationToken cancel)
    {
        question.Db.Access.Require(PartiesPermissions.MemberRead);
        var rows = await page(question.Db, question.Scope.Organizations, question.Period.End, question.KnownAtMs, skip, take, cancel);
        return [.. rows.Select(r => new CountedRecord($"{noun} {r.No}", r.CollectiveId, r.ValidFrom, 1, "", r.RecordedAtMs))];
    }
}
