namespace Baotuan.Engine.Conflicts;

/// <summary>A line of a membership register.</summary>
public readonly record struct MemberLine(long CollectiveId, string MemberNo, string HouseholdNo);

/// <summary>How sure it is that two are one.</summary>
public enum Sameness
{
    No,

    /// <summary>Nothing but a name or a number that both have: a question, and no answer.</summary>
    Perhaps,
    Yes,
}

/// <summary>By what a person is known; what is not known is empty.</summary>
/// <param name="Name">Without blanks.</param>
/// <param name="Phone">Digits alone.</param>
/// <param name="Lines">His lines in registers of members.</param>
public sealed record PersonMark(string Name, string Phone, IReadOnlyList<MemberLine> Lines)
{
    /// <summary>A name as it is compared: without blanks.</summary>
    public static string Plain(string name) => new([.. name.Where(c => !char.IsWhiteSpace(c))]);

    /// <summary>
    /// Whether two marks are one person: (1) one line of a register says yes; (2) two different lines of one register say no; (3) name and phone together say yes, (4) one of
    /// them alone asks.
    /// </summary>
    public Sameness SameAs(PersonMark other)
    {
        var pairs = Lines.SelectMany(l => other.Lines.Where(o => o.CollectiveId == l.CollectiveId).Select(o => o.MemberNo == l.MemberNo)).ToList();
        if (pairs.Count > 0)
        {
            return pairs.Contains(true) ? Sameness.Yes : Sameness.No;
        }

        var (name, phone) = (Name.Length > 0 && Name == other.Name, Phone.Length > 0 && Phone == other.Phone);
        return name && phone ? Sameness.Yes : name || phone ? Sameness.Perhaps : Sameness.No;
    }

    /// <summary>Whether both live in one household of a register.</summary>
    public bool SharesHouseholdWith(PersonMark other) =>
        Lines.Any(l => l.HouseholdNo.Length > 0 && other.Lines.Any(o => (o.CollectiveId, o.HouseholdNo) == (l.CollectiveId, l.HouseholdNo)));
}
