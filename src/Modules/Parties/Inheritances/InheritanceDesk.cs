using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Parties.Members;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Inheritances;

/// <summary>Takes inheritances of one collective: each passes the shares of a dead member to his heirs and ends his membership.</summary>
internal sealed class InheritanceDesk
{
    public const string DeathReason = "身故";
    private const int MostHeirs = 50;
    private const long LargestDenominator = 10_000;

    private readonly BaotuanDb _db;
    private readonly OrganizationInfo _owner;
    private readonly FactBook<Share, (string MemberNo, string ClassCode)> _shares;
    private readonly FactBook<Membership, string> _memberships;
    private readonly Dictionary<string, Inheritance> _standing;
    private readonly Dictionary<long, List<InheritanceLine>> _lines;
    private readonly Dictionary<(string, string, DateOnly), Share> _changed = [];
    private readonly List<(Inheritance Header, List<InheritanceLine> Lines)> _taken = [];

    private InheritanceDesk(
        BaotuanDb db, OrganizationInfo owner, FactBook<Share, (string, string)> shares, FactBook<Membership, string> memberships,
        IEnumerable<Inheritance> standing, IEnumerable<InheritanceLine> lines)
    {
        (_db, _owner, _shares, _memberships) = (db, owner, shares, memberships);
        _standing = standing.ToDictionary(i => i.MemberNo);
        _lines = lines.GroupBy(l => l.InheritanceId).ToDictionary(g => g.Key, g => g.ToList());
    }

    public static async Task<InheritanceDesk> OpenAsync(BaotuanDb db, OrganizationInfo owner, CancellationToken cancel)
    {
        var standing = StandingInheritances.Of(db, owner.Id).AsNoTracking();
        return new(
            db, owner,
            await FactBook<Share, (string, string)>.LoadAsync(db, "CollectiveId", owner.Id, s => (s.MemberNo, s.ClassCode), cancel),
            await FactBook<Membership, string>.LoadAsync(db, "CollectiveId", owner.Id, m => m.MemberNo, cancel),
            await standing.ToListAsync(cancel),
            await db.Set<InheritanceLine>().AsNoTracking().Where(l => standing.Any(i => i.Id == l.InheritanceId)).ToListAsync(cancel));
    }

    /// <summary>Lays one event against the registers; nothing is written yet.</summary>
    /// <returns>New, or the same as what stands.</returns>
    public Outcome<RowFate> Take(InheritanceEntry entry, FactLot lot)
    {
        if (_standing.TryGetValue(entry.MemberNo, out var before))
        {
            return IsSame(before, entry)
                ? RowFate.Same
                : new Refusal("inheritance_stands", $"成员 {entry.MemberNo} 的继承已经登记（{before.DiedOn:yyyy-MM-dd} 身故），内容不同。要改请先撤销那一次登记。");
        }

        if ((CheckEntry(entry) ?? CheckHeirs(entry) ?? CheckMember(entry)) is { } refusal)
        {
            return refusal;
        }

        var held = _shares.Keys.Where(k => k.MemberNo == entry.MemberNo).Order()
            .Select(k => (k.ClassCode, Quantity: HeldOn(k, entry.DiedOn))).Where(h => h.Quantity > 0).ToList();
        if (held.Count == 0)
        {
            return new Refusal("nothing_to_inherit", $"成员 {entry.MemberNo} 在 {entry.DiedOn:yyyy-MM-dd} 没有份额，没有可继承的。只登记身故的，请在“成员”表填退出日期。");
        }

        var lines = held.SelectMany(h => Split(entry, h.ClassCode, h.Quantity)) // in the order of the key, as the leaves are read again
            .OrderBy(l => l.HeirNo, StringComparer.Ordinal).ThenBy(l => l.ClassCode, StringComparer.Ordinal).ToList();
        foreach (var line in lines)
        {
            Receive(line, entry.DiedOn);
        }

        foreach (var (classCode, _) in held)
        {
            Hold(entry.MemberNo, classCode, entry.DiedOn, 0);
        }

        EndMembership(entry, lot);
        var header = new Inheritance
        {
            ClientId = entry.ClientId, CollectiveId = _owner.Id, MemberNo = entry.MemberNo, DiedOn = entry.DiedOn, Ground = entry.Ground.Trim(),
            Document = entry.Document.Trim(), LineCount = lines.Count, Sum10000 = lines.Sum(l => l.Quantity10000),
            UserId = _db.Caller.UserId, Actor = _db.Actor, RecordedAtMs = _db.RecordedAtMs, ImportBatchId = lot.BatchId,
        };
        _standing[entry.MemberNo] = header;
        _taken.Add((header, lines));
        return RowFate.New;
    }

