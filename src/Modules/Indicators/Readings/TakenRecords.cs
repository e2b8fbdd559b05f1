using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;

namespace Baotuan.Indicators.Readings;

/// <summary>Records of a reading as somebody takes them away, as a file or by a program; taking them is a line of the log.</summary>
/// <param name="Names">Organisations of the records by id.</param>
internal sealed record TakenRecords(Reading Reading, IReadOnlyList<CountedRecord> Records, IReadOnlyDictionary<long, OrganizationInfo> Names)
{
    /// <summary>Asks <c>indicators:reading:export</c>; refuses what cannot be read in the address, and as <see cref="IndicatorReadings"/> does.</summary>
    public static async Task<Outcome<TakenRecords>> LoadAsync(Desk desk, string code, string? scope, string? period, string? known, int skip, int take, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndicatorsPermissions.ReadingExport);
        var request = RequestText.Read(code, scope, period, known, desk.Time.Today());
        var reading = request.Ok ? await IndicatorReadings.ReadAsync(db, request.Value, cancel) : Outcome<Reading>.Refused(request.Refusals);
        if (!reading.Ok)
        {
            return Outcome<TakenRecords>.Refused(reading.Refusals);
        }

        var records = (await IndicatorReadings.RecordsAsync(db, request.Value, skip, take, cancel)).Value;
        await desk.LookedAsync("indicator.export", $"indicator/{reading.Value.Indicator.Code}", 0, $"{reading.Value.Scope.Code} {request.Value.Period.Code}", cancel);
        return new TakenRecords(reading.Value, records, await Organizations.ByIdsAsync(db, records.Select(r => r.OrganizationId).OfType<long>(), cancel));
    }
}
