using System.Security.Cryptography;
using System.Text;
using Baotuan.Cases.Contracts;
using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Opens reviews: of one case with a reason, or of cases drawn by lot.</summary>
internal static class OpenReview
{
    private const int MostDrawn = 50;

    /// <summary>So many may be passed over before a draw stops.</summary>
    private const int MostTried = 1000;

    public static async Task<Outcome<long>> OneAsync(BaotuanDb db, FieldProtector fields, ReviewDraft draft, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.ReviewHold);
        if (await ProblemAsync(db, draft.ClientId, cancel) is { } problem)
        {
            return problem;
        }

        var reason = draft.Reason.Trim();
        if (reason.Length is < 4 or > 200)
        {
            return new Refusal("reason_needed", "请写明为什么问这一件，4 至 200 个字。");
        }

        if (await CaseWatch.ByNumberAsync(db, draft.Number, cancel) is not { } caseId || await CaseWatch.FindAsync(db, caseId, cancel) is not { } watched)
        {
            return new Refusal("case_not_found", $"没有编号为 {draft.Number.Trim()} 的办件，或不在您的查看范围。请核对编号。");
        }

        if (await db.Set<ReviewRow>().AsNoTracking().FirstOrDefaultAsync(r => r.ClientId == draft.ClientId, cancel) is { } same)
        {
            return same.CaseId == caseId && same.UserId == db.Caller.UserId ? same.Id : ReviewActor.Reused;
        }

