namespace Baotuan.Tests.House;

public sealed class StorageRulesTests
{
    private static readonly ModuleTable Table = ModuleTable.OfThisProject();
    private static readonly ModuleRow Ventures = Table.Rows.Single(r => r.Name == "Ventures");

    private static IEnumerable<(ModuleRow Row, List<SourceFile> Files)> Storing =>
        Table.Rows.Where(r => r.Built && r.Name is not ("Migrations" or "App")).Select(r => (r, Tree.Under(r.Folder, ".cs").ToList()));

    private static IEnumerable<SourceFile> Migrations => Tree.Under("src/Migrations", ".cs");

    [Fact]
    public void Tree_names_tables_after_their_module() =>
        Complaints.None(Storing.SelectMany(m => StorageRules.TablesCarryPrefix(m.Row, m.Files)));

    [Theory]
    [InlineData("""t.ToTable("payout");""", "table payout does not begin with ventures_")]
    [InlineData("""t.ToTable("ledger_voucher");""", "table ledger_voucher does not begin with ventures_")]
    [InlineData("""const string Table = "payout"; void M() { t.ToTable(Names.Table); }""", "table payout does not begin with ventures_")]
    [InlineData("t.ToTable(name);", "as a text or a constant")]
    [InlineData("""Keyed<Payout>(model, "payout"); void Keyed<T>(ModelBuilder model, string table) { model.Entity<T>().ToTable(table); }""", "table payout does not begin with ventures_")]
    [InlineData("""Keyed<Payout>(model, Name()); void Keyed<T>(ModelBuilder model, string table) { model.Entity<T>().ToTable(table); }""", "as a text or a constant")]
    public void Table_without_its_modules_prefix_is_refused(string code, string because) =>
        Complaints.One(because, StorageRules.TablesCarryPrefix(Ventures, [new("src/Modules/Ventures/X.cs", code)]));

    [Theory]
    [InlineData("""t.ToTable("ventures_payout"); // ToTable("x")""")]
    [InlineData("""Keyed<Payout>(model, "ventures_payout"); void Keyed<T>(ModelBuilder model, string table) { model.Entity<T>().ToTable(table); }""")]
    public void Table_with_its_prefix_is_accepted(string code) =>
        Complaints.None(StorageRules.TablesCarryPrefix(Ventures, [new("src/Modules/Ventures/X.cs", code)]));

    [Fact]
    public void Tree_stores_whole_numbers()
    {
        Complaints.None(Storing.SelectMany(m => StorageRules.EntitiesHaveNoFloat(m.Files)));
        Complaints.None(Migrations.SelectMany(StorageRules.ColumnsHaveNoFloat));
    }

    [Theory]
    [InlineData("model.Entity<Payout>(t => { })")]
    [InlineData("Keyed<Payout>(model, name)")]
    public void Stored_decimal_is_refused(string brings) =>
        Complaints.One("Payout is stored and has a decimal", StorageRules.EntitiesHaveNoFloat(
        [
            new("a.cs", $"class PayoutTable {{ void Bring(ModelBuilder model) => {brings}; }}"),
            new("b.cs", "class Payout { public decimal Amount { get; set; } }\nclass Shown { public decimal Amount { get; set; } }"),
        ]));

    [Theory]
    [InlineData("""Amount = table.Column<decimal>(nullable: false)""")]
    [InlineData("""Amount = table.Column<long>(type: "REAL", nullable: false)""")]
    [InlineData("""b.Property<long>("Amount").HasColumnType("x"); type: "numeric(18,2)" """)]
    public void Migrated_float_column_is_refused(string code) =>
        Complaints.One("a stored column is", StorageRules.ColumnsHaveNoFloat(new("src/Migrations/X.cs", code)));

    [Fact]
    public void Tree_migrates_tables_that_have_an_owner() =>
        Complaints.None(Migrations.SelectMany(m => StorageRules.MigratedTablesHaveOwner(Table, m)));

    [Fact]
    public void Migrated_table_without_owner_is_refused() =>
        Complaints.One("table stray belongs to no module", StorageRules.MigratedTablesHaveOwner(Table, new("src/Migrations/X.cs", """
            migrationBuilder.CreateTable(
                name: "stray",
                columns: table => new { });
            migrationBuilder.CreateTable(name: "ledger_book");
            """)));

    [Fact]
    public void Tree_has_no_foreign_key_across_modules() =>
        Complaints.None(Migrations.SelectMany(m => StorageRules.NoForeignKeyAcross(Table, m)));

    [Theory]
    [InlineData("""CreateTable(name: "ventures_stake", constraints: table => { table.ForeignKey(name: "fk", principalTable: "parties_person"); });""")]
    [InlineData("""migrationBuilder.AddForeignKey(name: "fk", table: "ventures_stake", column: "x", principalTable: "parties_person");""")]
    [InlineData("""Sql("CREATE TABLE ventures_stake (x bigint REFERENCES parties_person (id))");""")]
    public void Foreign_key_across_modules_is_refused(string code) =>
        Complaints.One("from ventures_stake to parties_person", StorageRules.NoForeignKeyAcross(Table, new("src/Migrations/X.cs", code)));

    [Fact]
    public void Foreign_key_inside_a_module_is_accepted() =>
        Complaints.None(StorageRules.NoForeignKeyAcross(Table, new("src/Migrations/X.cs",
            """CreateTable(name: "ventures_stake", constraints: table => { table.ForeignKey(name: "fk", principalTable: "ventures_venture"); });""")));

    [Fact]
    public void Tree_writes_its_own_tables_only() =>
        Complaints.None(from module in Storing from file in module.Files from complaint in StorageRules.SqlStaysHome(Table, module.Row, file) select complaint);

    [Theory]
    [InlineData("INSERT INTO ledger_voucher VALUES (1)")]
    [InlineData("UPDATE ledger_voucher SET x = 1")]
    [InlineData("DELETE FROM ledger_voucher")]
    [InlineData("ALTER TABLE x ADD FOREIGN KEY (y) REFERENCES ledger_voucher")]
    public void Sql_that_writes_another_modules_table_is_refused(string sql) =>
        Complaints.One("Ventures writes or refers to ledger_voucher", StorageRules.SqlStaysHome(Table, Ventures, new("src/Modules/Ventures/X.cs", $"Run(\"{sql}\");")));
}
