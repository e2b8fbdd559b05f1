using System.Globalization;

namespace Baotuan.Bench;

/// <summary>Options after the command's name: <c>--name value</c> or <c>--name</c> alone.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Arguments(ReadOnlySpan<string> args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{args[i]}' is no option");
            }

            var alone = i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal);
            _values[args[i][2..]] = alone ? "" : args[++i];
        }
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    public string Text(string name) => _values.TryGetValue(name, out var text) ? text : throw new ArgumentException($"--{name} is missing");

    public int Number(string name, int otherwise) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>What another process is started with to run another command with the same options.</summary>
    public IEnumerable<string> All() => _values.SelectMany(v => v.Value.Length == 0 ? new[] { "--" + v.Key } : ["--" + v.Key, v.Value]);
}
