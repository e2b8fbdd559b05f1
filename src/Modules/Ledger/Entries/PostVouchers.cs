using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Entries;

/// <summary>
/// Posts a lot of vouchers: (1) reads what the rules need, set by set; (2) checks every plan; (3) gives ids and numbers;
/// (4) streams all postings, then all headers, whose insertion lets the database add the postings up once more; (5) appends a
/// leaf for each to the log.
/// </summary>
internal static class PostVouchers
{
    private const int MostNamed = 5;

    public static async Task<Outcome<IReadOnlyList<PostedVoucher>>> RunAsync(
        BaotuanDb db, IReadOnlyList<VoucherPlan> plans, CancellationToken cancel)
    {
        if (plans.Count == 0)
        {
            return Array.Empty<PostedVoucher>();
        }

        var lot = new PostingLot(await PostingGround.LoadAsync(db, plans, cancel));
        var refused = plans.Select(plan => (plan.Draft.BookId, Refusal: lot.Take(plan))).Where(r => r.Refusal is not null).ToList();
        if (refused.Count > 0)
        {
            var severalBooks = plans.Any(p => p.Draft.BookId != plans[0].Draft.BookId);
            return Outcome<IReadOnlyList<PostedVoucher>>.Refused(
                severalBooks ? await NamedAsync(db, [.. refused.Select(r => (r.BookId, r.Refusal!))], cancel) : [.. refused.Select(r => r.Refusal!)]);
        }

        await WriteAsync(db, lot, cancel);
        return lot.Results();
    }

    /// <summary>One act writes into many books; a reason that several of them have is told once, with whose books they are.</summary>
    private static async Task<List<Refusal>> NamedAsync(BaotuanDb db, List<(long BookId, Refusal Refusal)> refused, CancellationToken cancel)
    {
        var ids = refused.Select(r => r.BookId).Distinct().ToArray();
        var owners = await db.Set<Book>().Where(b => EF.Parameter(ids).Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.OrganizationId, cancel);
        var people = await Organizations.ByIdsAsync(db, owners.Values, cancel);
        var named = new List<Refusal>();
        foreach (var reason in refused.GroupBy(r => r.Refusal))
        {
            var codes = reason.Where(r => owners.ContainsKey(r.BookId)).Select(r => people[owners[r.BookId]].Code)
                .Distinct().Order(StringComparer.Ordinal).ToList();
            var whose = string.Join("、", codes.Take(MostNamed)) + (codes.Count > MostNamed ? $" 等 {codes.Count} 家" : "");
            named.Add(codes.Count == 0 ? reason.Key : reason.Key with { Message = $"{reason.Key.Message.TrimEnd('。')}（{whose} 的账）。" });
        }

        return named;
    }

    /// <summary>Posts the good plans and leaves the bad ones out: for every plan its voucher or its first reason.</summary>
    public static async Task<IReadOnlyList<Outcome<PostedVoucher>>> RunGoodAsync(
        BaotuanDb db, IReadOnlyList<VoucherPlan> plans, CancellationToken cancel)
    {
        var lot = new PostingLot(await PostingGround.LoadAsync(db, plans, cancel));
        var refusals = plans.Select(lot.Take).ToList();
        await WriteAsync(db, lot, cancel);
        var posted = new Queue<PostedVoucher>(lot.Results());
        return [.. refusals.Select(r => r is null ? (Outcome<PostedVoucher>)posted.Dequeue() : r)];
    }

    private static async Task WriteAsync(BaotuanDb db, PostingLot lot, CancellationToken cancel)
    {
        if (lot.New.Count > 0)
        {
            lot.GiveNumbers(await db.NextIdsAsync(Voucher.Table, lot.New.Count, cancel), db.RecordedAtMs);
            Facts.WriteAll(db, lot.New.SelectMany(PostingLot.Lines));
            Facts.WriteAll(db, lot.New.Select(n => n.Voucher));
            await ProofLog.AppendAsync(db, [.. lot.New.Select(n => VoucherLeaves.Of(db, n.Voucher, PostingLot.Lines(n)))], cancel);
        }
    }
}

/// <summary>A voucher on its way into the tables.</summary>
internal sealed record NewVoucher(VoucherPlan Plan, Voucher Voucher);

