using System.Globalization;
using System.Text.RegularExpressions;
using Baotuan.Indicators.Claims;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Briefings;

/// <summary>Reads the text line by line and puts a computed number where a placeholder stands.</summary>
internal sealed partial class RenderBriefing
{
    public const int MostCharacters = 200_000;
    private const int MostNumbers = 500;

    private readonly BaotuanDb _db;
    private readonly long _knownAtMs;
    private readonly List<BriefingNumber> _numbers = [];
    private readonly List<Refusal> _problems = [];
    private IReadOnlyDictionary<string, ClaimInfo>? _claims;

    private RenderBriefing(BaotuanDb db, long knownAtMs) => (_db, _knownAtMs) = (db, knownAtMs);

    public static async Task<Outcome<Briefing>> RunAsync(BaotuanDb db, string markdown, long knownAtMs, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.ReadingRead);
        if (markdown.Length > MostCharacters)
        {
            return new Refusal("briefing_not_readable", $"简报太长，最多 {MostCharacters} 字。请分成几份。");
        }

        var rendering = new RenderBriefing(db, knownAtMs);
        var blocks = new List<BriefingBlock>();
        foreach (var (kind, text, line) in BriefingLines.Read(markdown))
        {
            blocks.Add(new(kind, await rendering.RunsAsync(text, line, cancel)));
        }

        if (rendering._problems.Count > 0)
        {
            return Outcome<Briefing>.Refused(rendering._problems);
        }

