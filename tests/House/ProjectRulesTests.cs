namespace Baotuan.Tests.House;

public sealed class ProjectRulesTests
{
    private static readonly ModuleTable Sample = ModuleTable.Parse("""
        | module | folder | state | may import | table prefix | purpose |
        |---|---|---|---|---|---|
        | Kernel | `src/Kernel` | built | - | - | x |
        | Early | `src/Modules/Early` | built | Kernel | `early_` | x |
        | Late | `src/Modules/Late` | planned | all above | `late_` | x |
        """);

    private static IEnumerable<SourceFile> Projects => Tree.Under("src", ".csproj");

    [Fact]
    public void Tree_refers_only_to_allowed_modules() =>
        Complaints.None(Projects.SelectMany(p => ProjectRules.ReferencesAllowed(ModuleTable.OfThisProject(), p)));

    [Fact]
    public void Reference_to_a_later_module_is_refused() =>
        Complaints.One("Early may not refer to Late", ProjectRules.ReferencesAllowed(Sample, new("src/Modules/Early/Early.csproj", """
            <Project><ItemGroup>
              <ProjectReference Include="../../Kernel/Kernel.csproj" />
              <ProjectReference Include="..\Late\Late.csproj" />
            </ItemGroup></Project>
            """)));

    [Fact]
    public void Project_outside_the_table_is_refused() =>
        Complaints.One("not in the module table", ProjectRules.ReferencesAllowed(Sample, new("src/Modules/New/New.csproj", "<Project />")));

    [Fact]
    public void Tree_shows_internals_to_tests_only() =>
        Complaints.None(Projects.Concat(Tree.Under("src", ".cs")).SelectMany(ProjectRules.InternalsStayInside));

    [Theory]
    [InlineData("""<InternalsVisibleTo Include="Baotuan.Ventures" />""")]
    [InlineData("""[assembly: InternalsVisibleTo("Baotuan.Ventures")]""")]
    public void Internals_shown_to_another_module_are_refused(string text) =>
        Complaints.One("shown to Baotuan.Ventures", ProjectRules.InternalsStayInside(new("src/Modules/Early/X.cs", text)));

    [Fact]
    public void Tree_has_transitive_references_off()
    {
        Complaints.None(ProjectRules.TransitiveReferencesOff(Tree.Read("Directory.Build.props")));
        Complaints.None(Tree.Paths.Where(p => p.EndsWith(".csproj", StringComparison.Ordinal)).Select(Tree.Read)
            .SelectMany(ProjectRules.TransitiveReferencesNotOverridden));
    }

    [Fact]
    public void Transitive_references_switched_on_are_refused()
    {
        const string on = "<Project><PropertyGroup><DisableTransitiveProjectReferences>false</DisableTransitiveProjectReferences></PropertyGroup></Project>";
        Complaints.One("must be true", ProjectRules.TransitiveReferencesOff(new("Directory.Build.props", on)));
        Complaints.One("must be true", ProjectRules.TransitiveReferencesOff(new("Directory.Build.props", "<Project />")));
        Complaints.One("overrides", ProjectRules.TransitiveReferencesNotOverridden(new("src/A/A.csproj", on)));
    }

    [Fact]
    public void Tree_and_module_table_agree() =>
        Complaints.None(ProjectRules.TableMatchesTree(ModuleTable.OfThisProject(), Tree.Paths));

    [Theory]
    [InlineData("src/Modules/New/New.csproj", "src/Modules/New: this folder is not in the module table")]
    [InlineData("src/New/Thing.cs", "src/New: this folder is not in the module table")]
    [InlineData("src/Modules/Late/Late.csproj", "planned, but there is a project")]
    public void Folder_that_the_table_does_not_know_is_refused(string path, string because) =>
        Complaints.One(because, ProjectRules.TableMatchesTree(Sample, ["src/Kernel/Kernel.csproj", "src/Modules/Early/Early.csproj", path]));

    [Fact]
    public void Built_module_without_a_project_is_refused() =>
        Complaints.One("built, but there is no project", ProjectRules.TableMatchesTree(Sample, ["src/Kernel/Kernel.csproj"]));

    [Fact]
    public void Tree_has_every_project_in_the_solution() =>
        Complaints.None(ProjectRules.AllInSolution(Tree.Read("Baotuan.slnx"), Tree.Paths));

    [Fact]
    public void Project_outside_the_solution_is_refused() =>
        Complaints.One("not in S.slnx", ProjectRules.AllInSolution(new("S.slnx", """<Solution><Project Path="a/a.csproj" /></Solution>"""), ["a/a.csproj", "b/b.csproj"]));
}
