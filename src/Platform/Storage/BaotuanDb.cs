using System.Text;
using Baotuan.Platform.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Baotuan.Platform.Storage;

/// <summary>Which database stands below. Differences live in <see cref="Dialect"/> and the bulk parts, nowhere else.</summary>
public enum DatabaseEngine { Sqlite, Postgres }

/// <summary>
/// The one context, composed of the tables that the modules bring. A derived class per database carries its migrations.
/// Names are snake_case; text compares byte by byte (COLLATE "C" on PostgreSQL) so that both engines sort codes alike.
/// </summary>
public abstract class BaotuanDb(DbContextOptions options, IReadOnlyList<IModule> modules) : DbContext(options)
{
    public IReadOnlyList<IModule> Modules { get; } = modules;

    public abstract DatabaseEngine Engine { get; }

    /// <summary>
    /// The recording time of this write transaction in Unix milliseconds; strictly later than that of every earlier one.
    /// Zero outside <see cref="Store.WriteAsync{T}"/>.
    /// </summary>
    public long RecordedAtMs { get; internal set; }

    /// <summary>In whose name this context works, and what it may see and do. Every query and command asks it first.</summary>
    public Access.Access Access { get; internal set; } = new(Caller.Program(""));

    /// <summary>The person or program in whose name this context works.</summary>
    public Caller Caller => Access.Caller;

    /// <summary>Login of <see cref="Caller"/>, as the operation log has it.</summary>
    public string Actor => Caller.Login;

    /// <summary>Hash of the last line of the operation log, once this context has written or read it.</summary>
    internal string? LastOperationHash { get; set; }

    private readonly List<Func<CancellationToken, Task>> _beforeCommit = [];

    /// <summary>Runs something when the writing command has done and saved everything else, still inside its transaction; not in a dry run.</summary>
    public void BeforeCommit(Func<CancellationToken, Task> run) => _beforeCommit.Add(run);

    internal async Task RunBeforeCommitAsync(CancellationToken cancel)
    {
        // what runs here may bring more to run
        for (var i = 0; i < _beforeCommit.Count; i++)
        {
            await _beforeCommit[i](cancel);
            await SaveChangesAsync(cancel);
        }
    }

    /// <summary>A context that answered without asking whether it may is a defect, and no answer.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (!Access.Asked)
        {
            throw new InvalidOperationException("data were read for a person without asking whether they may be");
        }
    }

    protected sealed override void OnModelCreating(ModelBuilder model)
    {
        PlatformTables.Bring(model);
        AccessTables.Bring(model);
        Webhooks.WebhookTables.Bring(model);
        foreach (var module in Modules)
        {
            module.Tables(model);
        }

        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                if (Engine == DatabaseEngine.Postgres && property.ClrType == typeof(string))
                {
                    property.SetCollation("C");
                }
            }

            NameKeys(entity);
        }
    }

    private static void NameKeys(IMutableEntityType entity)
    {
        var table = entity.GetTableName();
        foreach (var key in entity.GetKeys())
        {
            key.SetName(key.IsPrimaryKey() ? $"pk_{table}" : $"ak_{table}_{Columns(key.Properties)}");
        }

        foreach (var index in entity.GetIndexes())
        {
            index.SetDatabaseName($"ix_{table}_{Columns(index.Properties)}");
        }

        foreach (var foreign in entity.GetForeignKeys())
        {
            foreign.SetConstraintName($"fk_{table}_{Columns(foreign.Properties)}");
        }
    }

    private static string Columns(IEnumerable<IMutableProperty> properties) =>
        string.Join('_', properties.Select(p => SnakeCase(p.Name)));

    /// <summary>AmountFen → amount_fen, AreaMu10000 → area_mu10000.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
