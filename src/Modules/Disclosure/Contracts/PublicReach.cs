using Baotuan.Decisions.Contracts;
using Baotuan.Indicators.Contracts;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Disclosure.Contracts;

/// <summary>The rights of the public: organisations, their ventures, years, accounts and decisions. None of them opens a person's record.</summary>
public static class PublicReach
{
    public static readonly IReadOnlyList<Permission> Permissions =
    [
        PartiesPermissions.OrganizationRead, VenturesPermissions.VentureRead, VenturesPermissions.CascadeRead, LedgerPermissions.BookRead,
        DecisionsPermissions.ProposalRead, DisclosurePermissions.ClockRead, IndicatorsPermissions.ReadingRead,
    ];

    /// <summary>
    /// Whoever reads of a group of fewer people than this could tell single ones; the group is then shown without number and sum.
    /// </summary>
    public const int FewestPeople = 5;
}
