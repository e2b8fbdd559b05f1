using System.Text;

namespace Baotuan.Tests.Modules.Fields;

/// <summary>What was searched.</summary>
internal sealed record Searched(long Bytes, IReadOnlyList<string> Files)
{
    public static Searched operator +(Searched a, Searched b) => new(a.Bytes + b.Bytes, [.. a.Files, .. b.Files]);
}

/// <summary>
/// Looks for many numbers at once in bytes of any kind: runs of digits (and X) as ASCII and as UTF-16 are taken apart into
/// every piece as long as one of the numbers.
/// </summary>
internal static class PlantedNumbers
{
    private const int Shortest = 11;

    public static HashSet<string> In(byte[] bytes, HashSet<string> numbers)
    {
        var found = new HashSet<string>();
        var lengths = numbers.Select(n => n.Length).Distinct().ToArray();
        foreach (var (step, first) in ((int, int)[])[(1, 0), (2, 0), (2, 1)])
        {
            var run = new StringBuilder();
            for (var i = first; i < bytes.Length; i += step)
            {
                if (Digit(bytes[i]) && (step == 1 || i + 1 >= bytes.Length || bytes[i + 1] == 0))
                {
                    run.Append((char)bytes[i]);
                }
                else if (run.Length > 0)
                {
                    Take(run, lengths, numbers, found);
                }
            }

            Take(run, lengths, numbers, found);
        }

        return found;
    }

    /// <summary>Fails with the file's name where a file holds a number.</summary>
    public static Searched NoneBelow(string folder, HashSet<string> numbers)
    {
        var files = new List<string>();
        var total = 0L;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith(".s.PGSQL", StringComparison.Ordinal)))
        {
            if (Read(file) is { } bytes)
            {
                Assert.True(In(bytes, numbers) is { Count: 0 }, $"{file} holds numbers in clear");
                files.Add(file);
                total += bytes.Length;
            }
        }

        return new(total, files);
    }

    private static bool Digit(byte b) => b is >= (byte)'0' and <= (byte)'9' or (byte)'X';

    private static void Take(StringBuilder run, int[] lengths, HashSet<string> numbers, HashSet<string> found)
    {
        if (run.Length >= Shortest)
        {
            var text = run.ToString();
            foreach (var length in lengths)
            {
                for (var i = 0; i + length <= text.Length; i++)
                {
                    if (numbers.Contains(text.Substring(i, length)))
                    {
                        found.Add(text.Substring(i, length));
                    }
                }
            }
        }

        run.Clear();
    }

    // a server removes files of its own while it runs
    private static byte[]? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
