namespace Baotuan.App.Imports;

/// <summary>Removes uploads that nobody came back for, also on a site that nobody visits.</summary>
internal sealed class SweepUploads(UploadFolder uploads, TimeProvider time, ILogger<SweepUploads> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        using var waiting = stoppingToken.Register(timer.Dispose); // a disposed timer ends the wait without an exception
        do
        {
            try
            {
                uploads.Sweep();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.LogWarning(e, "Old uploads could not be removed; they will be tried again");
            }
        }
        while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }
}
