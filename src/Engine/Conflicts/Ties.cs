namespace Baotuan.Engine.Conflicts;

/// <summary>What ties somebody to a case, in the order in which it is said.</summary>
public enum TieKind
{
    /// <summary>Is the party.</summary>
    Party,

    /// <summary>A declared relative is the party.</summary>
    Kin,

    /// <summary>Lives in the party's household.</summary>
    Household,

    /// <summary>Has a declared interest in the party.</summary>
    Interest,

    /// <summary>Works for the party.</summary>
    Employer,

    /// <summary>Was complained of, or stood on the other side, in an earlier case of a party.</summary>
    ComplainedOf,

    /// <summary>Works for the unit that was complained of in an earlier case of a party.</summary>
    EmployerComplainedOf,

    /// <summary>Recused himself in an earlier case of a party.</summary>
    RecusedBefore,
}

/// <summary>A tie, and how sure it is.</summary>
/// <param name="PartyNo">Number of the party; 0 where it is an earlier case.</param>
/// <param name="OrganizationId">The party that is an organisation.</param>
public sealed record Tie(TieKind Kind, Sameness How, int PartyNo = 0, long? OrganizationId = null);

/// <summary>A party of the case.</summary>
/// <param name="OrganizationId">Where it is an organisation of the register.</param>
public sealed record PartyFacts(int PartyNo, PersonMark Mark, long? OrganizationId);

/// <summary>An earlier case that a party of this one brought.</summary>
/// <param name="Same">How sure it is that it was the same one.</param>
/// <param name="ComplainedOf">Organisations complained of, or on the other side.</param>
/// <param name="Opposing">Persons on the other side.</param>
/// <param name="RecusedIds">Accounts that recused themselves in it.</param>
public sealed record EarlierFacts(Sameness Same, IReadOnlyCollection<long> ComplainedOf, IReadOnlyList<PersonMark> Opposing, IReadOnlyCollection<long> RecusedIds);

/// <summary>A person who handles, mediates or gives out.</summary>
/// <param name="Kin">Declared relatives.</param>
/// <param name="EmployerIds">Organisations of the unit that he works for.</param>
/// <param name="HasInterest">The register of interests has one in a party.</param>
public sealed record HandlerFacts(long UserId, PersonMark Mark, IReadOnlyList<PersonMark> Kin, IReadOnlyCollection<long> EmployerIds, bool HasInterest);

/// <summary>
/// Who stands too near to a case (回避). One place decides for whoever is given a case, accepts it, works on it or is named as its mediator: the surest tie counts, and
/// among those the first kind. Pure: what is known is loaded elsewhere.
/// </summary>
public static class Ties
{
    /// <summary>The tie of a person; null when there is none.</summary>
    /// <param name="handles">False for who only takes it in or gives it to somebody: what binds his whole unit does not keep him from that.</param>
    public static Tie? OfPerson(HandlerFacts handler, IReadOnlyList<PartyFacts> parties, IReadOnlyList<EarlierFacts> earlier, bool handles) =>
        Surest(OfParties(handler, parties).Concat(handles ? OfEmployer(handler, parties, earlier).Concat(OfEarlier(handler, earlier)) : []));

    /// <summary>The tie of an organisation that is to handle; null when there is none.</summary>
    /// <param name="name">Without blanks: a party may be written down by its name alone.</param>
    public static Tie? OfUnit(long organizationId, string name, IReadOnlyList<PartyFacts> parties, IReadOnlyList<EarlierFacts> earlier) => Surest(
        parties.Where(p => p.OrganizationId == organizationId || p.OrganizationId is null && name.Length > 0 && p.Mark.Name == name)
            .Select(p => new Tie(TieKind.Party, Sameness.Yes, p.PartyNo, organizationId))
            .Concat(earlier.Where(e => e.ComplainedOf.Contains(organizationId)).Select(e => new Tie(TieKind.ComplainedOf, e.Same, 0, organizationId))));

    private static IEnumerable<Tie> OfParties(HandlerFacts handler, IReadOnlyList<PartyFacts> parties)
    {
        foreach (var party in parties.Where(p => p.OrganizationId is null))
        {
            var self = handler.Mark.SameAs(party.Mark);
            yield return new(TieKind.Party, self, party.PartyNo);
            yield return new(TieKind.Kin, handler.Kin.Select(k => k.SameAs(party.Mark)).DefaultIfEmpty(Sameness.No).Max(), party.PartyNo);
            yield return new(TieKind.Household, handler.Mark.SharesHouseholdWith(party.Mark) ? Sameness.Yes : Sameness.No, party.PartyNo);
        }

        yield return new(TieKind.Interest, handler.HasInterest ? Sameness.Yes : Sameness.No);
    }

    private static IEnumerable<Tie> OfEmployer(HandlerFacts handler, IReadOnlyList<PartyFacts> parties, IReadOnlyList<EarlierFacts> earlier) =>
        parties.Where(p => p.OrganizationId is { } id && handler.EmployerIds.Contains(id)).Select(p => new Tie(TieKind.Employer, Sameness.Yes, p.PartyNo, p.OrganizationId))
            .Concat(earlier.Where(e => e.ComplainedOf.Any(handler.EmployerIds.Contains)).Select(e => new Tie(TieKind.EmployerComplainedOf, e.Same)));

    private static IEnumerable<Tie> OfEarlier(HandlerFacts handler, IReadOnlyList<EarlierFacts> earlier)
    {
        foreach (var e in earlier)
        {
            var opposed = e.Opposing.Select(handler.Mark.SameAs).DefaultIfEmpty(Sameness.No).Max();
            yield return new(TieKind.ComplainedOf, Less(e.Same, opposed));
            yield return new(TieKind.RecusedBefore, e.RecusedIds.Contains(handler.UserId) ? e.Same : Sameness.No);
        }
    }

    // as sure as the less sure of two
    private static Sameness Less(Sameness one, Sameness other) => one < other ? one : other;

    private static Tie? Surest(IEnumerable<Tie> ties) =>
        ties.Where(t => t.How != Sameness.No).OrderByDescending(t => t.How).ThenBy(t => t.Kind).ThenBy(t => t.PartyNo).FirstOrDefault();
}
