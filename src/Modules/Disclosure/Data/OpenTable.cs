using Baotuan.Platform.Storage;

namespace Baotuan.Disclosure.Data;

/// <summary>A column of an open table, by the words of Frictionless Table Schema.</summary>
/// <param name="Type">string, integer, number, date, year or boolean.</param>
internal sealed record OpenField(string Name, string Type, string Title, string Description);

/// <summary>A table of open data: the same columns as CSV and as JSON. It has sums of organisations, so it grows with them and with years, not with members.</summary>
/// <param name="Rows">Cells: string, Money (in yuan), int, long, bool, DateOnly; null for an empty one. Asks for its rights itself.</param>
internal sealed record OpenTable(
    string Name, string Title, string Description, IReadOnlyList<OpenField> Fields, Func<BaotuanDb, DateOnly, CancellationToken, IAsyncEnumerable<object?[]>> Rows);
