using System.Text.Encodings.Web;
using System.Text.Json;
using Baotuan.Indicators.Computations;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Briefings;

/// <summary>A rendered document as rows and back again, and the fingerprint over all of it.</summary>
internal static class FreezeBriefing
{
    private static readonly JsonSerializerOptions Shape = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string BlocksOf(Briefing briefing) => JsonSerializer.Serialize(briefing.Blocks, Shape);

    /// <summary>Over the hash of the Markdown, the blocks, and every number with its certificate; not over when and by whom.</summary>
    public static string Fingerprint(string title, string textHash, string blocks, IReadOnlyList<BriefingNumberRow> numbers) =>
        TextHash.Of(JsonSerializer.Serialize(new { title, textHash, blocks, numbers = numbers.Select(n => n with { PublicationId = 0 }) }, Shape));

    public static IReadOnlyList<BriefingNumberRow> Rows(Briefing briefing, long publicationId) => [.. briefing.Numbers.Select(n => Row(n, publicationId))];

    public static Briefing Thaw(BaotuanDb db, BriefingPublicationRow publication, IReadOnlyList<BriefingNumberRow> numbers) => new(
        publication.Title, JsonSerializer.Deserialize<IReadOnlyList<BriefingBlock>>(publication.Blocks, Shape)!, [.. numbers.Select(n => Number(db, n, publication.RecordedAtMs))], publication.RecordedAtMs);

    private static BriefingNumberRow Row(BriefingNumber number, long publicationId)
    {
        var (reading, indicator) = (number.Reading, number.Reading.Indicator);
        return new()
        {
            PublicationId = publicationId, NumberNo = number.Number, Text = number.Text, Indicator = indicator.Code, IndicatorName = indicator.Name,
            DefinitionVersion = indicator.Version, DefinitionFrom = indicator.ValidFrom, Definition = indicator.Definition, Computation = indicator.Computation,
            Argument = indicator.Argument, PeriodType = indicator.PeriodType, ValueExact = reading.Value?.ToString(), Unit = indicator.Unit.Code, Qualifier = indicator.Qualifier,
            Scope = reading.Scope.Code, ScopeName = reading.Scope.Name, PeriodStart = reading.Period.Start, PeriodEnd = reading.Period.End, Records = reading.Records,
            Claim = number.Claim?.Code ?? "", ClaimText = number.Claim?.Text ?? "", ClaimSource = number.Claim?.Source ?? "", IsPrinted = number.IsPrinted,
        };
    }

    private static BriefingNumber Number(BaotuanDb db, BriefingNumberRow row, long knownAtMs)
    {
        var indicator = new IndicatorInfo(
            row.Indicator, row.DefinitionVersion, row.DefinitionFrom, row.IndicatorName, "", MeasureUnits.Of(row.Unit), "", row.PeriodType, row.Computation, row.Argument, row.Qualifier, row.Definition, 0);
        var reading = new Reading(indicator, new(row.Scope, row.ScopeName, null, null), new(row.PeriodStart, row.PeriodEnd), row.ValueExact is { } exact ? Rational.Parse(exact) : null, row.Records, knownAtMs) { Listed = InstalledComputations.MayList(db, row.Computation) };
        return new(row.NumberNo, row.Text, reading, row.Claim.Length == 0 ? null : new(row.Claim, row.ClaimText, row.ClaimSource), row.IsPrinted);
    }
}
