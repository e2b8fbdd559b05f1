using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;

namespace Baotuan.App.Imports;

/// <summary>The uploads that this process is working on. What it has forgotten (a restart, too many) is found on disk and checked again.</summary>
internal sealed class PendingImports(UploadFolder uploads, Importer importer, ILogger<PendingImports> log)
{
    // Each may hold thousands of problems.
    private const int Most = 12;

    private readonly List<PendingImport> _known = [];

    /// <summary>The upload, checked or being checked; null when there is no such upload, or when it was imported and forgotten.</summary>
    public PendingImport? Find(string id, Caller caller)
    {
        lock (_known)
        {
            if (uploads.Find(id, caller.UserId) is not { } upload)
            {
                return null;
            }

            var known = _known.Find(p => p.Upload.Id == id);
            return known is null && upload.BatchId is null ? Begin(upload, caller) : known;
        }
    }

    /// <summary>The batch of an upload that was imported.</summary>
    public long? BatchOf(string id, Caller caller) => uploads.Find(id, caller.UserId)?.BatchId;

    private PendingImport Begin(Upload upload, Caller caller)
    {
        if (_known.Count >= Most && _known.Find(p => !p.IsAtWork) is { } oldest)
        {
            _known.Remove(oldest);
        }

        var begun = new PendingImport(upload, importer, log);
        _known.Add(begun);
        begun.Check(caller);
        return begun;
    }
}
