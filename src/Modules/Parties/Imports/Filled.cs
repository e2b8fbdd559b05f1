namespace Baotuan.Parties.Imports;

/// <summary>Empty cells: stored as a value that stands for them, exported as empty again.</summary>
internal static class Filled
{
    /// <summary>The first day that a sheet can hold: stands for "as far back as anybody knows".</summary>
    public static readonly DateOnly Always = new(1900, 1, 1);

    public static string? OrNull(string text) => text.Length == 0 ? null : text;

    public static DateOnly? OrNull(DateOnly day) => day == Always ? null : day;
}
