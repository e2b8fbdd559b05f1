using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Baotuan.Migrations;

/// <summary>
/// On SQLite a table with a composite key is stored in its key (WITHOUT ROWID): registers and member lines are written and
/// read in key order, and one tree instead of two halves the work.
/// </summary>
#pragma warning disable EF1001 // the generator is the documented way to change table SQL
internal sealed class ClusteredTables(
    MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        var clustered = operation.PrimaryKey is { Columns.Length: > 1 };
        base.Generate(operation, model, builder, terminate && !clustered);
        if (clustered && terminate)
        {
            builder.Append(" WITHOUT ROWID").AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
