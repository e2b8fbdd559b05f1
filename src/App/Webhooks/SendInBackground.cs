using Baotuan.Platform.Storage;
using Baotuan.Platform.Webhooks;

namespace Baotuan.App.Webhooks;

/// <summary>Sends messages to other systems while the site runs, and looks every hour what a day brought.</summary>
internal sealed class SendInBackground(DeliverWebhooks deliver, Store store, ILogger<SendInBackground> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Pause, store.Time);
        var announced = DateTimeOffset.MinValue;
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                var now = store.Time.GetUtcNow();
                if (now - announced >= Hour && await TryAsync(deliver.AnnounceAsync, stopping))
                {
                    announced = now;
                }

                await TryAsync(deliver.RoundAsync, stopping);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    // whatever is wrong with one round, the next may go; a full disk ends the writing of the whole program and must not end the program
    private async Task<bool> TryAsync(Func<CancellationToken, Task<int>> run, CancellationToken stopping)
    {
        try
        {
            if (store.Stopped is null)
            {
                await run(stopping);
            }

            return true;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogWarning(problem, "Messages to other systems were not sent; they will be tried again");
            return false;
        }
    }
}
