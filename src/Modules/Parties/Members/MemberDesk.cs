using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;

namespace Baotuan.Parties.Members;

/// <summary>Takes rows of members of one collective: each is a fact of a person, one of membership, and one of leaving when it says so.</summary>
internal sealed class MemberDesk
{
    private readonly ImportRun _run;
    private readonly OrganizationInfo _owner;
    private readonly FactLot _lot;
    private readonly FactBook<Person, string> _people;
    private readonly FactBook<Membership, string> _memberships;
    private readonly HashSet<string> _households;
    private readonly Dictionary<string, string> _memberOfId = [];

    private MemberDesk(
        ImportRun run, OrganizationInfo owner, FactLot lot,
        FactBook<Person, string> people, FactBook<Membership, string> memberships, HashSet<string> households)
    {
        (_run, _owner, _lot, _people, _memberships, _households) = (run, owner, lot, people, memberships, households);
        foreach (var person in people.Keys.Select(no => people.Of(no)[^1]))
        {
            Know(PersonalField.CitizenId.Reveal(run.Fields, person), person.MemberNo);
        }
    }

    public static async Task<MemberDesk> OpenAsync(ImportRun run, OrganizationInfo owner, FactLot lot, CancellationToken cancel)
    {
        var households = FactRows.Standing(
            await FactRows.OfAsync<Household>(run.Db, "CollectiveId", owner.Id, cancel), h => h.HouseholdNo);
        return new(
            run, owner, lot,
            await FactBook<Person, string>.LoadAsync(run.Db, "CollectiveId", owner.Id, p => p.MemberNo, cancel),
            await FactBook<Membership, string>.LoadAsync(run.Db, "CollectiveId", owner.Id, m => m.MemberNo, cancel),
            [.. households.Keys]);
    }

    public void Take(SheetRow row)
    {
        var memberNo = row.Text("member_no");
        var validFrom = row.Date("valid_from");
        CheckPlace(row, memberNo, validFrom);
        var onRecord = _people.At(memberNo, validFrom) ?? _people.Of(memberNo).LastOrDefault(p => p.ValidFrom <= validFrom);
        var citizenId = PersonalField.CitizenId.Read(row, _run.Fields, onRecord);
        var phone = PersonalField.Phone.Read(row, _run.Fields, onRecord);
        var bankAccount = PersonalField.BankAccount.Read(row, _run.Fields, onRecord);
        CheckOwner(row, citizenId, memberNo);
        if (row.HasErrors)
        {
            return;
        }

        Know(citizenId, memberNo);
        var person = _people.At(memberNo, validFrom);
        var samePerson = person is not null && person.Name == row.Text("name") && Same(PersonalField.CitizenId, citizenId)
            && Same(PersonalField.Phone, phone) && Same(PersonalField.BankAccount, bankAccount);
        var fate = samePerson ? RowFate.Same : TakePerson(new Person
        {
            CollectiveId = _owner.Id,
            MemberNo = memberNo,
            Name = row.Text("name"),
            CitizenId = PersonalField.CitizenId.Seal(_run.Fields, citizenId, _owner.Id, memberNo),
            Phone = PersonalField.Phone.Seal(_run.Fields, phone, _owner.Id, memberNo),
            BankAccount = PersonalField.BankAccount.Seal(_run.Fields, bankAccount, _owner.Id, memberNo),
            ValidFrom = validFrom,
        }, citizenId, phone, bankAccount);
        var membership = TakeMembership(row, memberNo, validFrom);
        FactCount(fate, membership);

        bool Same(PersonalField field, string? plain) => field.Reveal(_run.Fields, person) == plain;
    }

    private RowFate TakePerson(Person person, params ReadOnlySpan<string?> plains)
    {
        var fate = _people.Take(_lot, person, (_, _) => false);
        for (var i = 0; i < plains.Length; i++)
        {
            if (PersonIndex.Of(_run.Fields, person, PersonalField.All[i], plains[i]) is { } found)
            {
                _lot.AddBeside(found);
            }
        }

        return fate;
    }

