using Baotuan.Kernel;
using Baotuan.Parties.Members;
using Baotuan.Platform.Access;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>
/// Makes the search index of personal numbers anew under a new key: (1) the new key stands beside the old one, and what is
/// imported goes under it; (2) each collective's rows are replaced in a transaction of its own; (3) the old key goes. Broken
/// off anywhere, it goes on when it is run again; a search looks under both keys and finds everybody at every moment.
/// </summary>
public static class MemberIndexActs
{
    /// <summary>Rows of the new index. Also fills an index that was never filled.</summary>
    /// <param name="progress">Called after each collective with how many rows there are by now.</param>
    public static async Task<Outcome<long>> RebuildAsync(Store store, Caller caller, Action<long>? progress, CancellationToken cancel)
    {
        var begun = await KeyActs.BeginReindexAsync(store, caller, cancel);
        if (!begun.Ok)
        {
            return Outcome<long>.Refused(begun.Refusals);
        }

        var fields = FieldProtector.Open(store.Location.DataDirectory);
        var rows = 0L;
        foreach (var collective in await CollectivesAsync(store, caller, cancel))
        {
            rows += (await store.WriteAsync<long>(caller, async (db, token) => await RebuildAsync(db, fields, collective, token), cancel)).Value;
            progress?.Invoke(rows);
        }

        var ended = await KeyActs.EndReindexAsync(store, caller, cancel);
        return ended.Ok ? rows : Outcome<long>.Refused(ended.Refusals);
    }

    private static async Task<List<long>> CollectivesAsync(Store store, Caller caller, CancellationToken cancel)
    {
        await using var db = store.Open(caller);
        db.Access.Require(PlatformPermissions.KeyManage);
        return await db.Set<Person>().Select(p => p.CollectiveId).Distinct().OrderBy(id => id).ToListAsync(cancel);
    }

    private static async Task<long> RebuildAsync(BaotuanDb db, FieldProtector fields, long collectiveId, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.KeyManage);
        await db.Set<PersonIndex>().Where(i => i.CollectiveId == collectiveId).ExecuteDeleteAsync(cancel);
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.CollectiveId == collectiveId && !p.Retracted).ToListAsync(cancel);
        return Facts.WriteAll(db, people.SelectMany(p => PersonalField.All.Select(f => PersonIndex.Of(fields, p, f, f.Reveal(fields, p)))).OfType<PersonIndex>());
    }
}
