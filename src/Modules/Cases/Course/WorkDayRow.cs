using Baotuan.Platform.Registers;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Cases.Course;

/// <summary>
/// A day that the yearly notice makes worked or free (调休, 放假), brought by an import beside those that the program has. <see cref="Fact.ValidFrom"/> is the day; append-only
/// with two times. Key: the day.
/// </summary>
internal sealed class WorkDayRow : Fact, INumbered
{
    public const string TableName = "cases_work_day";

    public long Id { get; set; }
    public bool Worked { get; set; }

    /// <summary>Of the holiday, as the notice has it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The notice.</summary>
    public string Source { get; set; } = "";
}
