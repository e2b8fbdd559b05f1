using Baotuan.Kernel;

namespace Baotuan.Platform.Sheets;

/// <summary>From the raw cell to the value that its column promises, or the sentence that says why not.</summary>
internal static class CellReading
{
    /// <summary>Returns null when good; <paramref name="value"/> stays null for an empty cell.</summary>
    public static string? Read(SheetColumn column, RawCell cell, bool isCsv, SheetLimits limits, out object? value)
    {
        value = null;
        if (cell.IsBlank) return column.Required ? Wording.Missing : null;
        if (cell.Text.Length > limits.CellChars) return Wording.CellTooLong(limits.CellChars);
        return cell.Kind switch
        {
            RawKind.Error => Wording.ErrorValue(cell.Text),
            RawKind.Uncalculated => Wording.Uncalculated,
            RawKind.Date => FromDate(column, cell.Text, out value),
            RawKind.Number => FromNumber(column, cell.Text, false, out value),
            RawKind.Percent => FromNumber(column, cell.Text, true, out value),
            _ => FromText(column, cell.Text, isCsv, out value),
        };
    }

    private static string? FromDate(SheetColumn column, string text, out object? value)
    {
        value = null;
        if (column.Kind == SheetColumnKind.Text) return FromText(column, text, false, out value);
        if (column.Kind != SheetColumnKind.Date) return Wording.TurnedIntoDate;
        if (SheetDates.TryRead(text, out DateOnly date)) value = date;
        if (value is not null) return null;
        return text.Contains('.') ? Wording.DateWithTime : Wording.NotADate;
    }

    private static string? FromNumber(SheetColumn column, string raw, bool isPercent, out object? value)
    {
        value = null;
        int decimals = column.Kind switch { SheetColumnKind.Amount => 2, SheetColumnKind.Ppm => 6, _ => 4 };
        string? plain = ExcelNumber.ToPlain(raw, decimals);
        if (plain is null) return Wording.BeyondFifteenDigits;
        bool rate = isPercent && column.Kind == SheetColumnKind.Ppm;
        return rate ? ReadRate(plain, asPercent: true, out value) : FromText(column, plain, false, out value);
    }

    private static string? FromText(SheetColumn column, string raw, bool isCsv, out object? value)
    {
        value = null;
        string text = column.Kind == SheetColumnKind.Code ? HalfWidth(Trim(raw)) : Trim(raw);
        if (text.Length == 0) return column.Required ? Wording.Missing : null;
        if (isCsv && IsFormula(column.Kind, text)) return Wording.FormulaInText;
        return column.Kind switch
        {
            SheetColumnKind.Text or SheetColumnKind.Code => ReadText(column, FormulaGuard.Unescape(text), out value),
            SheetColumnKind.Amount => ReadAmount(column, text, out value),
            SheetColumnKind.Area => ReadArea(column, text, out value),
            SheetColumnKind.Ppm => ReadRate(HalfWidth(text), asPercent: false, out value),
            SheetColumnKind.Date => ReadDate(HalfWidth(text), out value),
            SheetColumnKind.Quantity => ReadScaled(column, HalfWidth(text), 4, Wording.NotANumber, Wording.QuantityTooFine, out value),
            SheetColumnKind.Integer => ReadScaled(column, HalfWidth(text), 0, Wording.NotAWholeNumber, Wording.NotAWholeNumber, out value),
            SheetColumnKind.Choice => ReadChoice(column, text, out value),
            SheetColumnKind.YesNo => ReadYesNo(text, out value),
            SheetColumnKind.CreditCode => Coded(CreditCode.TryParse(text, out CreditCode code, out CodeProblem problem), code, problem, out value),
            SheetColumnKind.CitizenId => Coded(CitizenIdNumber.TryParse(text, out CitizenIdNumber id, out CodeProblem problem), id, problem, out value),
            SheetColumnKind.DivisionCode => Coded(DivisionCode.TryParse(text, out DivisionCode code, out CodeProblem problem), code, problem, out value),
            SheetColumnKind.Period => ReadPeriod(text, out value),
            _ => throw new InvalidOperationException($"No reader for {column.Kind}."),
        };
    }

