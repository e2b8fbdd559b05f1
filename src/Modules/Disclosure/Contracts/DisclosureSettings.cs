using Baotuan.Disclosure.Settings;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Disclosure.Contracts;

/// <summary>A decision in force, with what it rests on.</summary>
/// <param name="ByDefault">True where the organisation decided nothing and a rule of law or the program stands in.</param>
public sealed record SettingInForce(string Name, bool Value, DateOnly? ValidFrom, string Basis, bool ByDefault);

/// <summary>What an organisation decides about its disclosure.</summary>
/// <param name="Name"><c>shown</c>, <c>monthly</c> or <c>household_amounts</c>.</param>
/// <param name="ProposalId">A proposal of this collective that its assembly passed; asked for where households' amounts are opened.</param>
public sealed record SettingDecision(string OrganizationCode, string Name, bool Value, DateOnly ValidFrom, string Basis, long? ProposalId, string ClientId);

/// <summary>Whether an organisation is shown to everybody, how often it publishes, and whether households' amounts are open.</summary>
public static class DisclosureSettings
{
    /// <summary>Records a decision. Must run inside a command of the store.</summary>
    /// <returns>Its number; or refused: <c>organization_not_found</c>, <c>setting_unknown</c>, <c>basis_missing</c>, <c>setting_in_the_past</c>,
    /// <c>resolution_missing</c>, <c>program_may_not_decide</c>, <c>client_id_reused</c>.</returns>
    public static Task<Outcome<long>> DecideAsync(BaotuanDb db, SettingDecision decision, CancellationToken cancel) => DecideSetting.RunAsync(db, decision, cancel);

    /// <summary>Every setting of one organisation on a day. Asks <c>disclosure:clock:read</c>.</summary>
    public static Task<IReadOnlyList<SettingInForce>> OfAsync(BaotuanDb db, OrganizationInfo organization, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(DisclosurePermissions.ClockRead, organization.Id);
        return ReadSettings.OfAsync(db, organization, today, cancel);
    }
}
