using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Baotuan.Proofs.Checkpoints;

/// <summary>While the site serves, the signed checkpoint follows the log at most a minute behind, and the witnesses are asked to cosign it. What cannot be signed is said loudly and tried again.</summary>
internal sealed class SignWhileServing(Store store, ILogger<SignWhileServing> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, store.Time);
        do
        {
            try
            {
                await SignAsync(stoppingToken);
                await AskWitnessesAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "the checkpoint of the log could not be signed");
            }
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private async Task SignAsync(CancellationToken cancel)
    {
        await using (var db = store.Open())
        {
            if (await ProofLog.SizeAsync(db, cancel) == await LogCheckpoints.LatestSizeAsync(db, cancel))
            {
                return;
            }
        }

        var signed = await LogCheckpoints.AdvanceAsync(store, cancel);
        if (!signed.Ok)
        {
            logger.LogCritical("{Refusal}", signed.Refusals[0]);
        }
    }

    private async Task AskWitnessesAsync(CancellationToken cancel)
    {
        foreach (var report in (await LogWitnesses.CollectAsync(store, cancel)).Where(r => r.Code != "cosigned"))
        {
            logger.Log(report.IsAlarm ? LogLevel.Critical : LogLevel.Warning, "{Message}", report.Message);
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
