using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Cockpit;

/// <summary>Cockpits that were read, each for who looked with the rights that he had then, kept until something changes. A token may carry fewer rights than its owner.</summary>
internal sealed class CockpitSheets
{
    private readonly KeptUntilChange<Outcome<CockpitSheet>> _sheets = new(most: 200);

    /// <summary>How often one was read anew; for tests.</summary>
    public int Made => _sheets.Made;

    public Task<Outcome<CockpitSheet>> OfAsync(BaotuanDb db, string scope, int? year, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.ReadingRead);
        return _sheets.OfAsync(
            db, $"{today:yyyy-MM-dd} {db.Caller.UserId} {db.Caller.Login} {db.Caller.View.Key} {db.Caller.PermissionsKey} {scope} {year}",
            async () => await ReadCockpit.RunAsync(db, scope, year ?? await ReadCockpit.LastYearAsync(db, today, cancel), cancel), cancel);
    }
}
