using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Access;

/// <summary>Names of accounts, for what shows who did something.</summary>
public static class UserNames
{
    /// <summary>The names of these accounts, those that do not exist left out.</summary>
    public static Task<Dictionary<long, string>> OfAsync(BaotuanDb db, IReadOnlyCollection<long> users, CancellationToken cancel) =>
        db.Set<User>().AsNoTracking().Where(u => users.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancel);
}
