using System.Globalization;
using Baotuan.Kernel;

namespace Baotuan.Platform.Pages;

/// <summary>
/// Reads the conditions of a list out of its address. What cannot be read is named in <see cref="Unread"/>: the page says that it was left out, and a file is refused,
/// because it would give out more than was asked for.
/// </summary>
/// <param name="value">A condition by its name; null where there is none.</param>
public sealed class Conditions(Func<string, string?> value)
{
    private readonly List<string> _unread = [];

    /// <summary>In words, without a full stop.</summary>
    public IReadOnlyList<string> Unread => _unread;

    /// <summary>Why nothing is taken away by these conditions; null where all were read.</summary>
    public static Refusal? Refusal(IReadOnlyList<string> unread) =>
        unread.Count == 0 ? null : new("condition_not_readable", $"{string.Join('；', unread)}。请改正这个条件，或者去掉它。");

    public string? Text(string name) => value(name);

    /// <summary>Names a condition that its reader could not read.</summary>
    public void Miss(string problem) => _unread.Add(problem);

    public DateOnly? Day(string name, string chinese) => Read(name, chinese, "2018-12-31", text =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null);

    public int? Year(string name, string chinese) => Read(name, chinese, "2018", text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and <= 9000 ? year : (int?)null);

    /// <summary>One of the options of a drop-down.</summary>
    public string? OneOf(string name, string chinese, IReadOnlyList<FieldOption> options)
    {
        if (value(name) is not { } code || options.Any(o => o.Value == code))
        {
            return value(name);
        }

        _unread.Add($"{chinese}“{code}”请写成 {string.Join('、', options.Select(o => $"{o.Value}（{o.Text}）"))}");
        return null;
    }

    private T? Read<T>(string name, string chinese, string example, Func<string, T?> read) where T : struct
    {
        if (value(name) is not { } text)
        {
            return null;
        }

        if (read(text) is { } found)
        {
            return found;
        }

        _unread.Add($"{chinese}“{text}”请写成 {example}");
        return null;
    }
}
