using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Platform.Imports;

/// <summary>
/// Takes one sheet in, gives the same columns out, and takes an import back. A module declares one per sheet; the order of
/// <see cref="IModule.Imports"/>, module by module, is the order in which the sheets of one import are applied.
/// </summary>
public abstract class SheetImport
{
    public abstract SheetDefinition Definition { get; }

    /// <summary>
    /// The column that names the organisation whose record a row is: who enters for some organisations only may bring rows of
    /// these. Null when the sheet is about more than one organisation: then only who enters for all may bring it.
    /// </summary>
    public virtual string? OwnerColumn => null;

    /// <summary>
    /// Applies the rows. Every problem goes to its row (<see cref="SheetRow.Refuse"/>); a row that has problems is not saved,
    /// the others are. Runs inside the import's one transaction and streams.
    /// </summary>
    public abstract Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel);

    /// <summary>
    /// Takes back what the batch brought through this sheet; called in reverse order of application. A refusal (something was
    /// built on it) leaves everything as it was.
    /// </summary>
    public abstract Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel);

    /// <summary>The rows as they stand, in the columns of <see cref="Definition"/>; values of the columns' types.</summary>
    public abstract IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, CancellationToken cancel);
}

/// <summary>One import while it runs.</summary>
public sealed class ImportRun(BaotuanDb db, long batchId, FieldProtector fields)
{
    public BaotuanDb Db { get; } = db;

    /// <summary>Goes into every row that the import brings.</summary>
    public long BatchId { get; } = batchId;

    /// <summary>Seals personal fields.</summary>
    public FieldProtector Fields { get; } = fields;

    public int NewRows { get; private set; }

    public int ChangedRows { get; private set; }

    public int SameRows { get; private set; }

    public void CountNew() => NewRows++;

    public void CountChanged() => ChangedRows++;

    public void CountSame() => SameRows++;

    internal (int New, int Changed, int Same) Counts => (NewRows, ChangedRows, SameRows);
}

/// <summary>What to do when some rows are wrong.</summary>
public enum ImportMode { AllOrNothing, GoodRowsOnly }

/// <summary>What an import did, or would do.</summary>
/// <param name="Saved">True only when the transaction was committed.</param>
/// <param name="BatchId">The batch to undo it by; null when nothing was saved.</param>
public sealed record ImportReport(
    bool Saved, bool DryRun, long? BatchId, string Source, IReadOnlyList<ImportSheetReport> Sheets, SheetProblems Problems)
{
    public int NewRows => Sheets.Sum(s => s.NewRows);

    public int ChangedRows => Sheets.Sum(s => s.ChangedRows);

    public int SameRows => Sheets.Sum(s => s.SameRows);

    public int BadRows => Sheets.Sum(s => s.BadRows);
}

/// <summary>Counts for one sheet.</summary>
public sealed record ImportSheetReport(string Name, string ChineseName, int NewRows, int ChangedRows, int SameRows, int BadRows);
