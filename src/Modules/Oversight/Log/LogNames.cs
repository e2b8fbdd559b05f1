using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Log;

/// <summary>Names for the numbers in some lines of the log, each kind in one question.</summary>
internal sealed class LogNames
{
    private const string LocalProgram = "local:";

    private IReadOnlyDictionary<long, string> _people = new Dictionary<long, string>();
    private IReadOnlyDictionary<long, OrgUnitInfo> _units = new Dictionary<long, OrgUnitInfo>();

    private SubjectNames Subjects { get; init; } = null!;

    public static async Task<LogNames> LoadAsync(BaotuanDb db, IReadOnlyList<Operation> lines, CancellationToken cancel)
    {
        var users = lines.Select(l => l.UserId).Where(id => id != 0).Distinct().ToArray();
        return new()
        {
            _people = await UserNames.OfAsync(db, users, cancel),
            _units = await OrgUnitTree.ByIdsAsync(db, lines.Select(l => l.UnitId).OfType<long>(), cancel),
            Subjects = await SubjectNames.LoadAsync(db, lines.Select(l => l.Subject), lines.Select(l => l.OrganizationId).OfType<long>(), cancel),
        };
    }

    public static async Task<IReadOnlyList<LogLine>> LinesAsync(BaotuanDb db, IReadOnlyList<Operation> lines, CancellationToken cancel)
    {
        var names = await LoadAsync(db, lines, cancel);
        return [.. lines.Select(names.Line)];
    }

    public string Who(Operation line) => _people.TryGetValue(line.UserId, out var name)
        ? name
        : line.Actor.StartsWith(LocalProgram, StringComparison.Ordinal) ? $"本机程序（{line.Actor[LocalProgram.Length..]}）" : line.Actor;

    public string Unit(Operation line) => line.UnitId is { } id && _units.TryGetValue(id, out var unit) ? unit.Name : "";

    private LogLine Line(Operation o) => new(
        o.Id, o.RecordedAtMs, Who(o), o.Actor, Unit(o), o.Address, o.Kind, LogWords.Kind(o.Kind), o.Action, LogWords.Action(o.Action),
        o.Subject, Subjects.Text(o.Subject), Subjects.Href(o.Subject), Subjects.Organization(o.OrganizationId), o.Details, o.Before, o.After);
}
