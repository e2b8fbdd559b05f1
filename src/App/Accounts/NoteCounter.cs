using System.Globalization;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.App.Accounts;

/// <summary>
/// Writes down what was denied or turned away, so that nobody can fill the log with it: the first of a person (or an address) and a kind is
/// written as it is; those that follow within ten minutes are counted, and one line says how many when the time is over. A line with a count
/// has it as its "after".
/// </summary>
internal sealed class NoteCounter(Store store) : BackgroundService
{
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // strangers from more addresses than this within one window are counted together
    private const int MostAddresses = 300;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Who, string Action), Tally> _open = [];

    private sealed record Tally(Caller Caller, string Kind, DateTimeOffset Since)
    {
        public long More { get; set; }

        public string Last { get; set; } = "";
    }

    /// <summary>Notes one thing; when this returns it is in the log or counted.</summary>
    public async Task NoteAsync(Caller caller, string action, string subject, string details, string kind, CancellationToken cancel)
    {
        var over = Take(caller, action, subject, kind, out var first);
        if (over is not null)
        {
            await WriteSumAsync(action, over, cancel);
        }

        if (first)
        {
            await WriteAsync(caller, action, subject, details, null, kind, cancel);
        }
    }

    /// <summary>Writes the counts of all that is over, or of everything.</summary>
    internal async Task FlushAsync(bool everything, CancellationToken cancel)
    {
        List<(string Action, Tally Tally)> over;
        lock (_lock)
        {
            var ended = _open.Where(t => everything || IsOver(t.Value)).ToList();
            ended.ForEach(t => _open.Remove(t.Key));
            over = [.. ended.Where(t => t.Value.More > 0).Select(t => (t.Key.Action, t.Value))];
        }

        foreach (var (action, tally) in over)
        {
            await WriteSumAsync(action, tally, cancel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Pause, store.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                await TryFlushAsync(everything: false);
            }
        }
        catch (OperationCanceledException)
        {
        }

        await TryFlushAsync(everything: true);
    }

    // a disk that is full ends the writing of the whole program; this must not end the program
    private async Task TryFlushAsync(bool everything)
    {
        try
        {
            await FlushAsync(everything, default);
        }
        catch (StorageFaultException)
        {
        }
    }

    /// <summary>Counts it, or says that it is the first of its kind; answers with a tally whose time is over and that nobody wrote yet.</summary>
    private Tally? Take(Caller caller, string action, string subject, string kind, out bool first)
    {
        lock (_lock)
        {
            var key = (WhoOf(caller, action), action);
            var known = _open.TryGetValue(key, out var tally);
            first = !known || IsOver(tally!);
            if (first)
            {
                _open[key] = new(key.Item1.Length == 0 ? caller with { Address = "" } : caller, kind, store.Time.GetUtcNow());
                return known && tally!.More > 0 ? tally : null;
            }

            tally!.More++;
            tally.Last = subject;
            return null;
        }
    }

    private string WhoOf(Caller caller, string action)
    {
        if (caller.UserId != 0)
        {
            return caller.UserId.ToString(CultureInfo.InvariantCulture);
        }

        var address = "@" + caller.Address;
        return _open.ContainsKey((address, action)) || _open.Count < MostAddresses ? address : "";
    }

    private bool IsOver(Tally tally) => store.Time.GetUtcNow() - tally.Since >= Window;

    private Task WriteSumAsync(string action, Tally tally, CancellationToken cancel) => WriteAsync(
        tally.Caller, action, tally.Last, $"{ChinaTime.Text(tally.Since.ToUnixTimeMilliseconds())} 起十分钟内另有 {tally.More} 次，只记次数",
        tally.More.ToString(CultureInfo.InvariantCulture), tally.Kind, cancel);

    private async Task WriteAsync(Caller caller, string action, string subject, string details, string? count, string kind, CancellationToken cancel)
    {
        var noted = await store.WriteAsync<bool>(
            caller,
            async (db, token) =>
            {
                db.Access.Everybody();
                await db.LogAsync(action, subject, details, token, kind: kind, after: count);
                return true;
            },
            cancel);
        _ = noted.Value;
    }
}
