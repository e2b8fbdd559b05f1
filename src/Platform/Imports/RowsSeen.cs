using Baotuan.Platform.Sheets;

namespace Baotuan.Platform.Imports;

/// <summary>Finds rows of one file that say the same thing twice.</summary>
public sealed class RowsSeen<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _rows = [];

    /// <summary>Refuses the row when an earlier one had the key.</summary>
    /// <param name="what">The key in the words of the file, e.g. "编码 V01".</param>
    /// <returns>True when it is the first.</returns>
    public bool First(SheetRow row, string? column, TKey key, Func<string> what)
    {
        if (_rows.TryAdd(key, row.Row))
        {
            return true;
        }

        row.Refuse(column, $"{what()} 与第 {_rows[key]} 行重复，请只留一行。");
        return false;
    }
}
