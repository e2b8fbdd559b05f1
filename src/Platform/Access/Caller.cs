namespace Baotuan.Platform.Access;

/// <summary>A member's own line: his number in his collective.</summary>
public sealed record OwnLine(long CollectiveId, string MemberNo, string HouseholdNo);

/// <summary>
/// In whose name something is done, and what that person may do. Made anew for every request from what stands in the tables,
/// so that a right taken away is gone at the next one.
/// </summary>
public sealed record Caller
{
    /// <summary>0 for a program at the machine that holds the data.</summary>
    public long UserId { get; init; }

    /// <summary>Login of the person, or <c>local:NAME</c> of the program; stands in the operation log.</summary>
    public required string Login { get; init; }

    /// <summary>As others know the person.</summary>
    public required string Name { get; init; }

    /// <summary>The unit that the person works for; the creator unit of what he enters.</summary>
    public long? UnitId { get; init; }

    /// <summary>Roles in force today, by code.</summary>
    public IReadOnlySet<string> Roles { get; init; } = new HashSet<string>();

    /// <summary>Permissions of these roles, by code.</summary>
    public IReadOnlySet<string> Permissions { get; init; } = new HashSet<string>();

    /// <summary>Records whose subject or owner stands here may be read.</summary>
    public OrganizationSet View { get; init; } = OrganizationSet.None;

    /// <summary>Records whose owner stands here may be entered and changed.</summary>
    public OrganizationSet Capture { get; init; } = OrganizationSet.None;

    /// <summary>Records of these may be found by number, kind and masked name, and nothing else of them be read.</summary>
    public OrganizationSet Search { get; init; } = OrganizationSet.None;

    /// <summary>The member that the person is, where he is one.</summary>
    public OwnLine? Own { get; init; }

    /// <summary>Whether the person is this member.</summary>
    public bool Is(long collectiveId, string memberNo) => Own is { } own && own.CollectiveId == collectiveId && own.MemberNo == memberNo;

    /// <summary>Where the request came from: an address, or <c>cli</c>.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether the person showed within the last minutes that it is himself; sensitive acts ask for it.</summary>
    public bool Confirmed { get; init; }

    /// <summary>What an administrator has to do about his second factor before anything else.</summary>
    public SecondFactorDuty SecondFactor { get; init; }

    /// <summary>True for a program: no scope limits it. It still cannot decide, approve or release in a person's stead.</summary>
    public bool IsProgram { get; private init; }

    /// <summary>A program at the machine that holds the data, or a test.</summary>
    public static Caller Program(string name) => new()
    {
        Login = name, Name = name, Address = "local", IsProgram = true,
        View = OrganizationSet.All, Capture = OrganizationSet.All, Search = OrganizationSet.All,
    };

    /// <summary>
    /// The same person, while a use case that asked for everything it touches runs others inside itself: an import whose rows
    /// were each checked, an act that books in several organisations' books. The log still names the person.
    /// </summary>
    internal Caller Elevated() => this with { IsProgram = true, View = OrganizationSet.All, Capture = OrganizationSet.All, Search = OrganizationSet.All };

    /// <summary>The permissions in one text: what was read with them is kept under it, and never shown to who has others.</summary>
    public string PermissionsKey => string.Join('+', Permissions.Order(StringComparer.Ordinal));

    public bool Holds(Permission permission) => IsProgram || Permissions.Contains(permission.Code);

    /// <summary>True when the person may do it on a record of this organisation. For showing a button; the act asks again.</summary>
    public bool May(Permission permission, long organizationId) =>
        Holds(permission) && (permission.Writes ? Capture : View).Contains(organizationId);
}
