using Baotuan.Kernel;
using Baotuan.Parties.Contracts;

namespace Baotuan.Indicators.Contracts;

/// <summary>A number that a data set asks.</summary>
/// <param name="Indicator">Code of the indicator by which it is read.</param>
/// <param name="Unit">In which it is entered.</param>
/// <param name="Least">Below it a typing error is likely; null for no hint.</param>
/// <param name="Most">Above it likewise.</param>
public sealed record DataElementInfo(string Indicator, string Name, MeasureUnit Unit, string Why, int SortNo, Rational? Least, Rational? Most)
{
    /// <summary>Whether a value is worth a second look; it is taken all the same.</summary>
    public bool IsOdd(Rational value) => value < (Least ?? value) || value > (Most ?? value);
}

/// <summary>A data set as it holds for one period.</summary>
/// <param name="PeriodType">See <see cref="DataPeriods"/>.</param>
/// <param name="PlaceCode">Unit below which organisations report.</param>
/// <param name="Kinds">Kinds of organisation that report.</param>
/// <param name="AcceptLevels">Levels of unit that accept, in no order.</param>
/// <param name="DueDays">Days from the end of a period until it is due.</param>
/// <param name="Elements">In the order of the form.</param>
public sealed record DataSetInfo(
    string Code, string Name, string Purpose, string PeriodType, string PlaceCode, IReadOnlyList<string> Kinds, IReadOnlyList<string> AcceptLevels, int DueDays,
    DateOnly ValidFrom, DateOnly? ValidTo, IReadOnlyList<DataElementInfo> Elements)
{
    /// <summary>Last day on which a period is reported in time.</summary>
    public DateOnly DueOn(Period period) => period.End.AddDays(DueDays);
}

/// <summary>How far the numbers of an organisation have come.</summary>
public enum DataState
{
    /// <summary>Nothing was entered.</summary>
    None,

    /// <summary>Something was entered, and not said that it is all.</summary>
    Open,

    /// <summary>Said to be all, and not changed since.</summary>
    Complete,

    /// <summary>Approved by somebody else; nothing can be changed.</summary>
    Approved,

    /// <summary>Accepted by the unit above.</summary>
    Accepted,
}

/// <summary>The states in words.</summary>
public static class DataStates
{
    /// <summary>Every state with its code and Chinese name.</summary>
    public static readonly IReadOnlyList<(DataState State, string Code, string Chinese)> All =
    [
        (DataState.None, "none", "未报"), (DataState.Open, "open", "填报中"), (DataState.Complete, "complete", "已报全"), (DataState.Approved, "approved", "已审核"), (DataState.Accepted, "accepted", "已接收"),
    ];

    public static string Code(DataState state) => All.First(s => s.State == state).Code;

    public static string Chinese(DataState state) => All.First(s => s.State == state).Chinese;
}

/// <summary>What somebody did with the numbers of an organisation or a unit.</summary>
/// <param name="Act">complete, approve, unapprove, accept, unaccept.</param>
public sealed record DataEvent(long Id, string Act, string Reason, long UserId, string By, long RecordedAtMs);

/// <summary>What stands of a cell, or stood.</summary>
/// <param name="Value">In <paramref name="Unit"/>; null where there is nothing to report.</param>
/// <param name="Retracted">That it is not reported again.</param>
public sealed record DataValue(long Id, Rational? Value, MeasureUnit Unit, string Comment, bool Retracted, string By, long RecordedAtMs, long BatchId)
{
    /// <summary>0, nothing to report and not reported are three things.</summary>
    public string Text => Retracted ? "未报（撤回）" : Value is { } value ? Unit.Text(value) : "无可报";
}

/// <summary>One cell of the form.</summary>
/// <param name="Standing">Null where it is not reported.</param>
/// <param name="History">Every row of the cell, first to last.</param>
/// <param name="Before">The last twelve periods before this one, latest first; null where one was not reported.</param>
public sealed record DataCellInfo(DataElementInfo Element, DataValue? Standing, IReadOnlyList<DataValue> History, IReadOnlyList<(Period Period, DataValue? Value)> Before)
{
    public bool IsOdd => Standing?.Value is { } value && Element.IsOdd(value);
}

/// <summary>An organisation that reports, and how far it has come.</summary>
/// <param name="SeenId">Number of its last observation; what is decided is decided on this.</param>
/// <param name="Filled">How many elements have a row that stands.</param>
/// <param name="CompletedOn">Day on which it was said to be all, where that still holds.</param>
/// <param name="AcceptorId">Unit that accepts it; null where approval is the end.</param>
/// <param name="IsLocked">Whether nothing can be entered: approved, or accepted above.</param>
public sealed record DataStanding(
    OrganizationInfo Organization, DataState State, long SeenId, int Filled, DateOnly? CompletedOn, long? AcceptorId, bool IsLocked, IReadOnlyList<DataEvent> Events)
{
    /// <summary>Whether it is not said to be all, and should have been.</summary>
    public bool IsOverdue(DateOnly dueOn, DateOnly today) => State < DataState.Complete && today > dueOn;
}

/// <summary>A unit that accepts.</summary>
/// <param name="Waiting">Children that are not approved or accepted yet; none when it may accept.</param>
/// <param name="Children">How many it accepts: organisations and units below.</param>
/// <param name="AboveId">Unit that accepts it in turn.</param>
/// <param name="SeenId">Number of the last observation below it.</param>
public sealed record DataUnitStanding(OrgUnitInfo Unit, bool IsAccepted, int Children, IReadOnlyList<string> Waiting, long? AboveId, long SeenId, IReadOnlyList<DataEvent> Events);

/// <summary>A data set in a period, with everybody who reports and accepts.</summary>
public sealed record DataBoard(DataSetInfo Set, Period Period, IReadOnlyList<DataStanding> Organizations, IReadOnlyList<DataUnitStanding> Units);

/// <summary>The form of one organisation for one period.</summary>
/// <param name="Acceptor">Null where approval is the end.</param>
public sealed record DataForm(DataSetInfo Set, Period Period, DataStanding Standing, OrgUnitInfo? Acceptor, IReadOnlyList<DataCellInfo> Cells);

/// <summary>What somebody typed into a cell.</summary>
/// <param name="Mark">value, blank (nothing to report) or retract (not reported again); the last two need a comment.</param>
/// <param name="BaseId">Number of the row that he saw there; 0 for none.</param>
public sealed record DataCellDraft(string Indicator, string Text, string Mark, string Comment, long BaseId);

/// <summary>What somebody saves.</summary>
public sealed record DataDraft(string SetCode, Period Period, string OrganizationCode, IReadOnlyList<DataCellDraft> Cells, string ClientId);

/// <summary>What somebody decides.</summary>
/// <param name="Act">See <see cref="DataEvent"/>.</param>
/// <param name="Code">Of the organisation, or of the unit for accept and unaccept.</param>
/// <param name="SeenId">Number of the last observation that he saw.</param>
/// <param name="Reason">Asked for taking back.</param>
public sealed record DataDecision(string SetCode, Period Period, string Act, string Code, long SeenId, string Reason, string ClientId);
