namespace Baotuan.Tests.House;

public sealed class SourceRulesTests
{
    private static readonly ModuleTable Table = ModuleTable.OfThisProject();
    private static readonly ModuleRow Ventures = Table.Rows.Single(r => r.Name == "Ventures");

    private static IEnumerable<SourceFile> Pure => Table.Rows.Where(r => r.IsPure).SelectMany(r => Tree.Under(r.Folder, ".cs"));

    private static IEnumerable<SourceFile> Ours => Tree.Under("src", ".cs").Where(f => !f.Path.StartsWith("src/Migrations/", StringComparison.Ordinal));

    [Fact]
    public void Tree_shows_contracts_front_doors_and_pages_only() =>
        Complaints.None(from module in Table.Rows.Where(r => r.IsModule)
                        from file in Tree.Under(module.Folder, ".cs")
                        from complaint in SourceRules.PublicOnlyInContracts(module, file)
                        select complaint);

    [Fact]
    public void Public_type_outside_contracts_is_refused() =>
        Complaints.One("Distribution is public outside Contracts", SourceRules.PublicOnlyInContracts(
            Ventures, new("src/Modules/Ventures/Distributions/Distribution.cs", "namespace N;\npublic sealed class Distribution { public class Inner; }\ninternal class B;")));

    [Theory]
    [InlineData("Contracts/IRegister.cs")]
    [InlineData("VenturesModule.cs")]
    [InlineData("Distributions/PostDistribution.razor.cs")]
    public void Public_type_of_the_surface_is_accepted(string inside) =>
        Complaints.None(SourceRules.PublicOnlyInContracts(Ventures, new("src/Modules/Ventures/" + inside, "namespace N;\npublic class A;")));

    [Fact]
    public void Tree_is_pure_in_kernel_and_engine() => Complaints.None(Pure.SelectMany(SourceRules.Pure));

    [Theory]
    [InlineData("double x;", "double")]
    [InlineData("var x = (decimal)y;", "decimal")]
    [InlineData("float f;", "float")]
    [InlineData("var x = 0.5;", "0.5")]
    [InlineData("var x = 1e9;", "1e9")]
    [InlineData("var x = 3m;", "3m")]
    [InlineData("var now = DateTime.Now;", "DateTime.Now")]
    [InlineData("var now = DateTimeOffset.UtcNow;", "DateTimeOffset.UtcNow")]
    [InlineData("var now = DateTime . Today;", "DateTime . Today")]
    [InlineData("var t = System.TimeProvider.System;", "TimeProvider")]
    [InlineData("var r = new Random(1);", "Random")]
    [InlineData("var id = Guid.NewGuid();", "Guid.NewGuid")]
    [InlineData("var y = Math.Floor(x);", "Math.Floor")]
    [InlineData("var y = File.ReadAllText(p);", "File.")]
    [InlineData("var y = $\"{DateTime.UtcNow}\";", "DateTime.UtcNow")]
    public void Clock_chance_float_or_file_is_refused(string code, string found) =>
        Complaints.One($"`{found}`", SourceRules.Pure(new("src/Kernel/X.cs", code)));

    [Theory]
    [InlineData("// double and DateTime.Now are forbidden here")]
    [InlineData("/// <summary>No <see cref=\"decimal\"/>.</summary>")]
    [InlineData("var text = \"0.5 double\";")]
    [InlineData("var part = all[1..2]; var x = 10_000L; var doubled = 2 * x; var mask = 0x1F;")]
    [InlineData("profile.Name = Profile.Directory.Name;")]
    public void Words_about_floats_are_accepted(string code) => Complaints.None(SourceRules.Pure(new("src/Kernel/X.cs", code)));

    [Fact]
    public void Tree_has_names_that_say_something() => Complaints.None(Ours.SelectMany(SourceRules.NoEmptySuffix));

    [Theory]
    [InlineData("PayoutManager")]
    [InlineData("DateHelper")]
    [InlineData("StringUtils")]
    [InlineData("LedgerService")]
    [InlineData("RowProcessor")]
    [InlineData("PayoutDto")]
    [InlineData("RegisterImpl")]
    public void Empty_suffix_is_refused(string name)
    {
        Complaints.One(name, SourceRules.NoEmptySuffix(new("src/A.cs", $"namespace N;\ninternal sealed class {name}(int x);")));
        Complaints.One(name, SourceRules.NoEmptySuffix(new("src/A.cs", $"namespace N;\nclass A\n{{\n    private record struct {name};\n}}")));
    }

    [Fact]
    public void Tree_describes_what_others_build_on() =>
        Complaints.None(Pure.Concat(Ours.Where(f => f.Path.Contains("/Contracts/", StringComparison.Ordinal))).SelectMany(SourceRules.PublicTypesAreDescribed));

    [Fact]
    public void Public_type_without_description_is_refused()
    {
        Complaints.One("A has no ///", SourceRules.PublicTypesAreDescribed(new("src/A.cs", "namespace N;\n\n// a thing\n[Serializable]\npublic class A;\ninternal class B;")));
        Complaints.None(SourceRules.PublicTypesAreDescribed(new("src/A.cs", "namespace N;\n\n/// <summary>A thing.</summary>\n[Serializable]\npublic class A;")));
    }

    [Fact]
    public void Tree_has_file_scoped_namespaces() => Complaints.None(Ours.SelectMany(SourceRules.NamespaceIsFileScoped));

    [Fact]
    public void Block_namespace_is_refused() =>
        Complaints.One("semicolon", SourceRules.NamespaceIsFileScoped(new("src/A.cs", "using System;\nnamespace N.M\n{\n class A;\n}")));
}
