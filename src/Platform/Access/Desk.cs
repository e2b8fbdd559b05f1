using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Platform.Access;

/// <summary>Says who stands behind the current request; the site supplies it.</summary>
public interface ICallerSource
{
    /// <summary>Who is signed in.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody is.</exception>
    Task<Caller> CallerAsync(CancellationToken cancel);
}

/// <summary>
/// A person's way to the data, one for each request: the same as the <see cref="Store"/>, in his name and within his rights.
/// Pages and endpoints have this and never the store.
/// </summary>
public sealed class Desk(Store store, ICallerSource source)
{
    private Caller? _caller;

    public TimeProvider Time => store.Time;

    /// <summary>Why nothing is written any more; null while all is well.</summary>
    public StorageFault? Stopped => store.Stopped;

    /// <summary>Who is signed in, as the tables say now; read once for each request.</summary>
    public async Task<Caller> CallerAsync(CancellationToken cancel) => _caller ??= await source.CallerAsync(cancel);

    /// <summary>A context for reading. Whatever is read through it asks <see cref="BaotuanDb.Access"/> first.</summary>
    public async Task<BaotuanDb> OpenAsync(CancellationToken cancel) => store.Open(await CallerAsync(cancel));

    /// <summary>Runs a command in one transaction; a refusal or an exception leaves nothing behind.</summary>
    public async Task<Outcome<T>> WriteAsync<T>(Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> command, CancellationToken cancel) =>
        await store.WriteAsync(await CallerAsync(cancel), command, cancel);

    /// <summary>
    /// Notes that somebody is about to see a record that not everybody may see. Written before it is shown; when it cannot be
    /// written, it is not shown.
    /// </summary>
    public async Task LookedAsync(string action, string subject, long organizationId, string details, CancellationToken cancel)
    {
        var noted = await WriteAsync<bool>(
            async (db, token) =>
            {
                db.Access.Everybody(); // the reading itself was asked for
                await db.LogAsync(action, subject, details, token, organizationId, kind: "view");
                return true;
            },
            cancel);
        _ = noted.Value;
    }
}
