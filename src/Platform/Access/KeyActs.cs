using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Platform.Access;

/// <summary>A master key at hand.</summary>
/// <param name="Place">Its file.</param>
/// <param name="IsCurrent">New keys are sealed by it.</param>
/// <param name="Opens">How many keys of the ring it opens.</param>
public sealed record MasterKeyInfo(string Id, string Place, bool IsCurrent, bool IsCredential, int Opens);

/// <summary>A key of the ring.</summary>
/// <param name="Use"><c>seal</c> or <c>index</c>.</param>
/// <param name="IsCurrent">New values are sealed (or indexed) by it.</param>
/// <param name="MadeAtMs">Unix milliseconds; 0 for one that came with the data directory.</param>
public sealed record FieldKeyInfo(string Id, string Use, bool IsCurrent, long MadeAtMs);

/// <summary>What <c>baotuan keys show</c> answers; no key is in it.</summary>
public sealed record KeyRingInfo(IReadOnlyList<MasterKeyInfo> Masters, IReadOnlyList<FieldKeyInfo> Keys);

/// <summary>
/// The life of the keys: a new master key and a new key for new values; old master keys retired once nothing needs them. No
/// value is written anew: the keys that sealed it stay in the ring, sealed by the master key of the day.
/// </summary>
public static class KeyActs
{
    /// <summary>The keys by their numbers.</summary>
    public static Outcome<KeyRingInfo> Show(Store store)
    {
        try
        {
            FieldProtector.Open(store.Location.DataDirectory);
            return new RotateKeys(new(store.Location.DataDirectory), null).Show();
        }
        catch (KeyFileException e)
        {
            return Unusable(e);
        }
    }

    /// <summary>
    /// Makes a new master key (or goes over to the credential that stands ready), and a new key for new values. May break off
    /// anywhere and be run again; every value is readable at every moment.
    /// </summary>
    /// <param name="step">Called before each step.</param>
    public static Task<Outcome<KeyRingInfo>> RotateAsync(Store store, Caller caller, Action<string>? step, CancellationToken cancel) =>
        ChangeAsync(store, caller, "keys.rotate", keys => keys.Rotate(store.Time.GetUtcNow().ToUnixTimeMilliseconds()), step, cancel);

    /// <summary>Checks that today's master key opens every key of the ring, then lets the old ones go.</summary>
    /// <param name="step">Called before each step.</param>
    public static Task<Outcome<KeyRingInfo>> RetireAsync(Store store, Caller caller, Action<string>? step, CancellationToken cancel) =>
        ChangeAsync(store, caller, "keys.retire", keys => keys.Retire(), step, cancel);

    /// <summary>A new key of the search index beside the old one, unless there are two already.</summary>
    public static Task<Outcome<KeyRingInfo>> BeginReindexAsync(Store store, Caller caller, CancellationToken cancel) => ChangeAsync(
        store, caller, "keys.reindex", keys => keys.BeginReindex(store.Time.GetUtcNow().ToUnixTimeMilliseconds()), null, cancel);

    /// <summary>Lets the old key of the search index go; nothing may stand under it any more.</summary>
    public static Task<Outcome<KeyRingInfo>> EndReindexAsync(Store store, Caller caller, CancellationToken cancel) =>
        ChangeAsync(store, caller, "keys.reindex.end", keys => keys.EndReindex(), null, cancel);

    private static Task<Outcome<KeyRingInfo>> ChangeAsync(
        Store store, Caller caller, string action, Func<RotateKeys, Refusal?> change, Action<string>? step, CancellationToken cancel) =>
        store.WriteAsync<KeyRingInfo>(
            caller,
            async (db, token) =>
            {
                db.Access.Require(PlatformPermissions.KeyManage);
                db.Access.RequireConfirmed();
                try
                {
                    FieldProtector.Open(store.Location.DataDirectory);
                    var folder = new KeyFolder(store.Location.DataDirectory);
                    using var locked = folder.Lock();
                    var keys = new RotateKeys(folder, step);
                    if (change(keys) is { } refusal)
                    {
                        return refusal;
                    }

                    var info = keys.Show();
                    await db.LogAsync(action, "keys", $"主密钥 {info.Masters[0].Id}，密钥环 {info.Keys.Count} 把", token);
                    return info;
                }
                catch (KeyFileException e)
                {
                    return Unusable(e);
                }
            },
            cancel);

    private static Refusal Unusable(KeyFileException e) => new("key_file_unusable", e.Message);
}
