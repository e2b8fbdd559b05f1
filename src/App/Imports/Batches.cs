using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;

namespace Baotuan.App.Imports;

/// <summary>Which imports a person sees: all of them where he sees everything, else his own.</summary>
internal static class Batches
{
    public static IQueryable<ImportBatch> Visible(BaotuanDb db)
    {
        var (all, login) = (db.Access.Reach(PlatformPermissions.ImportRead).Everywhere, db.Caller.Login);
        return db.Set<ImportBatch>().Where(b => all || b.Actor == login);
    }
}
