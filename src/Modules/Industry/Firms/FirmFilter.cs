using Baotuan.Industry.Chains;
using Baotuan.Industry.Contracts;
using Baotuan.Industry.Figures;
using Baotuan.Industry.Outputs;
using Baotuan.Industry.Scopes;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Industry.Firms;

/// <summary>A line of the list of firms.</summary>
/// <param name="Chains">Names of its chains with its role, at the end of the month.</param>
/// <param name="Figure">Null where it is on the list neither in the month nor a year before.</param>
internal sealed record FirmLine(OrganizationInfo Firm, IReadOnlyList<(string Code, string Name, string Role)> Chains, FirmFigure? Figure)
{
    public Rational? Growth => Figure is { IsComparable: true, BaseFen: not 0 } f ? new Rational(f.Now!.Value - f.BaseFen!.Value, f.BaseFen.Value) : null;
}

/// <summary>What the list of firms is narrowed by, and the month that its figures are of: without one, the last with a report.</summary>
internal sealed record FirmFilter(string Series, string? MonthText, string? Text, string? Chain, string? Role, string? List, string? UnknownSeries)
{
    public const string On = "on";
    public const string Off = "off";

    public static FirmFilter Read(Func<string, string?> query)
    {
        var known = OutputSeries.All.Any(s => s.Code == query("series"));
        return new(known ? query("series")! : OutputSeries.Official, query("month"), query("q"), query("chain"), query("role"), query("list"), known ? null : query("series"));
    }

    /// <summary>The month asked for; refused where it or the series cannot be read; null where nothing was reported yet.</summary>
    public async Task<Outcome<DateOnly?>> MonthAsync(BaotuanDb db, CancellationToken cancel)
    {
        if (UnknownSeries is not null)
        {
            return new Refusal("series_unknown", $"没有口径 {UnknownSeries}，请写成 {string.Join('、', OutputSeries.All.Select(s => $"{s.Code}（{s.Chinese}）"))}。");
        }

        if (MonthText is not { Length: > 0 } text)
        {
            return Outcome<DateOnly?>.Of(await db.Set<OutputRow>().Where(o => o.Series == Series).MaxAsync(o => (DateOnly?)o.ValidFrom, cancel));
        }

        return Period.TryParse(text, out var period) && period.IsCalendarMonth ? Outcome<DateOnly?>.Of(period.Start) : new Refusal("month_not_readable", "月份请写成 2022-11 的样子。");
    }

    /// <summary>Firms that somebody may see one by one, by code. Asks <c>industry:firm:read</c>.</summary>
    public async Task<IReadOnlyList<FirmLine>> LoadAsync(BaotuanDb db, DateOnly? month, CancellationToken cancel)
    {
        var reach = db.Access.Reach(IndustryPermissions.FirmRead);
        var on = month is { } m ? Period.MonthOf(m).End : DateOnly.MaxValue;
        var figures = month is { } of ? (await LoadFigures.ForAsync(db, Series, of, reach.Among, long.MaxValue, cancel)).ToDictionary(f => f.FirmId) : [];
        var names = await FirmNames.ChainsAsync(db, cancel);
        var members = LoadFigures.InForce(await FactRegister.StandingAsync<ChainMemberRow, (long, string)>(db, x => (x.FirmId, x.Chain), long.MaxValue, cancel), on).ToLookup(x => x.FirmId);
        var scopes = ScopeList.Of(await FactRegister.StandingAsync<ScopeRow, (long, string)>(db, s => (s.FirmId, s.Series), long.MaxValue, cancel));
        var known = scopes.Firms(Series).Concat(members.Select(g => g.Key)).ToHashSet();
        return
        [
            .. (await Organizations.ListAsync(db, FirmBook.Kind, cancel)).Where(o => reach.Contains(o.Id) && known.Contains(o.Id))
                .Select(o => new FirmLine(o, [.. members[o.Id].OrderBy(x => x.Chain, StringComparer.Ordinal).Select(x => (x.Chain, names.GetValueOrDefault(x.Chain, x.Chain), x.Role))], figures.GetValueOrDefault(o.Id)))
                .Where(Fits),
        ];
    }

    /// <summary>Lines of the list of a month that fit.</summary>
    public IReadOnlyList<ScopeLine> Narrow(IReadOnlyList<ScopeLine> lines, string? move) =>
        [.. lines.Where(l => (move is null || l.Move == move) && (Text is null || l.Firm.Name.Contains(Text, StringComparison.Ordinal) || l.Firm.Code.Contains(Text, StringComparison.OrdinalIgnoreCase)))];

    private bool Fits(FirmLine line) =>
        (Text is null || line.Firm.Name.Contains(Text, StringComparison.Ordinal) || line.Firm.Code.Contains(Text, StringComparison.OrdinalIgnoreCase) || line.Firm.CreditCode.Equals(Text, StringComparison.OrdinalIgnoreCase))
        && (Chain is null || line.Chains.Any(c => c.Code == Chain)) && (Role is null || line.Chains.Any(c => c.Role == Role))
        && (List is null || List == (line.Figure?.Listed == true ? On : Off));
}

/// <summary>Names as the pages show them.</summary>
internal static class FirmNames
{
    public static async Task<IReadOnlyDictionary<string, string>> ChainsAsync(BaotuanDb db, CancellationToken cancel) =>
        (await FactRegister.StandingAsync<ChainRow, string>(db, c => c.Code, long.MaxValue, cancel)).GroupBy(c => c.Code).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Name);

    public static string Role(string code) => ChainRoles.All.FirstOrDefault(r => r.Code == code).Chinese ?? code;

    public static string State(string code) => OutputStates.All.FirstOrDefault(s => s.Code == code).Chinese ?? code;

    public static string Percent(Rational? value) => value is { } v ? $"{IndustryLine.Rounded(v)}%" : "—";

    public static string Month(DateOnly? month) => month is { } m ? $"{m:yyyy-MM}" : "";
}
