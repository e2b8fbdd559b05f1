namespace Baotuan.Platform.Sheets;

/// <summary>What a cell holds and how it is read and written.</summary>
public enum SheetColumnKind
{
    /// <summary>Free text; read by <see cref="SheetRow.Text"/>.</summary>
    Text,

    /// <summary>An own code, kept as typed (leading zeros stay) but for full-width forms, which Chinese input methods leave behind; read by <see cref="SheetRow.Text"/>.</summary>
    Code,

    /// <summary>Yuan with at most two decimals; <see cref="Kernel.Money"/> in fen.</summary>
    Amount,

    /// <summary>Mu with at most four decimals; <see cref="Kernel.LandArea"/> in 1/10000 mu.</summary>
    Area,

    /// <summary>A rate as "10%" or "0.1"; whole ppm, never rounded.</summary>
    Ppm,

    /// <summary>A day: 2018-01-05, 2018/1/5, 2018年1月5日, 20180105 or a date cell of Excel.</summary>
    Date,

    /// <summary>A number with at most four decimals; whole 1/10000.</summary>
    Quantity,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>One of <see cref="SheetColumn.Choices"/>, by code or Chinese name; the code is kept.</summary>
    Choice,

    /// <summary>是 or 否.</summary>
    YesNo,

    /// <summary>统一社会信用代码 with its check character.</summary>
    CreditCode,

    /// <summary>身份证号 with its check digit. Messages never repeat the number.</summary>
    CitizenId,

    /// <summary>区划代码 of 6, 9 or 12 digits.</summary>
    DivisionCode,

    /// <summary>2018, 2018-H1, 2018-Q3, 2018-05 or two days joined by "..".</summary>
    Period,
}

/// <summary>One value that a <see cref="SheetColumnKind.Choice"/> column takes.</summary>
/// <param name="Code">What is stored, English.</param>
/// <param name="ChineseName">What the drop-down shows.</param>
public sealed record SheetChoice(string Code, string ChineseName);

/// <summary>One column of a sheet. The same columns are imported, exported and stand in the template.</summary>
/// <param name="Name">snake_case English header, also the name by which a row is asked.</param>
/// <param name="ChineseName">Chinese header.</param>
/// <param name="Kind">What the cells hold.</param>
public sealed record SheetColumn(string Name, string ChineseName, SheetColumnKind Kind)
{
    /// <summary>Header and every cell must be there.</summary>
    public bool Required { get; init; }

    /// <summary>Most characters of a Text or Code cell.</summary>
    public int MaxLength { get; init; } = 200;

    /// <summary>Whether an amount, area, quantity or whole number may be below zero.</summary>
    public bool AllowNegative { get; init; }

    /// <summary>Chinese: why it is asked and what to write; shown in the template.</summary>
    public string Help { get; init; } = "";

    /// <summary>A good value, shown in the template.</summary>
    public string Example { get; init; } = "";

    /// <summary>The values of a Choice column, in the order of the drop-down.</summary>
    public IReadOnlyList<SheetChoice> Choices { get; init; } = [];
}

/// <summary>One kind of sheet that a module imports and exports.</summary>
public sealed record SheetDefinition
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>A definition that contradicts itself (names twice, a choice without choices) is a mistake of the module and throws.</summary>
    public SheetDefinition(string name, string chineseName, params IReadOnlyList<SheetColumn> columns)
    {
        (Name, ChineseName, Columns) = (name, chineseName, columns);
        CheckSheetName(name);
        CheckSheetName(chineseName);
        var chineseNames = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (SheetColumn column in columns)
        {
            bool unique = _places.TryAdd(column.Name, _places.Count) && chineseNames.Add(column.ChineseName);
            if (!unique) throw new ArgumentException($"{name}: column {column.Name} twice.", nameof(columns));
            bool choices = column.Choices.Count > 0;
            if (choices != (column.Kind == SheetColumnKind.Choice)) throw new ArgumentException($"{name}: choices of {column.Name}.", nameof(columns));
        }
    }

    /// <summary>English name of the file or sheet: "contributions".</summary>
    public string Name { get; }

    /// <summary>Chinese name of the file or sheet: "出资".</summary>
    public string ChineseName { get; }

    /// <summary>In the order of the template and of exports; files may have them in any order.</summary>
    public IReadOnlyList<SheetColumn> Columns { get; }

    internal int PlaceOf(string column) => _places.TryGetValue(column, out int place)
        ? place
        : throw new ArgumentException($"Sheet {Name} has no column {column}.", nameof(column));

    // what Excel takes as the name of a sheet
    private static void CheckSheetName(string name)
    {
        bool good = name.Length is > 0 and <= 31 && name.AsSpan().IndexOfAny("[]:*?/\\'") < 0;
        if (!good) throw new ArgumentException($"'{name}' cannot name a sheet.", nameof(name));
    }
}
