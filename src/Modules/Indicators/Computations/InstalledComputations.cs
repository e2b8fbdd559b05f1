using Baotuan.Indicators.Contracts;
using Baotuan.Platform;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Computations;

/// <summary>Computations of all installed modules, by their codes.</summary>
internal static class InstalledComputations
{
    public static IEnumerable<Computation> All(IReadOnlyList<IModule> modules) => modules.OfType<IComputesIndicators>().SelectMany(m => m.Computations);

    public static Computation? Find(IReadOnlyList<IModule> modules, string code) => All(modules).SingleOrDefault(c => c.Code == code);

    public static Computation Of(IReadOnlyList<IModule> modules, string code) =>
        Find(modules, code) ?? throw new InvalidOperationException($"no module computes {code}");

    /// <summary>Whether who reads a number may list its records too.</summary>
    public static bool MayList(BaotuanDb db, string code) => Find(db.Modules, code)?.RecordsNeed is not { } need || db.Access.Caller.Holds(need);
}

/// <summary>What a definition tells its computation: <c>kinds=village_cooperative+community;kind=quota</c>.</summary>
internal static class Arguments
{
    private const int MostCharacters = 300;

    public static IReadOnlyDictionary<string, string> Parse(string text) =>
        TryParse(text) ?? throw new InvalidOperationException($"an argument that was let in cannot be read: {text}");

    /// <summary>Null where it cannot be read.</summary>
    public static IReadOnlyDictionary<string, string>? TryParse(string text)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=');
            if (equals <= 0 || equals == part.Length - 1 || !pairs.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                return null;
            }
        }

        return text.Length <= MostCharacters ? pairs : null;
    }
}
