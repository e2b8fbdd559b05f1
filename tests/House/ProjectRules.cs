using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Baotuan.Tests.House;

/// <summary>Walls between projects. Each rule returns its complaints.</summary>
internal static partial class ProjectRules
{
    /// <summary>A project refers only to the projects that its row allows.</summary>
    public static IEnumerable<string> ReferencesAllowed(ModuleTable table, SourceFile project)
    {
        if (table.OfPath(project.Path) is not { } row)
        {
            yield return $"{project.Path}: its folder is not in the module table";
            yield break;
        }

        foreach (var target in References(project))
        {
            var name = table.OfPath(target)?.Name;
            if (name is null || !row.MayImport.Contains(name))
            {
                yield return $"{project.Path}: {row.Name} may not refer to {name ?? target}";
            }
        }
    }

    /// <summary>Internals open to tests and the bench alone: another module would walk through the wall.</summary>
    public static IEnumerable<string> InternalsStayInside(SourceFile file) =>
        InternalsVisible().Matches(file.Text)
            .Where(m => !m.Groups["to"].Value.StartsWith("Baotuan.Tests.", StringComparison.Ordinal) && m.Groups["to"].Value is not "bench")
            .Select(m => $"{file.At(m.Index)}: internals are shown to {m.Groups["to"].Value}");

    /// <summary>Without this switch a module reaches the projects behind the ones that it refers to.</summary>
    public static IEnumerable<string> TransitiveReferencesOff(SourceFile buildProps) =>
        Property(buildProps, "DisableTransitiveProjectReferences").SequenceEqual(["true"])
            ? []
            : [$"{buildProps.Path}: DisableTransitiveProjectReferences must be true"];

    /// <summary>No project switches the wall off for itself.</summary>
    public static IEnumerable<string> TransitiveReferencesNotOverridden(SourceFile project) =>
        Property(project, "DisableTransitiveProjectReferences").Any() ? [$"{project.Path}: overrides DisableTransitiveProjectReferences"] : [];

    /// <summary>What is on disk and what the table says are the same.</summary>
    public static IEnumerable<string> TableMatchesTree(ModuleTable table, IReadOnlyList<string> paths)
    {
        foreach (var folder in paths.Select(ModuleFolder).OfType<string>().Distinct())
        {
            if (table.Rows.All(row => row.Folder != folder))
            {
                yield return $"{folder}: this folder is not in the module table of ARCHITECTURE.md";
            }
        }

        foreach (var row in table.Rows)
        {
            var stands = paths.Any(p => p.StartsWith(row.Folder + "/", StringComparison.Ordinal) && p.EndsWith(".csproj", StringComparison.Ordinal));
            if (stands != row.Built)
            {
                yield return $"{row.Folder}: ARCHITECTURE.md says {(row.Built ? "built, but there is no project" : "planned, but there is a project")}";
            }
        }
    }

    /// <summary>A project outside the solution is built and tested by nobody.</summary>
    public static IEnumerable<string> AllInSolution(SourceFile solution, IEnumerable<string> paths)
    {
        var listed = XDocument.Parse(solution.Text).Descendants("Project").Select(p => (string?)p.Attribute("Path")).ToHashSet();
        return paths.Where(p => p.EndsWith(".csproj", StringComparison.Ordinal) && !listed.Contains(p)).Select(p => $"{p}: not in {solution.Path}");
    }

    /// <summary>src/Kernel for src/Kernel/Money.cs, src/Modules/Ledger for src/Modules/Ledger/Vouchers/Voucher.cs.</summary>
    private static string? ModuleFolder(string path)
    {
        var parts = path.Split('/');
        return parts switch
        {
            ["src", "Modules", var module, _, ..] => $"src/Modules/{module}",
            ["src", not "Modules" and var project, _, ..] => $"src/{project}",
            _ => null,
        };
    }

    private static IEnumerable<string> References(SourceFile project) =>
        XDocument.Parse(project.Text).Descendants("ProjectReference")
            .Select(r => (string?)r.Attribute("Include") ?? "")
            .Select(include => Normal(Path.GetDirectoryName(project.Path)!, include.Replace('\\', '/')));

    private static string Normal(string folder, string relative) =>
        Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, relative)));

    private static IEnumerable<string> Property(SourceFile project, string name) =>
        XDocument.Parse(project.Text).Descendants(name).Select(e => e.Value.Trim());

    [GeneratedRegex("""InternalsVisibleTo(\s+Include=|\()"(?<to>[^",]*)""")]
    private static partial Regex InternalsVisible();
}
