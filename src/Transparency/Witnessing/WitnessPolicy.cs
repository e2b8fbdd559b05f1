using System.Globalization;
using Baotuan.Transparency.Notes;

namespace Baotuan.Transparency.Witnessing;

/// <summary>
/// Which logs are trusted and how many witnesses must have signed (C2SP tlog-policy): lines <c>log</c>, <c>witness</c>, <c>group</c>, <c>quorum</c>.
/// </summary>
/// <param name="Logs">Keys of logs.</param>
/// <param name="Witnesses">By name.</param>
public sealed record WitnessPolicy(
    IReadOnlyList<VerifierKey> Logs, IReadOnlyDictionary<string, VerifierKey> Witnesses,
    IReadOnlyDictionary<string, (int Threshold, IReadOnlyList<string> Members)> Groups, string Quorum)
{
    /// <summary>The quorum that asks for nobody.</summary>
    public const string None = "none";

    /// <summary>A policy that trusts one log and asks for no witness.</summary>
    public static WitnessPolicy Of(VerifierKey log) => new([log], new Dictionary<string, VerifierKey>(), new Dictionary<string, (int, IReadOnlyList<string>)>(), None);

    /// <summary>Reads a policy file.</summary>
    /// <returns>Null with the number of the first line that cannot be read.</returns>
    public static (WitnessPolicy? Policy, int BadLine) Parse(string text)
    {
        var (logs, witnesses, groups) = (new List<VerifierKey>(), new Dictionary<string, VerifierKey>(), new Dictionary<string, (int, IReadOnlyList<string>)>());
        string? quorum = null;
        var number = 0;
        bool Known(string name) => witnesses.ContainsKey(name) || groups.ContainsKey(name);
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
            {
                continue;
            }

            var good = words[0] switch
            {
                "log" when words.Length is 2 or 3 && VerifierKey.Parse(words[1]) is { } key => Add(() => logs.Add(key)),
                "witness" when words.Length is 3 or 4 && words[1] != None && !Known(words[1]) && VerifierKey.Parse(words[2]) is { } key => witnesses.TryAdd(words[1], key),
                "group" when words.Length > 3 && words[1] != None && !Known(words[1]) && words[3..].All(Known) && words[3..].Distinct().Count() == words.Length - 3
                    && Threshold(words[2], words.Length - 3) is { } needed => groups.TryAdd(words[1], (needed, words[3..])),
                "quorum" when words.Length == 2 && quorum is null && (words[1] == None || Known(words[1])) => Add(() => quorum = words[1]),
                _ => false,
            };
            if (!good)
            {
                return (null, number);
            }
        }

        return logs.Count == 0 || quorum is null ? (null, number) : (new(logs, witnesses, groups, quorum), 0);
    }

    /// <summary>The policy as a file.</summary>
    public override string ToString() =>
        string.Concat(Logs.Select(l => $"log {l}\n")) + string.Concat(Witnesses.Select(w => $"witness {w.Key} {w.Value}\n"))
        + string.Concat(Groups.Select(g => $"group {g.Key} {g.Value.Threshold} {string.Join(' ', g.Value.Members)}\n")) + $"quorum {Quorum}\n";

    /// <summary>Whether a trusted log signed this checkpoint and enough witnesses saw it.</summary>
    public bool Accepts(SignedNote note)
    {
        if (Checkpoint.Parse(note.Text) is not { } checkpoint
            || note.HeldBy([.. Logs.Where(l => l.Name == checkpoint.Origin), .. Witnesses.Values]) is not { } held)
        {
            return false;
        }

        return Logs.Any(l => l.Name == checkpoint.Origin && held.Contains(l)) && (Quorum == None || Met(Quorum, held));
    }

    private bool Met(string name, IReadOnlyList<VerifierKey> held) => Witnesses.TryGetValue(name, out var witness)
        ? held.Contains(witness)
        : Groups[name].Members.Count(m => Met(m, held)) >= Groups[name].Threshold;

    private static int? Threshold(string word, int members) => word switch
    {
        "any" => 1,
        "all" => members,
        _ => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k >= 1 && k <= members ? k : null,
    };

    private static bool Add(Action add)
    {
        add();
        return true;
    }
}
