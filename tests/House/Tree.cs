using System.Diagnostics;

namespace Baotuan.Tests.House;

/// <summary>One file of the project: its path from the root with '/', and its text.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Where a rule was broken, in the form that editors open.</summary>
    public string At(int position) => $"{Path}:{CSharpText.LineOf(Text, position)}";
}

/// <summary>The files of the project as they would be committed now.</summary>
internal static class Tree
{
    private const int LargestText = 2 << 20;
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts", ".git"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths of all files, committed or about to be, from the root.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. ListFiles().Where(p => File.Exists(Full(p))).Order(StringComparer.Ordinal)];

    public static string Full(string path) => System.IO.Path.Combine(Root, path);

    public static SourceFile Read(string path) => new(path, File.ReadAllText(Full(path)));

    public static IEnumerable<SourceFile> Under(string folder, string extension) =>
        Paths.Where(p => p.StartsWith(folder + "/", StringComparison.Ordinal) && p.EndsWith(extension, StringComparison.Ordinal)).Select(Read);

    /// <summary>Every file that a person could read; pictures and the like are left out.</summary>
    public static IEnumerable<SourceFile> Texts() =>
        Paths.Where(p => new FileInfo(Full(p)).Length < LargestText).Select(Read).Where(f => !f.Text.Contains('\0'));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Baotuan.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Baotuan.slnx was not found above the test program");
    }

    private static string[] ListFiles()
    {
        // quotePath off: names with Chinese characters come as they are.
        var start = new ProcessStartInfo("git", ["-c", "core.quotePath=off", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            var listed = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? listed.Split('\n', StringSplitOptions.RemoveEmptyEntries) : Walk();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return Walk();
        }
    }

    /// <summary>For an unpacked archive without git.</summary>
    private static string[] Walk() =>
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(p => System.IO.Path.GetRelativePath(Root, p))
            .Where(p => !p.Split('/').Any(NotOurs.Contains))];
}
