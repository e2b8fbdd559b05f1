using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Baotuan.Platform.Access;

/// <summary>Where a right reaches: everywhere, or the organisations named.</summary>
public sealed record OrganizationSet(bool Everywhere, IReadOnlySet<long> Ids)
{
    public static readonly OrganizationSet All = new(true, new HashSet<long>());

    public static readonly OrganizationSet None = new(false, new HashSet<long>());

    public bool Contains(long organizationId) => Everywhere || Ids.Contains(organizationId);

    /// <summary>The same text exactly for the same reach, to keep what was read under.</summary>
    public string Key => Everywhere ? "*" : Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<long>(Among)));

    /// <summary>For narrowing a query: null when nothing is to be narrowed.</summary>
    public long[]? Among => Everywhere ? null : [.. Ids.Order()];
}

/// <summary>
/// Which organisations stand in which units, and which household a member belongs to; the module that keeps the tree says so.
/// Platform knows units, organisations and members by their numbers only.
/// </summary>
public interface IScopeTree
{
    /// <summary>Organisations of these units and of all units below them.</summary>
    Task<IReadOnlySet<long>> OrganizationsWithinAsync(Storage.BaotuanDb db, IReadOnlyCollection<long> unitIds, CancellationToken cancel);

    /// <summary>Codes of organisations, as they stand in files.</summary>
    Task<IReadOnlySet<string>> CodesAsync(Storage.BaotuanDb db, IReadOnlySet<long> organizationIds, CancellationToken cancel);

    /// <summary>The line of a member on a day; null when he is none then.</summary>
    Task<OwnLine?> OwnLineAsync(Storage.BaotuanDb db, long collectiveId, string memberNo, DateOnly on, CancellationToken cancel);
}
