using Baotuan.Indicators.Contracts;
using Baotuan.Proofs.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Claims;

/// <summary>Computes every claim that an indicator is bound to, and says how it stands.</summary>
internal static class CheckClaims
{
    public static async Task<IReadOnlyList<ClaimInfo>> RunAsync(BaotuanDb db, long knownAtMs, CancellationToken cancel)
    {
        var rows = await FactRegister.StandingAsync<ClaimRow, string>(db, c => c.Code, knownAtMs, cancel);
        var list = new List<ClaimInfo>();
        foreach (var row in rows.OrderBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.ValidFrom))
        {
            list.Add(await CheckAsync(db, row, knownAtMs, cancel));
        }

        return list;
    }

    private static async Task<ClaimInfo> CheckAsync(BaotuanDb db, ClaimRow row, long knownAtMs, CancellationToken cancel)
    {
        var reason = row.Printed.Length == 0 ? "这句话里没有数字" : row.Awaits.Length > 0 ? $"还没有记录可以算：{row.Awaits}" : "还没有指标算这个数";
        if (row.Indicator.Length == 0)
        {
            return Stale(row, Info(row, ClaimState.NotComputable, reason, null));
        }

        var (reading, problem) = await ReadAsync(db, row, knownAtMs, cancel);
        if (reading is not { Value: { } value, Records: > 0 })
        {
            return Stale(row, Info(row, ClaimState.NotComputable, problem.Length > 0 ? problem : "范围和期间里还没有可以算的记录", reading));
        }

        var judged = Judged(row, reading, value);
        return judged.State != ClaimState.Residual ? Noted(row, judged)
            : await WasRightThenAsync(db, row, knownAtMs, cancel) ? judged with { State = ClaimState.Stale, Reason = $"按 {row.ValidFrom:yyyy-MM-dd} 所知相符，后来的登记改变了这个数" }
            : Stale(row, judged);
    }

    // somebody who sees a part of the records gets no number rather than a part of it
    private static async Task<(Reading? Reading, string Problem)> ReadAsync(BaotuanDb db, ClaimRow row, long knownAtMs, CancellationToken cancel)
    {
        try
        {
            var read = await IndicatorReadings.ReadAsync(db, new(row.Indicator, row.Scope, new(row.PeriodStart!.Value, row.PeriodEnd!.Value), knownAtMs), cancel);
            return read.Ok ? (read.Value, "") : (null, read.Refusals[0].Message);
        }
        catch (AccessDeniedException)
        {
            return (null, "这个数的记录不在您的查看范围里");
        }
    }

    private static ClaimInfo Judged(ClaimRow row, Reading reading, Rational value)
    {
        _ = PrintedNumber.TryParse(row.Printed, out var printed);
        var computed = value * reading.Indicator.Unit.Factor / MeasureUnits.Of(row.Unit).Factor;
        var state = JudgeClaim.Of(printed, row.Qualifier, computed);
        var residual = printed.Value - computed;
        return Info(row, state, "", reading) with
        {
            Computed = computed, Residual = state == ClaimState.Agreed ? null : residual, Share = state == ClaimState.Agreed || printed.Value.Sign == 0 ? null : residual / printed.Value,
        };
    }

    private static async Task<bool> WasRightThenAsync(BaotuanDb db, ClaimRow row, long knownAtMs, CancellationToken cancel)
    {
        var then = ChinaTime.EndOfDayMs(row.ValidFrom);
        return then < knownAtMs && (await ReadAsync(db, row, then, cancel)).Reading is { Value: { } value, Records: > 0 } reading
            && Judged(row, reading, value).State is ClaimState.Agreed or ClaimState.WithinRounding;
    }

    private static ClaimInfo Stale(ClaimRow row, ClaimInfo info) => row.EarlierOn is null ? info : Noted(row, info) with { State = ClaimState.Stale };

    // a number that was printed for an earlier day is one to look at, also where the records bear it out
    private static ClaimInfo Noted(ClaimRow row, ClaimInfo info) => row.EarlierOn is { } earlier
        ? info with { Reason = $"同样的数已按 {earlier:yyyy-MM-dd} 公开过（{row.EarlierSource}）" + (info.Reason.Length > 0 ? $"；{info.Reason}" : "") }
        : info;

    private static ClaimInfo Info(ClaimRow row, ClaimState state, string reason, Reading? reading) => new(
        row.Code, row.Source, row.ValidFrom, row.Text, row.About, row.Printed, row.Unit.Length == 0 ? null : MeasureUnits.Of(row.Unit), row.Qualifier,
        row.PeriodStart is { } start ? new(start, row.PeriodEnd!.Value) : null, state, reason, null, null, null, reading, row.RecordedAtMs);
}
