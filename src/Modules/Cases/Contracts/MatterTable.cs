namespace Baotuan.Cases.Contracts;

/// <summary>How many cases of a category; null where the number is kept back.</summary>
public sealed record MatterLine(string Category, int? Cases);

/// <summary>What mediated cases of one kind, received in one calendar year, were about.</summary>
/// <param name="Total">Null where it is itself under the smallest number that is shown.</param>
/// <param name="Least">The smallest number that is shown.</param>
public sealed record MatterTable(string KindName, int Year, IReadOnlyList<MatterLine> Lines, int? Total, int Least);
