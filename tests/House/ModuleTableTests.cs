namespace Baotuan.Tests.House;

public sealed class ModuleTableTests
{
    private const string Head = "| module | folder | state | may import | table prefix | purpose |\n|---|---|---|---|---|---|\n";

    [Fact]
    public void Row_is_read_with_its_walls()
    {
        var table = ModuleTable.Parse(Head + "| A | `src/A` | built | - | - | x |\n| B | `src/Modules/B` | planned | all above | `b_` | y |\n");

        Assert.Equal(new[] { "A", "B" }, table.Rows.Select(r => r.Name));
        Assert.Equal(["A"], table.Rows[1].MayImport);
        Assert.False(table.Rows[1].Built);
        Assert.Equal("B", table.OfTable("b_thing")?.Name);
        Assert.Equal("B", table.OfPath("src/Modules/B/X/Y.cs")?.Name);
    }

    [Theory]
    [InlineData("| A | src/A | built | B | - | x |\n| B | src/B | built | - | - | y |\n", "only from rows above")]
    [InlineData("| A | src/A | almost | - | - | x |\n", "not understood")]
    [InlineData("", "no table")]
    public void Table_that_breaks_its_own_order_is_refused(string rows, string because) =>
        Assert.Contains(because, Assert.Throws<FormatException>(() => ModuleTable.Parse(Head + rows)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_module_has_a_prefix_of_its_own()
    {
        var modules = ModuleTable.OfThisProject().Rows.Where(r => r.IsModule).ToList();
        Assert.All(modules, m => Assert.Equal(m.Name.ToLowerInvariant() + "_", m.TablePrefix));
    }
}
