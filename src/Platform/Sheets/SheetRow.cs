using Baotuan.Kernel;

namespace Baotuan.Platform.Sheets;

/// <summary>
/// One row with content. Every cell was already read and checked: where a cell is wrong the problem is in the list,
/// <see cref="HasErrors"/> is set and the cell counts as empty, so that domain checks may go on and add what they find.
/// The plain getters are for required columns (a bad cell gives the default value of the type), the OrNull getters for any.
/// Asking a column that does not exist, is of another kind or, by a plain getter, is not required throws at once.
/// </summary>
public sealed class SheetRow
{
    private readonly SheetHeader _header;
    private readonly object?[] _values;
    private readonly bool[] _bad;
    private readonly SheetProblems _problems;

    internal SheetRow(SheetHeader header, int row, object?[] values, bool[] bad, SheetProblems problems)
    {
        (_header, Row, _values, _bad, _problems) = (header, row, values, bad, problems);
    }

    /// <summary>The number that Excel shows; the header is row 1.</summary>
    public int Row { get; }

    /// <summary>File name without folder.</summary>
    public string File => _header.Place.File;

    /// <summary>Name of the sheet as in the file.</summary>
    public string Sheet => _header.Place.Sheet;

    /// <summary>Whether the reader or a domain check found an error in this row, in this or an earlier reading.</summary>
    public bool HasErrors => _problems.HasErrorsAt(File, Sheet, Row);

    /// <summary>Adds an error to this row. <paramref name="column"/> is the English name, or null for the row as a whole.</summary>
    public void Refuse(string? column, string message) => Add(column, message, SheetSeverity.Error);

    /// <summary>Adds a warning to this row.</summary>
    public void Warn(string? column, string message) => Add(column, message, SheetSeverity.Warning);

    /// <summary>Whether the cell has a good value.</summary>
    public bool Has(string column) => _values[_header.Definition.PlaceOf(column)] is not null;

    /// <summary>Whether something stands in the cell that could not be read; its problem is in the list already.</summary>
    public bool IsBad(string column) => _bad[_header.Definition.PlaceOf(column)];

    /// <summary>Whether nothing stands in the cell.</summary>
    public bool IsEmpty(string column) => !Has(column) && !IsBad(column);

    /// <summary>All values in the order of the definition, null where empty or bad: what <see cref="SheetWriter"/> takes.</summary>
    public object?[] ToValues() => [.. _values];

    /// <summary>Text or own code.</summary>
    public string Text(string column) => Required(column, TextOrNull) ?? "";

    /// <inheritdoc cref="Text"/>
    public string? TextOrNull(string column) => (string?)Value(column, SheetColumnKind.Text, SheetColumnKind.Code);

    /// <summary>Yuan as fen.</summary>
    public Money Amount(string column) => Required(column, AmountOrNull) ?? default;

    /// <inheritdoc cref="Amount"/>
    public Money? AmountOrNull(string column) => (Money?)Value(column, SheetColumnKind.Amount);

    /// <summary>Mu as 1/10000 mu.</summary>
    public LandArea Area(string column) => Required(column, AreaOrNull) ?? default;

    /// <inheritdoc cref="Area"/>
    public LandArea? AreaOrNull(string column) => (LandArea?)Value(column, SheetColumnKind.Area);

    /// <summary>A rate in ppm.</summary>
    public long Ppm(string column) => Required(column, PpmOrNull) ?? default;

    /// <inheritdoc cref="Ppm"/>
    public long? PpmOrNull(string column) => (long?)Value(column, SheetColumnKind.Ppm);

    /// <summary>A day.</summary>
    public DateOnly Date(string column) => Required(column, DateOrNull) ?? default;

    /// <inheritdoc cref="Date"/>
    public DateOnly? DateOrNull(string column) => (DateOnly?)Value(column, SheetColumnKind.Date);

    /// <summary>A number in 1/10000.</summary>
    public long Quantity(string column) => Required(column, QuantityOrNull) ?? default;

    /// <inheritdoc cref="Quantity"/>
    public long? QuantityOrNull(string column) => (long?)Value(column, SheetColumnKind.Quantity);

    /// <summary>A whole number.</summary>
    public long Integer(string column) => Required(column, IntegerOrNull) ?? default;

    /// <inheritdoc cref="Integer"/>
    public long? IntegerOrNull(string column) => (long?)Value(column, SheetColumnKind.Integer);

    /// <summary>The code of the choice.</summary>
    public string Choice(string column) => Required(column, ChoiceOrNull) ?? "";

    /// <inheritdoc cref="Choice"/>
    public string? ChoiceOrNull(string column) => (string?)Value(column, SheetColumnKind.Choice);

    /// <summary>是 is true.</summary>
    public bool YesNo(string column) => Required(column, YesNoOrNull) ?? default;

    /// <inheritdoc cref="YesNo"/>
    public bool? YesNoOrNull(string column) => (bool?)Value(column, SheetColumnKind.YesNo);

    /// <summary>统一社会信用代码.</summary>
    public CreditCode CreditCode(string column) => Required(column, CreditCodeOrNull) ?? default;

    /// <inheritdoc cref="CreditCode"/>
    public CreditCode? CreditCodeOrNull(string column) => (CreditCode?)Value(column, SheetColumnKind.CreditCode);

    /// <summary>身份证号.</summary>
    public CitizenIdNumber CitizenId(string column) => Required(column, CitizenIdOrNull) ?? default;

    /// <inheritdoc cref="CitizenId"/>
    public CitizenIdNumber? CitizenIdOrNull(string column) => (CitizenIdNumber?)Value(column, SheetColumnKind.CitizenId);

    /// <summary>区划代码.</summary>
    public DivisionCode DivisionCode(string column) => Required(column, DivisionCodeOrNull) ?? default;

    /// <inheritdoc cref="DivisionCode"/>
    public DivisionCode? DivisionCodeOrNull(string column) => (DivisionCode?)Value(column, SheetColumnKind.DivisionCode);

    /// <summary>A period.</summary>
    public Period Period(string column) => Required(column, PeriodOrNull) ?? default;

    /// <inheritdoc cref="Period"/>
    public Period? PeriodOrNull(string column) => (Period?)Value(column, SheetColumnKind.Period);

    // told by the definition, not by the data: the first test finds a plain getter on an optional column
    private T Required<T>(string column, Func<string, T> getter)
    {
        SheetColumn asked = _header.Definition.Columns[_header.Definition.PlaceOf(column)];
        return asked.Required ? getter(column) : throw new InvalidOperationException($"{column} may be empty: use the OrNull getter.");
    }

    private object? Value(string column, SheetColumnKind kind, SheetColumnKind? orKind = null)
    {
        int place = _header.Definition.PlaceOf(column);
        SheetColumnKind actual = _header.Definition.Columns[place].Kind;
        bool asked = actual == kind || actual == orKind;
        return asked ? _values[place] : throw new InvalidOperationException($"{column} holds {actual}.");
    }

    private void Add(string? column, string message, SheetSeverity severity) =>
        _problems.Add(_header.Problem(Row, column is null ? -1 : _header.Definition.PlaceOf(column), message, severity));
}