/// <summary>The vouchers of one call: which are new, which stand already, and what the caller gets back for each plan.</summary>
internal sealed class PostingLot(PostingGround ground)
{
    private readonly Dictionary<(long Book, string ClientId), (string Hash, int Index)> _own = [];
    private readonly List<StandingVoucher?> _standing = [];
    private readonly List<int> _newIndex = [];

    public List<NewVoucher> New { get; } = [];

    /// <summary>Takes the next plan into the lot, or says why not.</summary>
    public Refusal? Take(VoucherPlan plan)
    {
        var draft = plan.Draft;
        if (string.IsNullOrWhiteSpace(draft.ClientId) || draft.ClientId.Length > PostingRules.MaxClientIdLength)
        {
            return PostingRules.Refuse(draft, "client_id_missing", $"没有可用的防重编号（1 至 {PostingRules.MaxClientIdLength} 个字符）。");
        }

        var key = (draft.BookId, draft.ClientId);
        var hash = VoucherHash.Of(plan);
        if (ground.Standing.TryGetValue(key, out var standing))
        {
            return Repeat(draft, standing.ContentHash == hash, standing, -1);
        }

        if (_own.TryGetValue(key, out var own))
        {
            return Repeat(draft, own.Hash == hash, null, own.Index);
        }

        return PostingRules.Check(plan, ground) ?? Add(plan, key, hash);
    }

    /// <summary>Gives every new voucher its id and number, in the order in which they were taken.</summary>
    public void GiveNumbers(long firstId, long recordedAtMs)
    {
        foreach (var (_, voucher) in New)
        {
            voucher.Id = firstId++;
            voucher.RecordedAtMs = recordedAtMs;
            voucher.Number = ground.NextNumber(voucher.BookId, voucher.YearMonth, voucher.VoucherClass);
        }
    }

    public PostedVoucher[] Results()
    {
        var seen = new HashSet<int>();
        return [.. _standing.Zip(_newIndex, (standing, index) => standing is { } s
            ? new PostedVoucher(s.Id, s.BookId, (int)s.YearMonth, s.VoucherClass, (int)s.Number, true)
            : Result(New[index].Voucher, alreadyPosted: !seen.Add(index)))];
    }

    public static IEnumerable<Posting> Lines(NewVoucher planned) => planned.Plan.Draft.Postings.Select((line, i) => new Posting
    {
        BookId = planned.Voucher.BookId,
        VoucherId = planned.Voucher.Id,
        LineNo = i + 1,
        AccountCode = line.AccountCode,
        Side = line.Side.Code(),
        AmountFen = line.AmountFen,
        Summary = line.Summary,
        PartyCode = line.PartyCode,
        Tag = line.Tag,
    });

    private Refusal? Repeat(VoucherDraft draft, bool same, StandingVoucher? standing, int index)
    {
        if (!same)
        {
            return PostingRules.Refuse(draft, "client_id_reused", $"的防重编号 {draft.ClientId} 已用于另一张内容不同的凭证，没有重复记账。");
        }

        _standing.Add(standing);
        _newIndex.Add(index);
        return null;
    }

    private Refusal? Add(VoucherPlan plan, (long, string) key, string hash)
    {
        if (plan.ReversesId is { } original)
        {
            ground.Reversed.Add((plan.Draft.BookId, original));
        }

        _own[key] = (hash, New.Count);
        _standing.Add(null);
        _newIndex.Add(New.Count);
        New.Add(new NewVoucher(plan, Header(plan, hash)));
        return null;
    }

    private static Voucher Header(VoucherPlan plan, string hash) => new()
    {
        BookId = plan.Draft.BookId,
        YearMonth = PostingGround.YearMonth(plan.Draft.VoucherOn),
        VoucherClass = plan.Draft.VoucherClass,
        VoucherOn = plan.Draft.VoucherOn,
        Summary = plan.Draft.Summary,
        ClientId = plan.Draft.ClientId,
        ContentHash = hash,
        ReversesId = plan.ReversesId,
        Reason = plan.Reason,
        Imported = plan.Draft.Imported,
        SourceKind = plan.Draft.SourceKind,
        SourceId = plan.Draft.SourceId,
        LineCount = plan.Draft.Postings.Count,
        TotalFen = PostingRules.TotalFen(plan.Draft),
    };

    private static PostedVoucher Result(Voucher voucher, bool alreadyPosted) => new(
        voucher.Id, voucher.BookId, (int)voucher.YearMonth, voucher.VoucherClass, (int)voucher.Number, alreadyPosted);
}
