using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Receipts;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Leaves;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Receipts;

/// <summary>
/// Makes receipts of one cascade: the lines as the tables have them now, opened against what the log committed to then. A line that was changed since
/// gets no receipt and says so.
/// </summary>
internal sealed class MakeReceipt(BaotuanDb db, Cascade cascade, OrganizationInfo holder)
{
    private const int CodeBytes = 10;
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789"; // no l, o, 0, 1
    private IReadOnlyList<MemberInfo>? _members;

    public long HolderId => cascade.HolderId;

    public static async Task<MakeReceipt?> LoadAsync(BaotuanDb db, long cascadeId, CancellationToken cancel)
    {
        var cascade = await db.Set<Cascade>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == cascadeId && c.Kind == CascadePlanning.Collective, cancel);
        if (cascade is null)
        {
            db.Access.Require(VenturesPermissions.CascadeRead);
            return null;
        }

        return new(db, cascade, (await Organizations.ByIdsAsync(db, [cascade.HolderId], cancel))[cascade.HolderId]);
    }

    public async Task<Outcome<Receipt>> MakeAsync(Func<MemberInfo, bool> whose, CancellationToken cancel)
    {
        var members = (await MembersAsync(cancel)).Where(whose).ToList();
        foreach (var member in members)
        {
            db.Access.RequireLine(VenturesPermissions.PayoutRead, VenturesPermissions.PayoutOwn, cascade.HolderId, member.MemberNo, member.HouseholdNo);
        }

        if (members.Count == 0)
        {
            db.Access.Require(VenturesPermissions.PayoutRead, cascade.HolderId);
        }

        var numbers = members.Select(m => m.MemberNo).ToArray();
        var payouts = await Own().Where(p => EF.Parameter(numbers).Contains(p.MemberNo)).OrderBy(p => p.MemberNo).ToListAsync(cancel);
        if (payouts.Count == 0)
        {
            return new Refusal("member_not_in_distribution", "这一户（人）在这次分配里没有明细。");
        }

        var size = await LogCheckpoints.LatestSizeAsync(db, cancel);
        var lines = await ProofLog.PlaceOfAsync(db, PayoutLeaves.LeafType, cascade.Id, cancel);
        var header = await ProofLog.PlaceOfAsync(db, VentureLeaves.Cascades.Type, cascade.Id, cancel);
        return lines is { } first && header is { } head && head.First < size && first.First + first.Count <= size
            ? await OpenAsync(payouts, members, first.First, head.First, size, cancel)
            : new Refusal("receipt_waits_for_checkpoint", "这次分配刚入账，日志的检查点还没有签发。请一分钟后再取收据。");
    }

    /// <summary>
    /// Those of some households of whose lines one is not what the log committed to, by household number. What was erased cannot be held against anything.
    /// </summary>
    public async Task<IReadOnlySet<string>> DifferingAsync(IReadOnlyCollection<string> householdNos, CancellationToken cancel)
    {
        if (await ProofLog.PlaceOfAsync(db, PayoutLeaves.LeafType, cascade.Id, cancel) is not { } place)
        {
            return householdNos.ToHashSet(StringComparer.Ordinal);
        }

        var households = (await MembersAsync(cancel)).ToDictionary(m => m.MemberNo, m => m.HouseholdNo, StringComparer.Ordinal);
        var secrets = await Secrets.OfAsync(db, [cascade.HolderId], cancel);
        var payouts = await Own().OrderBy(p => p.MemberNo).ToListAsync(cancel);
        var leaves = await ProofLog.LeavesAsync(db, place.First, place.Count, cancel);
        var differing = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < payouts.Count; i++)
        {
            var household = households.GetValueOrDefault(payouts[i].MemberNo, "");
            if (householdNos.Contains(household) && secrets.Of(new(cascade.HolderId, payouts[i].MemberNo), place.First + i) is { } secret
                && (i >= leaves.Count || !Commits(leaves[i], Commitment.Salt(secret, place.First + i), Record(payouts[i], i + 1))))
            {
                differing.Add(household);
            }
        }

        return differing;
    }

    /// <summary>Addresses of some households' slips by household number; a household without lines, or whose secret was erased, has none.</summary>
    public async Task<IReadOnlyDictionary<string, SlipAddress>> SlipAddressesAsync(IReadOnlyCollection<string> householdNos, CancellationToken cancel)
    {
        var numbers = await Own().OrderBy(p => p.MemberNo).Select(p => p.MemberNo).ToListAsync(cancel);
        var lines = numbers.Select((no, i) => (no, i)).ToDictionary(n => n.no, n => n.i + 1L, StringComparer.Ordinal);
        var firsts = (await MembersAsync(cancel)).Where(m => householdNos.Contains(m.HouseholdNo) && lines.ContainsKey(m.MemberNo))
            .GroupBy(m => m.HouseholdNo).Select(g => (Household: g.Key, First: g.MinBy(m => lines[m.MemberNo])!.MemberNo));
        var secrets = await Secrets.OfAsync(db, [cascade.HolderId], cancel);
        return firsts.Select(f => (f.Household, Line: lines[f.First], Code: Code(secrets, f.First))).Where(f => f.Code is not null)
            .ToDictionary(f => f.Household, f => new SlipAddress(cascade.Id, f.Line, f.Code!), StringComparer.Ordinal);
    }

    /// <summary>Whose slip an address is of, by his household's first line; null when the code is wrong.</summary>
    public async Task<OwnLine?> OwnLineOfAsync(long line, string code, CancellationToken cancel)
    {
        var member = line < 1 ? null : await Own().OrderBy(p => p.MemberNo).Skip((int)Math.Min(line - 1, int.MaxValue)).Select(p => p.MemberNo).FirstOrDefaultAsync(cancel);
        var secrets = await Secrets.OfAsync(db, [cascade.HolderId], cancel);
        if (member is null || Code(secrets, member) is not { } right || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(code)))
        {
            return null;
        }

        var household = (await MembersAsync(cancel)).FirstOrDefault(m => m.MemberNo == member)?.HouseholdNo;
        return household is not null && await FirstOfAsync(household, cancel) == member ? new(cascade.HolderId, member, household) : null;
    }

    /// <summary>Members as they stood when the cascade was posted; read once.</summary>
    private async Task<IReadOnlyList<MemberInfo>> MembersAsync(CancellationToken cancel) =>
        _members ??= await Members.AndFormerAsOfAsync(db, cascade.HolderId, cascade.RecordDate, cascade.RecordedAtMs, cancel);

    private IQueryable<Payout> Own() => db.Set<Payout>().AsNoTracking().Where(p => p.CollectiveId == cascade.HolderId && p.CascadeId == cascade.Id);

    private async Task<long> LineAsync(string memberNo, CancellationToken cancel) => 1 + await Own().LongCountAsync(p => string.Compare(p.MemberNo, memberNo) < 0, cancel);

    private async Task<string?> FirstOfAsync(string householdNo, CancellationToken cancel)
    {
        var numbers = (await MembersAsync(cancel)).Where(m => m.HouseholdNo == householdNo).Select(m => m.MemberNo).ToArray();
        return await Own().Where(p => EF.Parameter(numbers).Contains(p.MemberNo)).OrderBy(p => p.MemberNo).Select(p => p.MemberNo).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Sixteen letters that nobody guesses, from the secret of the household's first member; null when it was erased.</summary>
    private string? Code(Secrets secrets, string memberNo)
    {
        if (secrets.CurrentOf(new(cascade.HolderId, memberNo)) is not { } secret)
        {
            return null;
        }

        var bytes = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"slip/{cascade.Id}"));
        var code = new char[CodeBytes * 8 / 5];
        for (var i = 0; i < code.Length; i++)
        {
            var bit = i * 5;
            var two = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
            code[i] = Letters[(two >> (11 - (bit % 8))) & 31];
        }

        return new(code);
    }

    private async Task<Outcome<Receipt>> OpenAsync(List<Payout> payouts, List<MemberInfo> members, long firstIndex, long headerIndex, long size, CancellationToken cancel)
    {
        var secrets = await Secrets.OfAsync(db, [cascade.HolderId], cancel);
        var tree = ProofLog.Tree(db, size);
        var opened = new List<OpenedLine>();
        foreach (var payout in payouts)
        {
            var line = await LineAsync(payout.MemberNo, cancel);
            var index = firstIndex + line - 1;
            if (secrets.Of(new(cascade.HolderId, payout.MemberNo), index) is not { } secret)
            {
                return new Refusal("receipt_was_erased", "这位成员的开封密钥已按申请删除，不能再出收据。");
            }

            var (leaf, salt) = (await ProofLog.LeafAsync(db, index, cancel), Commitment.Salt(secret, index));
            var record = Record(payout, line);
            if (leaf is null || !Commits(leaf, salt, record))
            {
                return new Refusal("line_differs_from_log", $"成员 {payout.MemberNo} 的明细（{new Money(payout.AmountFen).Format()} 元）与入账时写进日志的承诺不符：数据库被改过。请停止发放，运行 baotuan verify，并报告监事会。");
            }

            opened.Add(new(new(index, leaf!, await tree.InclusionAsync(index, cancel)), salt, record));
        }

        var note = await LogCheckpoints.LatestAsync(db, cancel);
        var head = await ProofLog.LeafAsync(db, headerIndex, cancel);
        return note is null || head is null || Checkpoint.Parse(note.Text)!.Size != size
            ? new Refusal("receipt_waits_for_checkpoint", "日志正在签发检查点。请再取一次。")
            : new Receipt(opened, new(headerIndex, head, await tree.InclusionAsync(headerIndex, cancel)), Labels(members), note);
    }

    private JsonObject Record(Payout payout, long line) => PayoutLeaves.Record(cascade.Id, holder.Code, line, payout.MemberNo, payout.Weight, payout.AmountFen, payout.WithheldFen);

    private static bool Commits(byte[] leaf, byte[] salt, JsonObject record) =>
        Leaf.Parse(leaf) is { Commit: { } commit } parsed && commit.AsSpan().SequenceEqual(Commitment.Of(Encoding.UTF8.GetBytes(parsed.Tag), salt, CanonicalJson.Write(record)));

    // for the reader; the names are not under the signature
    private List<(string, string)> Labels(List<MemberInfo> members) =>
    [
        ("collective", holder.Name), ("period", new Period(cascade.PeriodStart, cascade.PeriodEnd).ChineseName), ("household", members[0].HouseholdNo),
    ];
}
