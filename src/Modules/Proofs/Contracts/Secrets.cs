using System.Security.Cryptography;
using System.Text;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Salts;
using Baotuan.Transparency.Leaves;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>
/// The secrets that salt leaves, 32 bytes each. Those of an organisation's members are HMAC-SHA-256(seed, member number) until one is erased
/// (<see cref="SecretActs"/>). Erasing a secret leaves the log as it is and nobody able to open that member's leaves.
/// </summary>
public sealed class Secrets
{
    private static readonly byte[] Nobodys = new byte[Commitment.SaltLength];
    private readonly Dictionary<long, byte[]> _seeds = [];
    private readonly Dictionary<LeafOwner, List<(long FirstIndex, byte[]? Secret)>> _own = [];
    private List<SecretRow>? _new;

    private Secrets()
    {
    }

    /// <summary>Those of some organisations; what is missing is made inside a write transaction.</summary>
    public static async Task<Secrets> OfAsync(BaotuanDb db, IEnumerable<long> organizationIds, CancellationToken cancel)
    {
        var secrets = new Secrets();
        var ids = organizationIds.Distinct().ToArray();
        var rows = await SeedsAsync(db, ids, cancel);
        foreach (var id in ids.Where(id => !rows.ContainsKey(id)))
        {
            rows[id] = new SeedRow { OrganizationId = id, Seed = RandomNumberGenerator.GetBytes(Commitment.SaltLength) };
            if (db.RecordedAtMs > 0)
            {
                db.Add(rows[id]);
            }
        }

        foreach (var row in rows.Values.Where(r => r.Seed is not null))
        {
            secrets._seeds[row.OrganizationId] = row.Seed!;
        }

        var spent = rows.Values.Where(r => r.Seed is null).Select(r => r.OrganizationId).ToArray();
        if (spent.Length > 0)
        {
            await secrets.LoadAsync(db, spent, cancel);
        }

        return secrets;
    }

    /// <summary>Hears of every leaf that is made what opens it; set by who hands openings out.</summary>
    internal Action<Opening>? Opened { get; set; }

    /// <summary>What the members' secrets of an organisation are derived from; null when one was erased and each stands by itself.</summary>
    internal byte[]? SeedOf(long organizationId) => _seeds.GetValueOrDefault(organizationId);

    /// <summary>Whether leaves of an organisation may be made on several threads at once; where secrets each stand by themselves, making a leaf may make one.</summary>
    public bool AreDerived(long organizationId) => _seeds.ContainsKey(organizationId);

    /// <summary>The secret that salts a leaf; null when it was erased.</summary>
    public byte[]? Of(LeafOwner owner, long leafIndex)
    {
        if (_seeds.TryGetValue(owner.OrganizationId, out var seed))
        {
            return Derive(seed, owner.MemberNo);
        }

        var own = _own.TryGetValue(owner, out var rows) ? rows : _own[owner] = [];
        var at = own.FindLastIndex(r => r.FirstIndex <= leafIndex);
        if (at >= 0 && own[at].Secret is { } secret)
        {
            return secret;
        }

        if (_new is null)
        {
            return at >= 0 ? null : Nobodys; // one that never was opens nothing
        }

        // a leaf of a member who came after the seed was spent, or whose secret was erased
        secret = RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        own.Add((leafIndex, secret));
        _new.Add(new() { OrganizationId = owner.OrganizationId, MemberNo = owner.MemberNo, FirstIndex = leafIndex, Secret = secret });
        return secret;
    }

    /// <summary>The secret that an owner has now; null when it was erased and no leaf came since.</summary>
    public byte[]? CurrentOf(LeafOwner owner) => _seeds.TryGetValue(owner.OrganizationId, out var seed)
        ? Derive(seed, owner.MemberNo)
        : _own.TryGetValue(owner, out var rows) && rows.Count > 0 ? rows[^1].Secret : null;

    internal static byte[] Derive(byte[] seed, string memberNo) => HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(memberNo));

    private async Task LoadAsync(BaotuanDb db, long[] spent, CancellationToken cancel)
    {
        var rows = db.Set<SecretRow>().AsNoTracking().Where(s => EF.Parameter(spent).Contains(s.OrganizationId)).OrderBy(s => s.FirstIndex);
        foreach (var row in await rows.ToListAsync(cancel))
        {
            var owner = new LeafOwner(row.OrganizationId, row.MemberNo);
            (_own.TryGetValue(owner, out var own) ? own : _own[owner] = []).Add((row.FirstIndex, row.Secret));
        }

        if (db.RecordedAtMs > 0)
        {
            // kept aside: leaves may be made beside the thread that has the context
            var made = _new = [];
            db.BeforeCommit(_ =>
            {
                db.AddRange(made);
                made.Clear();
                return Task.CompletedTask;
            });
        }
    }

    private static async Task<Dictionary<long, SeedRow>> SeedsAsync(BaotuanDb db, long[] ids, CancellationToken cancel)
    {
        var rows = db.Set<SeedRow>().Local.Where(s => ids.Contains(s.OrganizationId)).ToDictionary(s => s.OrganizationId);
        var missing = ids.Where(id => !rows.ContainsKey(id)).ToArray();
        foreach (var row in await db.Set<SeedRow>().AsNoTracking().Where(s => EF.Parameter(missing).Contains(s.OrganizationId)).ToListAsync(cancel))
        {
            rows[row.OrganizationId] = row;
        }

        return rows;
    }
}