    /// <summary>Writes what was taken: lines, then headers, then the registers, the log and the leaves.</summary>
    public async Task WriteAsync(FactLot lot, CancellationToken cancel)
    {
        foreach (var (header, lines) in _taken)
        {
            header.Id = await _db.NextIdAsync(Inheritance.Table, cancel);
            lines.ForEach(l => l.InheritanceId = header.Id);
            _db.AddRange(lines);
            await _db.SaveChangesAsync(cancel); // before the header, whose trigger adds them up
            _db.Add(header);
            await _db.SaveChangesAsync(cancel);
            await InheritanceLeaves.Headers.AppendAsync(_db, [header], cancel);
            await InheritanceLeaves.Lines.AppendAsync(_db, lines, cancel);
            await _db.LogAsync(
                "share.inherit", $"member/{_owner.Id}/{header.MemberNo}", $"{header.DiedOn:yyyy-MM-dd}；继承人 {string.Join('、', lines.Select(l => l.HeirNo).Distinct())}",
                cancel, _owner.Id);
        }

        foreach (var fact in _changed.Values)
        {
            lot.Add(fact);
        }

        lot.Write();
    }

    /// <summary>What stands about members, for the sheet.</summary>
    public IEnumerable<(Inheritance Header, string HeirNo, Rational Part)> Heirs =>
        from header in _standing.Values.OrderBy(i => i.MemberNo, StringComparer.Ordinal)
        from heir in PartsOf(header).OrderBy(h => h.HeirNo, StringComparer.Ordinal)
        select (header, heir.HeirNo, heir.Part);

    private Refusal? CheckEntry(InheritanceEntry entry)
    {
        if (entry.DiedOn > ChinaTime.Day(_db.RecordedAtMs))
        {
            return new("death_in_the_future", "身故日期不能晚于今天，请改正。");
        }

        return string.IsNullOrWhiteSpace(entry.Ground) || string.IsNullOrWhiteSpace(entry.Document)
            ? new("ground_missing", "请写明依据（继承公证、遗嘱、全体继承人的协议、判决等）和材料编号。")
            : null;
    }

    private Refusal? CheckHeirs(InheritanceEntry entry)
    {
        var heirs = entry.Heirs;
        if (heirs.Count is 0 or > MostHeirs)
        {
            return new("heirs_missing", $"请填写继承人和他们各占的部分，一至 {MostHeirs} 人。");
        }

        if (heirs.GroupBy(h => h.MemberNo).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return new("heir_twice", $"继承人 {twice.Key} 写了两次，请合并成一行。");
        }

        if (heirs.FirstOrDefault(h => h.MemberNo == entry.MemberNo) is not null)
        {
            return new("heir_is_dead", "身故的成员不能是自己的继承人，请改正。");
        }

        if (heirs.FirstOrDefault(h => _memberships.Of(h.MemberNo).Count == 0) is { } unknown)
        {
            return new("heir_unknown", $"{_owner.Code} 没有成员 {unknown.MemberNo}。份额只在本集体内继承登记：请核对编号；还不是成员的，先按章程办理。");
        }

        if (heirs.Select(h => _standing.GetValueOrDefault(h.MemberNo)).FirstOrDefault(i => i is not null) is { } dead)
        {
            return new("heir_died", $"继承人 {dead.MemberNo} 已登记身故（{dead.DiedOn:yyyy-MM-dd}）。请直接写由谁继承他的部分。");
        }

        if (heirs.Any(h => h.Part.Sign <= 0 || h.Part.Denominator > LargestDenominator))
        {
            return new("part_unreadable", $"各占的部分请写分数，例如 1/3，分母不超过 {LargestDenominator}。");
        }

        var sum = heirs.Aggregate(Rational.Zero, (s, h) => s + h.Part);
        return sum == Rational.One
            ? null
            : new("parts_do_not_sum", $"各继承人的部分合计是 {sum.Numerator}/{sum.Denominator}，应正好是全部（1）。请改正。");
    }