    private void FactCount(RowFate person, RowFate membership)
    {
        if (person == RowFate.New || membership == RowFate.New)
        {
            _run.CountNew();
        }
        else if (person == RowFate.Same && membership == RowFate.Same)
        {
            _run.CountSame();
        }
        else
        {
            _run.CountChanged();
        }
    }

    private RowFate TakeMembership(SheetRow row, string memberNo, DateOnly validFrom)
    {
        var fate = _memberships.Take(
            _lot,
            new Membership { CollectiveId = _owner.Id, MemberNo = memberNo, HouseholdNo = row.Text("household_no"), ValidFrom = validFrom },
            (a, b) => !a.Ended && a.HouseholdNo == b.HouseholdNo);
        if (row.DateOrNull("left_on") is not { } leftOn)
        {
            return fate;
        }

        // a corrected day of leaving replaces the one on record
        if (_memberships.Of(memberNo).FirstOrDefault(m => m.ValidFrom > validFrom) is { Ended: true } ended && ended.ValidFrom != leftOn)
        {
            _memberships.Retract(_lot, new Membership
            {
                CollectiveId = _owner.Id, MemberNo = memberNo, HouseholdNo = ended.HouseholdNo, Ended = true, Reason = ended.Reason, ValidFrom = ended.ValidFrom,
            });
        }

        var left = _memberships.Take(
            _lot,
            new Membership
            {
                CollectiveId = _owner.Id, MemberNo = memberNo, HouseholdNo = row.Text("household_no"), Ended = true,
                Reason = row.TextOrNull("left_reason") ?? "", ValidFrom = leftOn,
            },
            (a, b) => a.Ended && a.HouseholdNo == b.HouseholdNo && a.Reason == b.Reason);
        return fate == RowFate.Same && left != RowFate.Same ? RowFate.Changed : fate;
    }

    private void CheckPlace(SheetRow row, string memberNo, DateOnly validFrom)
    {
        if (row.TextOrNull("household_no") is { } household && !_households.Contains(household))
        {
            row.Refuse("household_no", $"{_owner.Code} 没有户号 {household}。请先在“户”表登记，或改正户号。");
        }

        if (memberNo.Length > 0 && row.Has("valid_from"))
        {
            _memberships.CheckFirst(_run, row, memberNo, validFrom, "member_no", () => $"{_owner.Code} 的成员 {memberNo}（{validFrom:yyyy-MM-dd} 起）");
            CheckLeaving(row, memberNo, validFrom);
        }

        if (row.Has("left_reason") && row.IsEmpty("left_on"))
        {
            row.Refuse("left_on", "填了退出原因，没有填退出日期。请补上日期，或删去原因。");
        }
    }

    private void CheckLeaving(SheetRow row, string memberNo, DateOnly validFrom)
    {
        if (row.DateOrNull("left_on") is not { } leftOn)
        {
            return;
        }

        if (leftOn <= validFrom)
        {
            row.Refuse("left_on", "退出日期应晚于起始日期，请改正。");
        }
        else if (_memberships.Of(memberNo).FirstOrDefault(m => m.ValidFrom > validFrom && m.ValidFrom <= leftOn && !m.Ended) is { } later)
        {
            row.Refuse("left_on", $"成员 {memberNo} 从 {later.ValidFrom:yyyy-MM-dd} 起另有登记，退出日期应写在那一行。");
        }
    }

    private void CheckOwner(SheetRow row, string? citizenId, string memberNo)
    {
        if (citizenId is not null && _memberOfId.TryGetValue(citizenId, out var other) && other != memberNo && !HasLeft(other))
        {
            row.Refuse(PersonalField.CitizenIdColumn, $"身份证号与 {_owner.Code} 的成员 {other} 相同，请核对是否重复登记。");
        }
    }

    private bool HasLeft(string memberNo) => _memberships.Of(memberNo) is not [.., { Ended: false }];

    private void Know(string? citizenId, string memberNo)
    {
        if (citizenId is not null)
        {
            _memberOfId[citizenId] = memberNo;
        }
    }
}
