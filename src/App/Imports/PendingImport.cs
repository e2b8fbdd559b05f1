using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;

namespace Baotuan.App.Imports;

/// <summary>Where an upload stands.</summary>
internal enum PendingStep
{
    Checking,

    /// <summary>Checked; nothing of it is saved.</summary>
    Checked,
    Importing,
    Imported,

    /// <summary>Checking or importing broke off; nothing of it is saved.</summary>
    Broken,
}

/// <summary>
/// One upload on its way: checked by a dry run, then imported once. The work goes on when the browser goes away; pages look
/// in and show where it stands.
/// </summary>
internal sealed class PendingImport(Upload upload, Importer importer, ILogger log)
{
    private readonly Lock _gate = new();

    public Upload Upload { get; } = upload;

    public PendingStep Step { get; private set; } = PendingStep.Broken;

    /// <summary>Chinese name of the sheet at work.</summary>
    public string Sheet { get; private set; } = "";

    /// <summary>Of the last finished check or import.</summary>
    public ImportReport? Report { get; private set; }

    /// <summary>An import was asked for and saved nothing.</summary>
    public bool ImportRefused { get; private set; }

    /// <summary>What is being done now.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    public bool IsAtWork => Step is PendingStep.Checking or PendingStep.Importing;

    /// <summary>Starts a dry run unless something is under way or done.</summary>
    public void Check(Caller caller) => Start(PendingStep.Checking, [PendingStep.Broken, PendingStep.Checked], ImportMode.GoodRowsOnly, caller);

    /// <summary>Starts the import unless it was started before: a second click changes nothing.</summary>
    public void Import(ImportMode mode, Caller caller) => Start(PendingStep.Importing, [PendingStep.Checked], mode, caller);

    private void Start(PendingStep step, PendingStep[] from, ImportMode mode, Caller caller)
    {
        lock (_gate)
        {
            if (!from.Contains(Step))
            {
                return;
            }

            (Step, Sheet, ImportRefused) = (step, "", false);
            Work = Task.Run(() => RunAsync(mode, dryRun: step == PendingStep.Checking, caller));
        }
    }

    private async Task RunAsync(ImportMode mode, bool dryRun, Caller caller)
    {
        try
        {
            var report = await importer.RunAsync(
                Upload.Content, Upload.FileName, caller, mode, dryRun, sheet => Sheet = sheet, CancellationToken.None);
            Report = report;
            if (report.Saved)
            {
                Settle(report);
            }

            ImportRefused = !dryRun && !report.Saved;
            Step = report.Saved ? PendingStep.Imported : PendingStep.Checked;
        }
        catch (Exception e)
        {
            log.LogError(e, "Import of upload {Id} broke off", Upload.Id);
            Step = PendingStep.Broken;
        }
    }

    /// <summary>The rows stand in the database; a disk that is full now must not make it look otherwise.</summary>
    private void Settle(ImportReport report)
    {
        try
        {
            try
            {
                if (report.Problems.HasErrors)
                {
                    using var file = File.Create(Upload.BadRows);
                    ErrorWorkbook.Write(Upload.Content, report.Problems, file, onlyBadRows: true, Upload.FileName);
                }
            }
            finally
            {
                Upload.Finish(report.BatchId!.Value); // what it holds in clear goes, whatever happens to the rows that were left
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            log.LogError(e, "Upload {Id} was imported and could not be put away", Upload.Id);
        }
    }
}
