using Baotuan.Platform.Storage;

namespace Baotuan.App.Commands;

/// <summary>Asks every module to recompute what it holds.</summary>
internal static class Verification
{
    public static Task RunAsync(BaotuanDb db, List<(string Code, string Subject, string Message)> problems, CancellationToken cancel)
    {
        _ = (db, problems, cancel);
        return Task.CompletedTask;
    }
}