        var title = blocks.FirstOrDefault(b => b.Kind == "h1");
        return title is null
            ? new Refusal("briefing_not_readable", "简报要有标题：用“# ”开头写一行。")
            : new Briefing(string.Concat(title.Runs.Select(r => r.Text)), blocks, rendering._numbers, knownAtMs);
    }

    private async Task<IReadOnlyList<BriefingRun>> RunsAsync(string text, int line, CancellationToken cancel)
    {
        var runs = new List<BriefingRun>();
        var at = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            if (match.Index > at)
            {
                runs.Add(new(text[at..match.Index], null));
            }

            runs.Add(await NumberAsync(match.Groups["inside"].Value.Trim(), line, cancel));
            at = match.Index + match.Length;
        }

        if (at < text.Length)
        {
            runs.Add(new(text[at..], null));
        }

        return runs;
    }

    private async Task<BriefingRun> NumberAsync(string inside, int line, CancellationToken cancel)
    {
        var words = inside.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (_numbers.Count >= MostNumbers)
        {
            return Problem(line, $"数字太多，最多 {MostNumbers} 个。请分成几份。");
        }

        return (words.FirstOrDefault(), words.Length) switch
        {
            ("reading", >= 4 and <= 6) => await ReadingAsync(words, line, cancel),
            ("claim" or "computed" or "residual", 2) => await ClaimAsync(words[0], words[1], line, cancel),
            _ => Problem(line, $"看不懂“{inside}”。请写 reading 指标 范围 期间 [单位 [小数位]]，或 claim、computed、residual 加公开说法的编号。"),
        };
    }

    private async Task<BriefingRun> ReadingAsync(string[] words, int line, CancellationToken cancel)
    {
        if (!Period.TryParse(words[3], out var period))
        {
            return Problem(line, $"看不懂期间“{words[3]}”。请写成 2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30。");
        }

        var read = await ReadAsync(new(words[1], words[2], period, _knownAtMs), cancel);
        if (!read.Ok)
        {
            return Problem(line, read.Refusals[0].Message);
        }

        var unit = words.Length > 4 ? MeasureUnits.Find(words[4]) : read.Value.Indicator.Unit;
        if (unit is null || unit.Dimension != read.Value.Indicator.Unit.Dimension)
        {
            return Problem(line, $"“{words[4]}”不是“{read.Value.Indicator.Name}”能用的单位。");
        }

        int? decimals = words.Length > 5 && int.TryParse(words[5], NumberStyles.None, CultureInfo.InvariantCulture, out var d) && d <= 6 ? d : null;
        return words.Length > 5 && decimals is null
            ? Problem(line, $"小数位请写 0 到 6，不是“{words[5]}”。")
            : Number(NumberText.Of(read.Value, unit, decimals), read.Value, null);
    }

    // who sees only a part of the records gets a sentence, not half a number
    private async Task<Outcome<Reading>> ReadAsync(ReadingRequest request, CancellationToken cancel)
    {
        try
        {
            return await IndicatorReadings.ReadAsync(_db, request, cancel);
        }
        catch (AccessDeniedException)
        {
            return new Refusal("out_of_reach", "这个数的记录不在您的查看范围里。");
        }
    }

    private async Task<BriefingRun> ClaimAsync(string what, string code, int line, CancellationToken cancel)
    {
        _claims ??= (await ClaimBook.ListAsync(_db, _knownAtMs, cancel)).GroupBy(c => c.Code).ToDictionary(g => g.Key, g => g.Last());
        if (!_claims.TryGetValue(code, out var claim) || claim.Unit is not { } unit)
        {
            return Problem(line, $"没有编号为 {code} 的公开数字。请先在“公开说法”表登记，或改正编号。");
        }

        if (what == "claim")
        {
            return claim.Reading is { } bound ? Number(claim.PrintedText, bound, claim, isPrinted: true) : new(claim.PrintedText, null);
        }

        return claim is { Computed: { } computed, Reading: { } reading }
            ? Number(what == "computed" ? NumberText.Plain(computed, unit, null) : NumberText.Plain(claim.Residual ?? Rational.Zero, unit, null), reading, claim)
            : new BriefingRun(claim.Reason, null);
    }

    private BriefingRun Number(string text, Reading reading, ClaimInfo? claim, bool isPrinted = false)
    {
        _numbers.Add(new(_numbers.Count + 1, text, reading, claim is null ? null : new(claim.Code, claim.Text, claim.Source), isPrinted));
        return new(text, _numbers.Count);
    }

    private BriefingRun Problem(int line, string message)
    {
        _problems.Add(new("briefing_not_readable", $"第 {line} 行：{message}"));
        return new("", null);
    }

    [GeneratedRegex(@"\{\{(?<inside>[^{}]*)\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}

/// <summary>A number as a sentence has it: with its qualifier and unit, rounded half-up where decimals were asked for.</summary>
internal static class NumberText
{
    public static string Of(Reading reading, MeasureUnit unit, int? decimals)
    {
        if (reading.Value is not { } value)
        {
            return "没有记录";
        }

        var qualifier = reading.Qualifier == NumberQualifiers.Exact ? "" : NumberQualifiers.Chinese(reading.Qualifier) + " ";
        return qualifier + Plain(value * reading.Indicator.Unit.Factor / unit.Factor, unit, decimals);
    }

    /// <summary>"7,700 万元", "约 42.78 万元": what rounding changed says so.</summary>
    public static string Plain(Rational value, MeasureUnit unit, int? decimals)
    {
        var scale = System.Numerics.BigInteger.Pow(10, decimals ?? 2);
        var rounded = new Rational((value * new Rational(scale, 1)).RoundHalfUp(), scale);
        return $"{(rounded == value ? "" : "约 ")}{Grouped(rounded, unit)} {unit.Chinese}";
    }

    private static string Grouped(Rational value, MeasureUnit unit)
    {
        var plain = value.ToDecimalString(6);
        var point = plain.IndexOf('.');
        var whole = System.Numerics.BigInteger.Parse(point < 0 ? plain : plain[..point], CultureInfo.InvariantCulture);
        var sign = value.Sign < 0 && whole.IsZero ? "-" : "";
        return unit.Dimension == "year" ? plain : sign + whole.ToString("N0", CultureInfo.InvariantCulture) + (point < 0 ? "" : plain[point..]);
    }
}

/// <summary>The lines of the text as blocks; lines that follow each other are one paragraph.</summary>
internal static class BriefingLines
{
    public static IEnumerable<(string Kind, string Text, int Line)> Read(string markdown)
    {
        var (paragraph, since, number) = (new List<string>(), 0, 0);
        foreach (var raw in markdown.ReplaceLineEndings("\n").TrimStart('\uFEFF').Split('\n').Append(""))
        {
            number++;
            var line = raw.Trim();
            var kind = line.StartsWith("# ", StringComparison.Ordinal) ? "h1" : line.StartsWith("## ", StringComparison.Ordinal) ? "h2" : line.StartsWith("- ", StringComparison.Ordinal) ? "li" : "p";
            if (paragraph.Count > 0 && (kind != "p" || line.Length == 0))
            {
                yield return ("p", string.Concat(paragraph), since);
                paragraph.Clear();
            }

            if (kind != "p")
            {
                yield return (kind, line[(kind == "h2" ? 3 : 2)..].Trim(), number);
            }
            else if (line.Length > 0)
            {
                since = paragraph.Count == 0 ? number : since;
                paragraph.Add(line);
            }
        }
    }
}
