using System.Globalization;
using System.Text;
using Baotuan.Kernel;

namespace Baotuan.Tests.Modules.Industry;

/// <summary>A random county with firms, chains, lists and reports in one series, and what follows from them by counting by hand: loops over rows, nothing shared with the product.</summary>
internal sealed class IndustryWorld
{
    public sealed record Listing(string Firm, int From, int? To);

    public sealed record Member(string Firm, string Chain, int From, int? To);

    public sealed record Report(string Firm, int Month, long? Value, long Sum, long? Base);

    // months count from January 2021 as 0
    public const int Now = 22;
    public const int Then = 10;

    private readonly Random _random;

    public IndustryWorld(int seed)
    {
        _random = new(seed);
        Firms = [.. Enumerable.Range(1, 24).Select(i => $"E{i:00}")];
        foreach (var firm in Firms)
        {
            AddFirm(firm);
        }
    }

    public IReadOnlyList<string> Firms { get; }

    public List<Listing> Listings { get; } = [];

    public List<Member> Members { get; } = [];

    public List<Report> Reports { get; } = [];

    public List<Report> Corrections { get; } = [];

    private void AddFirm(string firm)
    {
        var from = _random.Next(3) == 0 ? _random.Next(0, 24) : 0;
        Listings.Add(new(firm, from, _random.Next(4) == 0 ? _random.Next(from, 24) : null));
        foreach (var chain in new[] { "A", "B", "C" })
        {
            if (_random.Next(5) < 2)
            {
                var start = _random.Next(3) == 0 ? _random.Next(0, 24) : 0;
                Members.Add(new(firm, chain, start, _random.Next(4) == 0 ? _random.Next(start, 24) : null));
            }
        }

        foreach (var month in new[] { Then, Now })
        {
            if (_random.Next(6) > 0)
            {
                var report = Random(firm, month);
                Reports.Add(report);
                if (_random.Next(4) == 0)
                {
                    Corrections.Add(Random(firm, month));
                }
            }
        }
    }

    private Report Random(string firm, int month) =>
        new(firm, month, _random.Next(3) == 0 ? null : _random.NextInt64(-5_000, 900_000), _random.NextInt64(1, 9_000_000_000_00), _random.Next(4) == 0 ? null : _random.NextInt64(0, 9_000_000_000_00));

    private static string Month(int month) => $"{2021 + month / 12}-{month % 12 + 1:00}";

    private static string Yuan(long? fen) => fen is { } value ? new Money(value).ToString() : "";

    public (string, string)[] Setup() =>
    [
        ("organizations", "code,name,kind,credit_code,unit,valid_from,valid_to\n" + string.Concat(Firms.Select(f => $"{f},企业{f},enterprise,,,,\n"))),
        ("industry-chains", "code,name,kind,valid_from\nA,甲链,other,2020-01-01\nB,乙链,other,2020-01-01\nC,丙链,leading,2020-01-01\n"),
        ("chain-members", "firm,chain,role,valid_from,valid_to\n" + string.Concat(Members.Select(m => $"{m.Firm},{m.Chain},member,{Month(m.From)}-01,{(m.To is { } to ? Last(to) : "")}\n"))),
        ("scope-list", "firm,series,from_month,to_month,note\n" + string.Concat(Listings.Select(l => $"{l.Firm},official,{Month(l.From)},{(l.To is { } to ? Month(to) : "")},\n"))),
        ("outputs", Sheet(Reports, "")),
    ];

    private static string Last(int month) => new DateOnly(2021 + month / 12, month % 12 + 1, 1).AddMonths(1).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Sheet(IEnumerable<Report> reports, string reason)
    {
        var sheet = new StringBuilder("firm,series,month,value,cumulative,base,status,reason\n");
        foreach (var r in reports)
        {
            sheet.Append(CultureInfo.InvariantCulture, $"{r.Firm},official,{Month(r.Month)},{Yuan(r.Value)},{Yuan(r.Sum)},{Yuan(r.Base)},,{reason}\n");
        }

        return sheet.ToString();
    }

    public bool IsListed(string firm, int month, string? chain) =>
        Listings.Exists(l => l.Firm == firm && l.From <= month && (l.To is null || l.To >= month))
        && (chain is null || Members.Exists(m => m.Firm == firm && m.Chain == chain && m.From <= month && (m.To is null || m.To >= month)));

    /// <summary>As corrected.</summary>
    public Report? Latest(string firm, int month) => Corrections.Find(r => r.Firm == firm && r.Month == month) ?? First(firm, month);

    /// <summary>As entered.</summary>
    public Report? First(string firm, int month) => Reports.Find(r => r.Firm == firm && r.Month == month);
}
