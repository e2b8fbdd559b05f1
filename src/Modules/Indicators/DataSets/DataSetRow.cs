using Baotuan.Platform.Registers;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Indicators.DataSets;

/// <summary>
/// A data set from a day on: what is asked of whom, how often, until when. Append-only with two times; a version counts for periods that end on its
/// day or later. Key: code.
/// </summary>
internal sealed class DataSetRow : Fact, INumbered
{
    public const string TableName = "indicators_data_set";

    public long Id { get; set; }

    /// <summary>Capital letters, digits and dashes: it is in the address.</summary>
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary>Why it is asked at all.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>See <see cref="Contracts.DataPeriods"/>; stays the same through all versions.</summary>
    public string PeriodType { get; set; } = "";

    /// <summary>Code of the unit below which organisations report.</summary>
    public string Place { get; set; } = "";

    /// <summary>Kinds of organisation that report, joined by +.</summary>
    public string Kinds { get; set; } = "";

    /// <summary>Levels of unit that accept, joined by +; empty where approval is the end.</summary>
    public string AcceptLevels { get; set; } = "";

    /// <summary>Days from the end of the period until it is due.</summary>
    public int DueDays { get; set; }

    /// <summary>No period that ends later is asked; empty while it goes on.</summary>
    public DateOnly? ValidTo { get; set; }
}

/// <summary>One number that a data set asks, from a day on. Append-only with two times. Key: data set, indicator.</summary>
internal sealed class DataElementRow : Fact, INumbered
{
    public const string TableName = "indicators_data_element";

    public long Id { get; set; }
    public string SetCode { get; set; } = "";

    /// <summary>Code of an indicator by the computation <c>observation</c>.</summary>
    public string Indicator { get; set; } = "";

    /// <summary>Place on the form, from 1.</summary>
    public int SortNo { get; set; }
    public string Why { get; set; } = "";

    /// <summary>Plain decimals in the unit of the indicator: outside of them a typing error is likely. Empty for no hint.</summary>
    public string Least { get; set; } = "";
    public string Most { get; set; } = "";

    /// <summary>No period that ends later asks for it; empty while it goes on.</summary>
    public DateOnly? ValidTo { get; set; }
}

/// <summary>
/// What was entered of one cell: data set, period, organisation, element. Append-only: a later row of the cell replaces the earlier one, a retracted one makes
/// it not reported again. <see cref="Fact.ValidFrom"/> is the first day of the period. 0 is a value; nothing to report is a mark with a comment; no row is not reported.
/// </summary>
internal sealed class ObservationRow : Fact, INumbered
{
    public const string TableName = "indicators_observation";
    public const string Value = "value";
    public const string Blank = "blank";

    public long Id { get; set; }
    public string SetCode { get; set; } = "";
    public string Element { get; set; } = "";
    public long OrganizationId { get; set; }

    /// <summary>Last day of the period.</summary>
    public DateOnly PeriodEnd { get; set; }

    /// <summary>value or blank.</summary>
    public string Mark { get; set; } = "";

    /// <summary>With the denominator the exact value in <see cref="Unit"/>; 0 over 1 where there is nothing to report.</summary>
    public long Numerator { get; set; }
    public long Denominator { get; set; }

    /// <summary>As it was entered; see <see cref="Contracts.MeasureUnits"/>.</summary>
    public string Unit { get; set; } = "";
    public string Comment { get; set; } = "";

    /// <summary>0 for a program at the machine.</summary>
    public long UserId { get; set; }
    public string UserName { get; set; } = "";

    /// <summary>Of the form; empty for an import.</summary>
    public string ClientId { get; set; } = "";
}

/// <summary>What became of the numbers of a data set in a period: of one organisation, or of everything below a unit. Append-only.</summary>
internal sealed class DataApprovalRow
{
    public const string TableName = "indicators_data_approval";

    public long Id { get; set; }
    public string SetCode { get; set; } = "";
    public DateOnly PeriodStart { get; set; }

    /// <summary>0 where the act is about a unit.</summary>
    public long OrganizationId { get; set; }

    /// <summary>0 where the act is about an organisation.</summary>
    public long UnitId { get; set; }

    /// <summary>See <see cref="DataActs"/>.</summary>
    public string Act { get; set; } = "";

    /// <summary>Number of the last observation that it was decided on.</summary>
    public long SeenId { get; set; }
    public string Reason { get; set; } = "";
    public long UserId { get; set; }
    public string UserName { get; set; } = "";
    public string ClientId { get; set; } = "";
    public long RecordedAtMs { get; set; }
}
