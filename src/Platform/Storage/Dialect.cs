namespace Baotuan.Platform.Storage;

/// <summary>The few sentences in which the two databases differ.</summary>
public static class Dialect
{
    /// <summary>Name of the trigger that keeps a table append-only against one kind of statement.</summary>
    public static string TriggerName(string table, string verb) => $"keep_{table}_{verb}";

    /// <summary>Every trigger that must exist after any migration, by name.</summary>
    public static IEnumerable<string> ExpectedTriggers(DatabaseEngine engine, IReadOnlyList<IModule> modules)
    {
        foreach (var table in AppendOnlyTables(modules))
        {
            yield return TriggerName(table, "update");
            yield return TriggerName(table, "delete");
            if (engine == DatabaseEngine.Postgres)
            {
                yield return TriggerName(table, "truncate");
            }
        }

        foreach (var check in modules.SelectMany(m => m.InsertChecks))
        {
            yield return check.Name;
        }
    }

    public static IEnumerable<string> AppendOnlyTables(IReadOnlyList<IModule> modules) =>
        PlatformTables.AppendOnly.Concat(modules.SelectMany(m => m.AppendOnlyTables));

    /// <summary>
    /// Statements that (re)create all triggers. They run after every migration, because a table rebuild on SQLite drops
    /// the triggers of the table without a word.
    /// </summary>
    public static IEnumerable<string> TriggerStatements(DatabaseEngine engine, IReadOnlyList<IModule> modules) =>
        engine == DatabaseEngine.Sqlite ? SqliteTriggers(modules) : PostgresTriggers(modules);

    private static IEnumerable<string> SqliteTriggers(IReadOnlyList<IModule> modules)
    {
        foreach (var table in AppendOnlyTables(modules))
        {
            foreach (var verb in (string[])["update", "delete"])
            {
                yield return $"DROP TRIGGER IF EXISTS {TriggerName(table, verb)}";
                yield return $"CREATE TRIGGER {TriggerName(table, verb)} BEFORE {verb.ToUpperInvariant()} ON {table} " +
                    $"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END";
            }
        }

        foreach (var check in modules.SelectMany(m => m.InsertChecks))
        {
            yield return $"DROP TRIGGER IF EXISTS {check.Name}";
            yield return $"CREATE TRIGGER {check.Name} BEFORE INSERT ON {check.Table} WHEN {check.RefuseWhen} " +
                $"BEGIN SELECT RAISE(ABORT, '{check.Message}'); END";
        }
    }

    private static IEnumerable<string> PostgresTriggers(IReadOnlyList<IModule> modules)
    {
        yield return "CREATE OR REPLACE FUNCTION keep_append_only() RETURNS trigger LANGUAGE plpgsql AS " +
            "$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$";
        foreach (var table in AppendOnlyTables(modules))
        {
            foreach (var verb in (string[])["update", "delete", "truncate"])
            {
                yield return $"DROP TRIGGER IF EXISTS {TriggerName(table, verb)} ON {table}";
                yield return $"CREATE TRIGGER {TriggerName(table, verb)} BEFORE {verb.ToUpperInvariant()} ON {table} " +
                    "FOR EACH STATEMENT EXECUTE FUNCTION keep_append_only()";
            }
        }

        foreach (var check in modules.SelectMany(m => m.InsertChecks))
        {
            yield return $"CREATE OR REPLACE FUNCTION {check.Name}() RETURNS trigger LANGUAGE plpgsql AS " +
                $"$$ BEGIN IF {check.RefuseWhen} THEN RAISE EXCEPTION '{check.Message}'; END IF; RETURN NEW; END $$";
            yield return $"DROP TRIGGER IF EXISTS {check.Name} ON {check.Table}";
            yield return $"CREATE TRIGGER {check.Name} BEFORE INSERT ON {check.Table} FOR EACH ROW EXECUTE FUNCTION {check.Name}()";
        }
    }
}
