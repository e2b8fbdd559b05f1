using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Access;

/// <summary>A person who signs in. Disabled, never deleted: what he did stays his.</summary>
public sealed class User
{
    public long Id { get; set; }
    public string Login { get; set; } = "";

    /// <summary>Upper-cased for comparing; unique.</summary>
    public string NormalizedLogin { get; set; } = "";

    public string Name { get; set; } = "";
    public long? UnitId { get; set; }

    /// <summary>The membership of a person who signs in as a member.</summary>
    public long? CollectiveId { get; set; }

    public string? MemberNo { get; set; }
    public string? PasswordHash { get; set; }
    public string SecurityStamp { get; set; } = "";
    public string ConcurrencyStamp { get; set; } = "";
    public long? LockoutEndMs { get; set; }
    public int AccessFailedCount { get; set; }
    public bool TwoFactorEnabled { get; set; }

    /// <summary>The authenticator's secret, sealed.</summary>
    public byte[]? TotpKey { get; set; }

    /// <summary>The thirty-second step of the last accepted code; it and earlier ones are not accepted again.</summary>
    public string? LastTotp { get; set; }

    /// <summary>Fingerprints of the recovery codes that are left.</summary>
    public string? RecoveryCodes { get; set; }

    public bool Disabled { get; set; }
    public bool MustChangePassword { get; set; }
    public long RecordedAtMs { get; set; }
}

/// <summary>A role: a named set of permissions. Three administrators (三员分立) are kept apart from each other and from business.</summary>
public sealed class Role
{
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary><c>admin</c> or <c>business</c>.</summary>
    public string Family { get; set; } = "";
}

/// <summary>One permission of a role. A row that is not active keeps what was shipped from coming back.</summary>
public sealed class RolePermission
{
    public string RoleCode { get; set; } = "";
    public string Permission { get; set; } = "";
    public bool Active { get; set; }
}

/// <summary>A role given to a person from a day to a day.</summary>
public sealed class UserRole
{
    public long UserId { get; set; }
    public string RoleCode { get; set; } = "";
    public DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public long RecordedAtMs { get; set; }
}

/// <summary>Where a person's rights reach: a unit with all below it, from a day to a day.</summary>
public sealed class UserScope
{
    public long Id { get; set; }
    public long UserId { get; set; }

    /// <summary><c>view</c>, <c>capture</c> or <c>search</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Null for the whole tree.</summary>
    public long? UnitId { get; set; }

    public DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public long RecordedAtMs { get; set; }
}

/// <summary>Close relatives as both declared them (农村集体经济组织法 art. 34 keeps them from supervising each other's accounts).</summary>
public sealed class UserRelation
{
    public long UserId { get; set; }
    public long RelativeId { get; set; }
    public DateOnly DeclaredOn { get; set; }
    public string Relation { get; set; } = "";
}

/// <summary>One signed-in browser. It lives in the table, so that ending it holds at the next request.</summary>
public sealed class UserSession
{
    /// <summary>SHA-256 of the key in the cookie, in hex.</summary>
    public string Id { get; set; } = "";

    public long UserId { get; set; }
    public byte[] Ticket { get; set; } = [];
    public string Address { get; set; } = "";
    public string Agent { get; set; } = "";
    public long CreatedAtMs { get; set; }
    public long LastSeenMs { get; set; }
    public long ExpiresAtMs { get; set; }
    public long? EndedAtMs { get; set; }
}

/// <summary>A token for programs: a person's, for some permissions, until a day.</summary>
public sealed class ApiToken
{
    public long Id { get; set; }
    public long UserId { get; set; }
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the token in hex; the token itself is shown once.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Permission codes, one a line; never more than the person's own.</summary>
    public string Permissions { get; set; } = "";

    public DateOnly ValidTo { get; set; }
    public long RecordedAtMs { get; set; }

    /// <summary>Noted about once an hour of use.</summary>
    public long? LastUsedMs { get; set; }

    public long? RevokedAtMs { get; set; }
}

/// <summary>A passkey of a person.</summary>
public sealed class Passkey
{
    public long UserId { get; set; }
    public byte[] CredentialId { get; set; } = [];
    public string Name { get; set; } = "";

    /// <summary>Public key, counters and flags as JSON.</summary>
    public string Data { get; set; } = "";

    public long RecordedAtMs { get; set; }
}

/// <summary>A one-time invitation to set a password: the first administrator's, or one that an administrator made.</summary>
public sealed class Invitation
{
    /// <summary>SHA-256 of the token in hex.</summary>
    public string Id { get; set; } = "";

    public long UserId { get; set; }
    public long RecordedAtMs { get; set; }
    public long ExpiresAtMs { get; set; }
    public long? UsedAtMs { get; set; }
}

internal static class AccessTables
{
    public static void Bring(ModelBuilder model)
    {
        model.Entity<User>(t => { t.ToTable("platform_user"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); t.HasIndex(x => x.NormalizedLogin).IsUnique(); });
        model.Entity<Role>(t => { t.ToTable("platform_role"); t.HasKey(x => x.Code); });
        model.Entity<RolePermission>(t => { t.ToTable("platform_role_permission"); t.HasKey(x => new { x.RoleCode, x.Permission }); });
        model.Entity<UserRole>(t => { t.ToTable("platform_user_role"); t.HasKey(x => new { x.UserId, x.RoleCode, x.ValidFrom }); });
        model.Entity<UserScope>(t => { t.ToTable("platform_user_scope"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); t.HasIndex(x => x.UserId); });
        model.Entity<UserRelation>(t => { t.ToTable("platform_user_relation"); t.HasKey(x => new { x.UserId, x.RelativeId }); });
        model.Entity<UserSession>(t => { t.ToTable("platform_session"); t.HasKey(x => x.Id); t.HasIndex(x => x.UserId); });
        model.Entity<ApiToken>(t => { t.ToTable("platform_api_token"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); t.HasIndex(x => x.Hash).IsUnique(); });
        model.Entity<Passkey>(t => { t.ToTable("platform_passkey"); t.HasKey(x => new { x.UserId, x.CredentialId }); t.HasIndex(x => x.CredentialId).IsUnique(); });
        model.Entity<Invitation>(t => { t.ToTable("platform_invitation"); t.HasKey(x => x.Id); });
    }
}
