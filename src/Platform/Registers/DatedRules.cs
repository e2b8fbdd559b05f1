namespace Baotuan.Platform.Registers;

/// <summary>Rules of a file (<see cref="RuleFile"/>) with the column <c>valid_from</c>: each holds from its day until the next one; what lies before the first goes by the first.</summary>
public sealed class DatedRules<T>
{
    private readonly IReadOnlyList<(DateOnly From, T Rule)> _newestFirst;

    private DatedRules(IReadOnlyList<(DateOnly, T)> newestFirst) => _newestFirst = newestFirst;

    /// <param name="name">Of the file, without folder and ending.</param>
    /// <param name="read">A line by the names of its head.</param>
    public static DatedRules<T> Read<TModule>(string name, Func<IReadOnlyDictionary<string, string>, T> read)
        where TModule : IModule =>
        new([.. RuleFile.Read<TModule>(name).Select(l => (From: RuleFile.Day(l["valid_from"]), read(l))).OrderByDescending(l => l.From)]);

    /// <summary>What holds on a day.</summary>
    public T On(DateOnly day) => _newestFirst.FirstOrDefault(l => l.From <= day, _newestFirst[^1]).Rule;
}
