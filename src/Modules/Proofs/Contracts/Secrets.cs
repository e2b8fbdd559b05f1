using System.Security.Cryptography;
using System.Text;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Salts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>
/// The secrets that salt leaves, 32 bytes each. Those of an organisation's members are HMAC-SHA-256(seed, member number) until one is erased.
/// Erasing a secret leaves the log as it is and nobody able to open that member's leaves.
/// </summary>
public sealed class Secrets
{
    private readonly Dictionary<long, byte[]> _seeds = [];
    private readonly Dictionary<LeafOwner, byte[]?> _own = [];

    private Secrets()
    {
    }

    /// <summary>Those of some organisations; missing seeds are made inside a write transaction.</summary>
    public static async Task<Secrets> OfAsync(BaotuanDb db, IEnumerable<long> organizationIds, CancellationToken cancel)
    {
        var secrets = new Secrets();
        var ids = organizationIds.Distinct().ToArray();
        var rows = await SeedsAsync(db, ids, cancel);
        foreach (var id in ids.Where(id => !rows.ContainsKey(id)))
        {
            rows[id] = new SeedRow { OrganizationId = id, Seed = RandomNumberGenerator.GetBytes(Transparency.Leaves.Commitment.SaltLength) };
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
            foreach (var row in await db.Set<SecretRow>().AsNoTracking().Where(s => EF.Parameter(spent).Contains(s.OrganizationId)).ToListAsync(cancel))
            {
                secrets._own[new(row.OrganizationId, row.MemberNo)] = row.Secret;
            }

            if (db.RecordedAtMs > 0)
            {
                secrets._newOwn = db;
            }
        }

        return secrets;
    }

    private BaotuanDb? _newOwn;

    /// <summary>Hears of every leaf that is made what opens it; set by who hands openings out.</summary>
    internal Action<Opening>? Opened { get; set; }

    /// <summary>Whether somebody wants openings.</summary>
    public bool OpensLeaves => Opened is not null;

    /// <summary>A leaf was made: what opens it.</summary>
    public void Open(long leafIndex, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> record) => Opened?.Invoke(new(leafIndex, salt.ToArray(), record.ToArray()));

    /// <summary>What the members' secrets of an organisation are derived from; null when one was erased and each stands by itself.</summary>
    public byte[]? SeedOf(long organizationId) => _seeds.GetValueOrDefault(organizationId);

    /// <summary>One secret; null when it was erased.</summary>
    public byte[]? Of(LeafOwner owner)
    {
        if (_seeds.TryGetValue(owner.OrganizationId, out var seed))
        {
            return HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(owner.MemberNo));
        }

        if (!_own.TryGetValue(owner, out var secret) && _newOwn is { } db)
        {
            // a member who came after the seed was spent
            secret = RandomNumberGenerator.GetBytes(Transparency.Leaves.Commitment.SaltLength);
            db.Add(new SecretRow { OrganizationId = owner.OrganizationId, MemberNo = owner.MemberNo, Secret = secret });
            _own[owner] = secret;
        }

        return secret;
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
