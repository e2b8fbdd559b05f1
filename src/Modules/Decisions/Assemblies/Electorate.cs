using System.Security.Cryptography;
using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Assemblies;

/// <summary>
/// Who may vote in a collective on a day, as known when it is asked: members in force of full capacity (18 years on the day; a member
/// without a birth date on record is taken for an adult and counted apart), or of these the representatives in office.
/// </summary>
internal sealed class Electorate
{
    private const int Majority = 18;
    private readonly Dictionary<string, MemberInfo> _members;
    private readonly HashSet<string> _minors = [];
    private readonly HashSet<string> _unknown = [];
    private readonly HashSet<string>? _representatives;

    private Electorate(IEnumerable<MemberInfo> members, HashSet<string>? representatives) =>
        (_members, _representatives) = (members.ToDictionary(m => m.MemberNo), representatives);

    public static async Task<Electorate> OfAsync(
        BaotuanDb db, FieldProtector fields, long collectiveId, DateOnly on, bool representatives, CancellationToken cancel)
    {
        var members = await Members.AsOfAsync(db, collectiveId, on, long.MaxValue, cancel);
        var electorate = new Electorate(members, representatives ? await RepresentativesAsync(db, collectiveId, on, cancel) : null);
        foreach (var member in members)
        {
            electorate.Age(fields, member, on);
        }

        return electorate;
    }

    /// <summary>How many are entitled.</summary>
    public ElectorateInfo Count
    {
        get
        {
            var entitled = _members.Keys.Where(IsEntitled).ToList();
            return new(entitled.Count, entitled.Count(_unknown.Contains));
        }
    }

    public MemberInfo? Member(string memberNo) => _members.GetValueOrDefault(memberNo);

    public bool IsMinor(string memberNo) => _minors.Contains(memberNo);

    public bool IsEntitled(string memberNo) =>
        _members.ContainsKey(memberNo) && !_minors.Contains(memberNo) && _representatives?.Contains(memberNo) != false;

    private static async Task<HashSet<string>> RepresentativesAsync(BaotuanDb db, long collectiveId, DateOnly on, CancellationToken cancel)
    {
        var rows = await db.Set<Representative>().AsNoTracking().Where(r => r.CollectiveId == collectiveId && r.ValidFrom <= on)
            .OrderBy(r => r.MemberNo).ThenBy(r => r.ValidFrom).ThenBy(r => r.RecordedAtMs).ToListAsync(cancel);
        return [.. Facts.InForce(rows, r => r.MemberNo).Where(r => r.ValidTo >= on).Select(r => r.MemberNo)];
    }

    private void Age(FieldProtector fields, MemberInfo member, DateOnly on)
    {
        var born = member.CitizenId is { } value ? BirthDate(fields, value, Members.FieldRecord(member.CollectiveId, member.MemberNo, "citizen_id")) : null;
        if (born is null)
        {
            _unknown.Add(member.MemberNo);
        }
        else if (born.Value.AddYears(Majority) > on)
        {
            _minors.Add(member.MemberNo);
        }
    }

    private static DateOnly? BirthDate(FieldProtector fields, byte[] value, string record)
    {
        try
        {
            return CitizenIdNumber.TryParse(fields.Reveal(value, record), out var id, out _) ? id.BirthDate : null;
        }
        catch (CryptographicException)
        {
            return null; // another key sealed it: we do not know
        }
    }
}