        return (await TooNearAsync(db, fields, watched, cancel) ?? await StandsAsync(db, watched.Id, cancel)) is { } refused
            ? refused
            : await WriteAsync(db, fields, watched, null, reason, draft.ClientId, cancel);
    }

    /// <summary>(1) Every case that ended in time is a candidate. (2) Its rank is SHA-256 of seed, vertical bar and number. (3) From the lowest rank on, those that may be looked at are.</summary>
    public static async Task<Outcome<long>> DrawAsync(BaotuanDb db, FieldProtector fields, DrawDraft draft, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.ReviewHold);
        if (await ProblemAsync(db, draft.ClientId, cancel) is { } problem)
        {
            return problem;
        }

        if (await db.Set<DrawRow>().AsNoTracking().FirstOrDefaultAsync(d => d.ClientId == draft.ClientId, cancel) is { } same)
        {
            return (same.Kind, same.FromOn, same.ToOn, same.Size, same.UserId) == (draft.Kind ?? "", draft.From, draft.To, draft.Size, db.Caller.UserId) ? same.Id : ReviewActor.Reused;
        }

        if (draft.Size is < 1 or > MostDrawn || draft.To < draft.From)
        {
            return new Refusal("draw_is_wrong", $"一次抽 1 至 {MostDrawn} 件，截止日期不早于开始日期。");
        }

        var candidates = await CaseWatch.EndedAsync(db, draft.Kind, draft.From, draft.To, cancel);
        return candidates.Count == 0
            ? new Refusal("nothing_to_draw", "这段时间没有您能看到的、已经结束的办件。请放宽日期或种类。")
            : await WriteDrawAsync(db, fields, draft, candidates, cancel);
    }

    /// <summary>Ranks as anybody works them out again: lowest first.</summary>
    public static IEnumerable<(long Id, string Number)> Ranked(string seed, IEnumerable<(long Id, string Number)> candidates) =>
        candidates.OrderBy(c => Hex($"{seed}|{c.Number}"), StringComparer.Ordinal);

    public static string Digest(IEnumerable<(long Id, string Number)> candidates) => Hex(string.Concat(candidates.Select(c => c.Number + "\n")));

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task<Outcome<long>> WriteDrawAsync(BaotuanDb db, FieldProtector fields, DrawDraft draft, IReadOnlyList<(long Id, string Number)> candidates, CancellationToken cancel)
    {
        var seed = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var (drawn, skipped) = (new List<WatchedCase>(), 0);
        foreach (var (id, _) in Ranked(seed, candidates).Take(MostTried))
        {
            if (drawn.Count == draft.Size)
            {
                break;
            }

            if (await CaseWatch.FindAsync(db, id, cancel) is { } watched && await TooNearAsync(db, fields, watched, cancel) is null && await StandsAsync(db, id, cancel) is null)
            {
                drawn.Add(watched);
            }
            else
            {
                skipped++;
            }
        }

        if (drawn.Count == 0)
        {
            return new Refusal("nothing_to_draw", "这段时间结束的办件，您或本单位都经手过、有利害关系，或已经在问。请由别的监督单位抽。");
        }

        var draw = new DrawRow
        {
            Id = await db.NextIdAsync(DrawRow.TableName, cancel), UnitId = db.Caller.UnitId!.Value, Kind = draft.Kind ?? "", FromOn = draft.From, ToOn = draft.To, Size = draft.Size,
            Candidates = candidates.Count, CandidatesDigest = Digest(candidates), Seed = seed, Skipped = skipped, ClientId = draft.ClientId, UserId = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(draw);
        await db.LogAsync(ReviewLog.Draw, $"review-draw/{draw.Id}", $"从 {candidates.Count} 件里抽 {drawn.Count} 件，种子 {seed}", cancel);
        await db.SaveChangesAsync(cancel);
        foreach (var watched in drawn)
        {
            _ = await WriteAsync(db, fields, watched, draw.Id, "抽查", $"draw-{draw.Id}-{watched.Id}", cancel);
        }

        return draw.Id;
    }

    private static async Task<Refusal?> ProblemAsync(BaotuanDb db, string clientId, CancellationToken cancel)
    {
        if (db.Caller is not { UserId: not 0, UnitId: { } unit })
        {
            return ReviewActor.Nobody;
        }

        if (clientId.Trim().Length is 0 or > 100)
        {
            return ReviewActor.NoClientId;
        }

        return (await ReadQuestions.InForceAsync(db, unit, db.Today(), long.MaxValue, cancel)).Count > 0
            ? null
            : new("questions_are_empty", "本单位还没有写三问的问题。请先在“三问的问题”里写好，再来问。");
    }

    /// <summary>Who had a hand in a case, is a party, or has an interest in one, does not look at it; nor does anybody of his unit.</summary>
    private static async Task<Refusal?> TooNearAsync(BaotuanDb db, FieldProtector fields, WatchedCase watched, CancellationToken cancel)
    {
        var caller = db.Caller;
        if (watched.HandlerIds.Contains(caller.UserId))
        {
            return new("inspector_is_handler", "您经手过这件办件，不能由您来问。请由别人问。");
        }

        if (caller.UnitId is { } unit && watched.HandlingUnitIds.Contains(unit))
        {
            return new("inspector_is_of_the_unit", "您所在的单位经手过这件办件，要由别的单位来问。");
        }

        if (watched.Parties.Any(p => p.Organization?.UnitId is { } party && party == caller.UnitId) || await CaseWatch.HasPartyNamedAsync(db, fields, watched.Id, caller.Name, cancel))
        {
            return new("inspector_is_party", "您或您的单位是这件办件的当事人（同名也算），不能由您来问。请由别人问。");
        }

        return await Recusal.CheckAsync(db, new([.. watched.Parties.Select(p => p.Organization?.Id).OfType<long>(), watched.Lead.Id]), cancel) is { } interest
            ? new("inspector_has_an_interest", interest.Message)
            : null;
    }

    private static async Task<Refusal?> StandsAsync(BaotuanDb db, long caseId, CancellationToken cancel)
    {
        var unit = db.Caller.UnitId;
        string[] ends = [ReviewEvents.Finish, ReviewEvents.Withdraw];
        return await db.Set<ReviewRow>().AsNoTracking().AnyAsync(
            r => r.CaseId == caseId && r.UnitId == unit && !db.Set<ReviewEventRow>().Any(e => e.ReviewId == r.Id && ends.Contains(e.Kind)), cancel)
            ? new("review_stands", "本单位正在问这一件，不用另开。请从清单里打开。")
            : null;
    }

    private static async Task<long> WriteAsync(BaotuanDb db, FieldProtector fields, WatchedCase watched, long? drawId, string reason, string clientId, CancellationToken cancel)
    {
        var (id, today) = (await db.NextIdAsync(ReviewRow.TableName, cancel), db.Today());
        var rules = ReviewRules.On(today);
        db.Add(new ReviewRow
        {
            Id = id, CaseId = watched.Id, UnitId = db.Caller.UnitId!.Value, DrawId = drawId, Reason = fields.Protect(reason, ReviewSeals.Reason(id)), OpenedOn = today,
            AnswerDueOn = today.AddDays(rules.AnswerDays), DueOn = today.AddDays(rules.ReviewDays),
            QuestionsThrough = await db.Set<QuestionRow>().MaxAsync(q => q.Id, cancel), ClientId = clientId, UserId = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        });
        foreach (var party in watched.Parties)
        {
            var (code, hash) = CaseWatch.NewCode();
            db.Add(new ReviewPartyRow { ReviewId = id, PartyNo = party.PartyNo, CodeHash = hash, CodeSealed = fields.Protect(code, ReviewSeals.Code(id, party.PartyNo)) });
        }

        await db.LogAsync(ReviewLog.Open, ReviewLog.Subject(id), drawId is { } draw ? $"第 {draw} 次抽查" : "指定", cancel);
        await db.SaveChangesAsync(cancel);
        return id;
    }
}
