using System.Globalization;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;

namespace Baotuan.Indicators.Readings;

/// <summary>Reads what an address asks for. An empty scope is everything, an empty period the year so far; anything unreadable is refused in words.</summary>
internal static class RequestText
{
    public static Outcome<ReadingRequest> Read(string code, string? scope, string? period, string? known, DateOnly today)
    {
        var asked = new Period(new DateOnly(today.Year, 1, 1), new DateOnly(today.Year, 12, 31));
        if (!string.IsNullOrWhiteSpace(period) && !Period.TryParse(period, out asked))
        {
            return new Refusal("period_not_readable", "期间请写成 2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30。");
        }

        var at = long.MaxValue;
        if (!string.IsNullOrWhiteSpace(known) && !TryKnown(known.Trim(), out at))
        {
            return new Refusal("known_not_readable", "“按当时所知”请写日期，例如 2024-01-31，或日期和时间 2024-01-31T18:05。");
        }

        return new ReadingRequest(code, string.IsNullOrWhiteSpace(scope) ? "*" : scope.Trim(), asked, at);
    }

    // links carry the exact millisecond, people write a day or a minute
    private static bool TryKnown(string text, out long ms) =>
        ChinaTime.TryParseEnd(text, out ms) || text.Length >= 12 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ms);
}
