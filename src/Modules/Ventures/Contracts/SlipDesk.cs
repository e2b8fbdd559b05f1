using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Ventures.Receipts;
using Baotuan.Ventures.Slips;

namespace Baotuan.Ventures.Contracts;

/// <summary>
/// The way to the data of who holds a slip, without an account: its code opens one household's lines of one distribution and nothing else. A wrong
/// code, a wrong line and a distribution that is not there look the same.
/// </summary>
public sealed class SlipDesk(Store store)
{
    /// <summary>Login of who holds a slip, as the operation log has it.</summary>
    public const string Login = "slip";

    /// <summary>What stands on the slip; null when the address opens none.</summary>
    public async Task<SlipInfo?> ReadAsync(SlipAddress address, CancellationToken cancel)
    {
        if (await HolderAsync(address, cancel) is not { } holder)
        {
            return null;
        }

        await using var db = store.Open(holder);
        return await ReadSlip.OfAsync(db, address.CascadeId, holder.Own!.HouseholdNo, cancel);
    }

    /// <summary>The public key of the log, which slips carry in print: a receipt is verified by it without this server.</summary>
    public async Task<string> KeyAsync(CancellationToken cancel) => (await LogCheckpoints.KeysAsync(store, cancel))[0].ToString();

    /// <summary>Who holds the slip, as a caller with the rights to this household's lines alone; null when the address opens none.</summary>
    public async Task<Caller?> HolderAsync(SlipAddress address, CancellationToken cancel)
    {
        await using var db = store.Open();
        return await MakeReceipt.LoadAsync(db, address.CascadeId, cancel) is { } source && await source.OwnLineOfAsync(address.Line, address.Code, cancel) is { } own
            ? new()
            {
                Login = Login, Name = "持分红单的人", Own = own, View = new(false, new HashSet<long> { own.CollectiveId }),
                Permissions = new[] { VenturesPermissions.CascadeRead, VenturesPermissions.PayoutOwn }.Select(p => p.Code).ToHashSet(),
            }
            : null;
    }
}
