using Baotuan.Platform.Registers;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Cases.Alliance;

/// <summary>
/// An organisation that works with the unit whose joint meeting screens (清纷联盟), from a day to a day. Append-only with two times. Key: convener, organisation.
/// </summary>
internal sealed class AllianceUnitRow : Fact, INumbered
{
    public const string TableName = "cases_alliance_unit";

    public long Id { get; set; }

    /// <summary>The unit that gives cases out.</summary>
    public long ConvenerId { get; set; }
    public long OrganizationId { get; set; }

    /// <summary>Last day; empty while it lasts.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>What it takes, in words.</summary>
    public string Takes { get; set; } = "";
}
