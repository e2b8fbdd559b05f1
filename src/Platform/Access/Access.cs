namespace Baotuan.Platform.Access;

/// <summary>
/// The one place where reading and writing is allowed: every query and every command asks here before it answers, below the
/// pages and endpoints. A context that was opened for a person and never asked is an error when it closes, and a command
/// that never asked is not committed.
/// </summary>
public sealed class Access(Caller caller)
{
    public Caller Caller { get; } = caller;

    /// <summary>Whether anything was asked yet.</summary>
    public bool Asked { get; private set; } = caller.IsProgram;

    /// <summary>Requires a right that is about no single organisation's records.</summary>
    /// <exception cref="AccessDeniedException">The caller does not hold it.</exception>
    public void Require(Permission permission)
    {
        Asked = true;
        if (!Caller.Holds(permission))
        {
            throw new AccessDeniedException(permission, null);
        }
    }

    /// <summary>Requires a right on a record of this organisation.</summary>
    /// <exception cref="AccessDeniedException">The right is missing, or the organisation is outside the caller's scopes.</exception>
    public void Require(Permission permission, long organizationId) => RequireAny(permission, [organizationId]);

    /// <summary>Requires a right on a record that several organisations are subject or owner of: one inside the scope is enough.</summary>
    /// <exception cref="AccessDeniedException">As <see cref="Require(Permission, long)"/>.</exception>
    public void RequireAny(Permission permission, IEnumerable<long> organizationIds)
    {
        var reach = Reach(permission);
        var ids = organizationIds as IReadOnlyCollection<long> ?? [.. organizationIds];
        if (!reach.Everywhere && !ids.Any(reach.Contains))
        {
            throw new AccessDeniedException(permission, "organization/" + string.Join(',', ids.Take(3)));
        }
    }

    /// <summary>Where the right reaches; what a list is narrowed to.</summary>
    /// <exception cref="AccessDeniedException">The caller does not hold it.</exception>
    public OrganizationSet Reach(Permission permission)
    {
        Require(permission);
        return permission.Writes ? Caller.Capture : Caller.View;
    }

    /// <summary>
    /// Requires to see one member's line: by <paramref name="all"/> on the collective's records, or by <paramref name="own"/>
    /// when it is the caller's own, or his household's where <paramref name="householdNo"/> is given.
    /// </summary>
    /// <exception cref="AccessDeniedException">Neither holds.</exception>
    public void RequireLine(Permission all, Permission own, long collectiveId, string? memberNo, string? householdNo)
    {
        Asked = true;
        if (Caller.May(all, collectiveId))
        {
            return;
        }

        var isOwn = Caller.Holds(own) && Caller.Own is { } line && line.CollectiveId == collectiveId
            && (memberNo is not null && line.MemberNo == memberNo || householdNo is not null && line.HouseholdNo == householdNo);
        if (!isOwn)
        {
            throw new AccessDeniedException(all, Caller.Holds(all) || Caller.Holds(own) ? $"member/{collectiveId}/{memberNo ?? householdNo}" : null);
        }
    }

    /// <summary>Requires that the person showed within the last minutes that it is himself; asked besides a right, before something sensitive.</summary>
    /// <exception cref="ConfirmationNeededException">He did not; a program at the machine needs not.</exception>
    public void RequireConfirmed()
    {
        if (!Caller.IsProgram && !Caller.Confirmed)
        {
            throw new ConfirmationNeededException();
        }
    }

    /// <summary>Everybody who is signed in may see this: help, the workbench, his own account.</summary>
    public void Everybody() => Asked = true;
}