    private Refusal? CheckMember(InheritanceEntry entry)
    {
        var membership = _memberships.Of(entry.MemberNo);
        if (membership.Count == 0 || membership[0].ValidFrom >= entry.DiedOn)
        {
            return new("member_unknown", membership.Count == 0
                ? $"{_owner.Code} 没有成员 {entry.MemberNo}。请先在“成员”表登记，或改正成员号。"
                : $"成员 {entry.MemberNo} 从 {membership[0].ValidFrom:yyyy-MM-dd} 起登记，身故日期应晚于这一天。");
        }

        if (membership.FirstOrDefault(m => m.ValidFrom >= entry.DiedOn && !m.Ended) is { } later)
        {
            return new("member_lives_on", $"成员 {entry.MemberNo} 从 {later.ValidFrom:yyyy-MM-dd} 起还有成员登记，与身故日期不符。请核对日期，或先改正成员登记。");
        }

        return _shares.Keys.Where(k => k.MemberNo == entry.MemberNo).SelectMany(_shares.Of).FirstOrDefault(s => s.ValidFrom > entry.DiedOn && s.Quantity10000 > 0) is { } share
            ? new("shares_after_death", $"成员 {entry.MemberNo} 从 {share.ValidFrom:yyyy-MM-dd} 起还有 {share.ClassCode} 份额登记，与身故日期不符。请先在“份额”表改正。")
            : null;
    }

    private long HeldOn((string, string) key, DateOnly day) => _shares.Of(key).LastOrDefault(s => s.ValidFrom <= day)?.Quantity10000 ?? 0;

    // whole 1/10000 of a share for each, by largest remainder like fen, ties to the lower number: nothing is lost
    private static IEnumerable<InheritanceLine> Split(InheritanceEntry entry, string classCode, long quantity10000)
    {
        var heirs = entry.Heirs.OrderBy(h => h.MemberNo, StringComparer.Ordinal).ToList();
        var parts = Allocation.Split(new Money(quantity10000), [.. heirs.Select(h => h.Part)], [.. heirs.Select(h => h.MemberNo)]);
        return heirs.Select((h, i) => new InheritanceLine
        {
            HeirNo = h.MemberNo, ClassCode = classCode, PartNumerator = (long)h.Part.Numerator, PartDenominator = (long)h.Part.Denominator, Quantity10000 = parts[i].Fen,
        });
    }

    // later entries of the heir knew nothing of this; those of the same file do: it states the register as it stood
    private void Receive(InheritanceLine line, DateOnly on)
    {
        var key = (line.HeirNo, line.ClassCode);
        var held = HeldOn(key, on);
        foreach (var later in _shares.Of(key).Where(s => s.ValidFrom > on && s.RecordedAtMs != _db.RecordedAtMs).ToList())
        {
            Hold(line.HeirNo, line.ClassCode, later.ValidFrom, checked(later.Quantity10000 + line.Quantity10000));
        }

        if (_shares.At(key, on)?.RecordedAtMs != _db.RecordedAtMs)
        {
            Hold(line.HeirNo, line.ClassCode, on, checked(held + line.Quantity10000));
        }
    }

    private void Hold(string memberNo, string classCode, DateOnly on, long quantity10000)
    {
        var fact = new Share { CollectiveId = _owner.Id, MemberNo = memberNo, ClassCode = classCode, ValidFrom = on, Quantity10000 = quantity10000 };
        if (_shares.At((memberNo, classCode), on) is not { } stands || stands.RecordedAtMs != _db.RecordedAtMs)
        {
            _changed[(memberNo, classCode, on)] = fact;
            _shares.Remember(fact);
        }
    }

    private void EndMembership(InheritanceEntry entry, FactLot lot)
    {
        var facts = _memberships.Of(entry.MemberNo);
        if (facts.LastOrDefault(m => m.ValidFrom <= entry.DiedOn) is not { Ended: false } last || facts.Any(m => m.Ended && m.RecordedAtMs == _db.RecordedAtMs))
        {
            return;
        }

        foreach (var later in facts.Where(m => m.ValidFrom > entry.DiedOn).ToList())
        {
            _memberships.Retract(lot, Ended(last, later.Reason, later.ValidFrom));
        }

        _memberships.Take(lot, Ended(last, DeathReason, entry.DiedOn), (_, _) => false);
    }

    private Membership Ended(Membership last, string reason, DateOnly on) =>
        new() { CollectiveId = _owner.Id, MemberNo = last.MemberNo, HouseholdNo = last.HouseholdNo, Ended = true, Reason = reason, ValidFrom = on };

    private bool IsSame(Inheritance stands, InheritanceEntry entry) =>
        stands.DiedOn == entry.DiedOn && stands.Ground == entry.Ground.Trim() && stands.Document == entry.Document.Trim()
        && PartsOf(stands).ToHashSet().SetEquals(entry.Heirs.Select(h => (h.MemberNo, h.Part)));

    private IEnumerable<(string HeirNo, Rational Part)> PartsOf(Inheritance header) =>
        (_lines.GetValueOrDefault(header.Id) ?? _taken.FirstOrDefault(t => t.Header == header).Lines ?? [])
            .Select(l => (l.HeirNo, new Rational(l.PartNumerator, l.PartDenominator))).Distinct();
}
