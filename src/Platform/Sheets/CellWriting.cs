using Baotuan.Kernel;

namespace Baotuan.Platform.Sheets;

/// <summary>How Excel shows a column; the order is that of the formats in the written style part.</summary>
internal enum XlsxFormat
{
    General,
    Header,
    RequiredHeader,
    Text,
    Amount,
    Area,
    Percent,
    Date,
    Quantity,
    Integer,
    Wrapped,
}

/// <summary>From a value to the text of a file: the exact opposite of <see cref="CellReading"/>.</summary>
internal static class CellWriting
{
    // above this many digits Excel would change the last ones, so the number goes out as text
    private const int SafeDigits = 15;

    /// <summary>The text in a CSV. A value of another type than the column's is a mistake of the caller and throws.</summary>
    public static string ToText(SheetColumn column, object? value) => (column.Kind, value) switch
    {
        (_, null) => "",
        (SheetColumnKind.Text or SheetColumnKind.Code, string text) => FormulaGuard.Escape(text),
        (SheetColumnKind.Amount, Money money) => money.ToString(),
        (SheetColumnKind.Area, LandArea area) => area.ToString(),
        (SheetColumnKind.Ppm, _) => ScaledNumber.Write(Long(value), 4) + "%",
        (SheetColumnKind.Date, DateOnly date) => SheetDates.Write(date),
        (SheetColumnKind.Quantity, _) => ScaledNumber.Write(Long(value), 4),
        (SheetColumnKind.Integer, _) => ScaledNumber.Write(Long(value), 0),
        (SheetColumnKind.Choice, string code) => NameOf(column, code),
        (SheetColumnKind.YesNo, bool yes) => yes ? "是" : "否",
        (SheetColumnKind.CreditCode, CreditCode code) => code.Text,
        (SheetColumnKind.CitizenId, CitizenIdNumber id) => id.Text,
        (SheetColumnKind.DivisionCode, DivisionCode code) => code.Text,
        (SheetColumnKind.Period, Period period) => period.Code,
        // codes already masked or otherwise worded by the caller
        (SheetColumnKind.CreditCode or SheetColumnKind.CitizenId or SheetColumnKind.DivisionCode or SheetColumnKind.Period, string text) => FormulaGuard.Escape(text),
        _ => throw new ArgumentException($"{column.Name} ({column.Kind}) cannot hold {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>The digits of a numeric cell; null when the cell is text.</summary>
    public static string? ToNumber(SheetColumn column, object? value) => (column.Kind, value) switch
    {
        (SheetColumnKind.Amount, Money money) => Safe(money.ToString()),
        (SheetColumnKind.Area, LandArea area) => Safe(area.ToString()),
        (SheetColumnKind.Ppm, not null) => Safe(ScaledNumber.Write(Long(value), 6)),
        (SheetColumnKind.Quantity, not null) => Safe(ScaledNumber.Write(Long(value), 4)),
        (SheetColumnKind.Integer, not null) => Safe(ScaledNumber.Write(Long(value), 0)),
        (SheetColumnKind.Date, DateOnly date) when date.Year >= 1900 => SheetDates.ToSerial(date).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    public static XlsxFormat FormatOf(SheetColumnKind kind) => kind switch
    {
        SheetColumnKind.Amount => XlsxFormat.Amount,
        SheetColumnKind.Area => XlsxFormat.Area,
        SheetColumnKind.Ppm => XlsxFormat.Percent,
        SheetColumnKind.Date => XlsxFormat.Date,
        SheetColumnKind.Quantity => XlsxFormat.Quantity,
        SheetColumnKind.Integer => XlsxFormat.Integer,
        _ => XlsxFormat.Text,
    };

    private static string NameOf(SheetColumn column, string code) =>
        column.Choices.FirstOrDefault(choice => choice.Code == code)?.ChineseName
        ?? throw new ArgumentException($"{column.Name} has no choice {code}.", nameof(code));

    private static string? Safe(string digits) => digits.Count(char.IsAsciiDigit) <= SafeDigits ? digits : null;

    private static long Long(object value) => value switch
    {
        long number => number,
        int number => number,
        _ => throw new ArgumentException($"{value.GetType().Name} is no whole number.", nameof(value)),
    };
}