    // numbers and dates judge their own signs; = and @ are formulas wherever they stand
    private static bool IsFormula(SheetColumnKind kind, string text) => kind is SheetColumnKind.Text or SheetColumnKind.Code
        ? FormulaGuard.IsFormula(text)
        : text[0] is '=' or '@';

    private static string? ReadText(SheetColumn column, string text, out object? value)
    {
        bool fits = text.Length <= column.MaxLength;
        value = fits ? text : null;
        return fits ? null : Wording.TooLong(column.MaxLength);
    }

    private static string? ReadAmount(SheetColumn column, string text, out object? value)
    {
        value = null;
        if (!Money.TryParse(text, out Money money, out AmountProblem problem)) return problem.Chinese();
        if (money < Money.Zero && !column.AllowNegative) return Wording.Negative;
        value = money;
        return null;
    }

    private static string? ReadArea(SheetColumn column, string text, out object? value)
    {
        value = null;
        if (!LandArea.TryParse(text, out LandArea area, out AmountProblem problem)) return problem.ChineseForLandArea();
        if (area < LandArea.Zero && !column.AllowNegative) return Wording.Negative;
        value = area;
        return null;
    }

    // a bare 10 may mean 10 % or tenfold, so above 1 only the percent sign is taken
    private static string? ReadRate(string text, bool asPercent, out object? value)
    {
        value = null;
        bool percent = text.EndsWith('%');
        string number = percent ? text[..^1].TrimEnd() : text;
        string? problem = ScaledNumber.Read(number, percent ? 4 : 6, Wording.NotARate, Wording.RateTooFine, out long ppm);
        if (problem is not null) return problem;
        if (ppm < 0) return Wording.Negative;
        if (!percent && !asPercent && ppm > 1_000_000) return Wording.RateAboveOne;
        value = ppm;
        return null;
    }

    private static string? ReadDate(string text, out object? value)
    {
        bool read = SheetDates.TryRead(text, out DateOnly date);
        value = read ? date : null;
        return read ? null : Wording.NotADate;
    }

    private static string? ReadScaled(SheetColumn column, string text, int decimals, string notANumber, string tooFine, out object? value)
    {
        value = null;
        string? problem = ScaledNumber.Read(text, decimals, notANumber, tooFine, out long units);
        if (problem is not null) return problem;
        if (units < 0 && !column.AllowNegative) return Wording.Negative;
        value = units;
        return null;
    }

    private static string? ReadChoice(SheetColumn column, string text, out object? value)
    {
        SheetChoice? choice = column.Choices.FirstOrDefault(one => SheetHeader.Same(text, one.Code) || SheetHeader.Same(text, one.ChineseName));
        value = choice?.Code;
        return choice is null ? Wording.NotAChoice(column.Choices) : null;
    }

    private static string? ReadYesNo(string text, out object? value)
    {
        value = text.ToUpperInvariant() switch
        {
            "是" or "Y" or "YES" or "TRUE" or "1" => true,
            "否" or "N" or "NO" or "FALSE" or "0" => false,
            _ => null,
        };
        return value is null ? Wording.NotYesNo : null;
    }

    private static string? ReadPeriod(string text, out object? value)
    {
        bool read = Period.TryParse(text, out Period period);
        value = read ? period : null;
        return read ? null : Wording.NotAPeriod;
    }

    private static string? Coded<T>(bool read, T code, CodeProblem problem, out object? value) where T : struct
    {
        value = read ? code : null;
        return read ? null : problem.Chinese();
    }

    // byte order marks and zero-width blanks come along when people copy from web pages
    private static string Trim(string text) => text.Trim().Trim('\uFEFF', '\u200B').Trim();

    private static string HalfWidth(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E')) return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = source[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(source[i] - 0xFEE0) : source[i];
        });
    }
}
