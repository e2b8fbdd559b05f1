using Baotuan.Platform.Sheets;

namespace Baotuan.Ventures.Imports;

/// <summary>How exactly an amount is known; a figure carries it wherever it is shown.</summary>
internal static class Qualifiers
{
    public const string Exact = "exact";

    public static readonly IReadOnlyList<SheetChoice> All =
        [new(Exact, "准确"), new("at_least", "至少"), new("about", "约"), new("forecast", "预计")];
}
