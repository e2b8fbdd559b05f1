using Baotuan.Decisions.Assemblies;
using Baotuan.Decisions.Proposals;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Contracts;

/// <summary>Assemblies of members or of representatives: counted from the registers of the day, line by line.</summary>
public static class Assemblies
{
    public const string OfMembers = "members";
    public const string OfRepresentatives = "representatives";

    /// <summary>How many would be entitled on a day.</summary>
    public static async Task<ElectorateInfo> ElectorateAsync(
        BaotuanDb db, FieldProtector fields, long collectiveId, DateOnly on, string kind, CancellationToken cancel) =>
        (await Electorate.OfAsync(db, fields, collectiveId, on, kind == OfRepresentatives, cancel)).Count;

    /// <summary>
    /// Records an assembly with its roll. Refused as a whole when a line of the roll may not be counted, or when the assembly could
    /// not lawfully decide: publication not run, called too late, an open objection, representatives where only members may.
    /// One without a quorum is recorded and decides nothing.
    /// </summary>
    public static async Task<Outcome<long>> RecordAsync(
        BaotuanDb db, FieldProtector fields, long proposalId, AssemblyRecord record, CancellationToken cancel)
    {
        var opened = await RecordEvent.OpenAsync(db, proposalId, DecisionsPermissions.AssemblyRecord, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        if (await RecordEvent.SentBeforeAsync<AssemblyRow>(
                db, proposalId, record.ClientId, a => a.HeldOn == record.HeldOn && a.Kind == record.Kind && a.Attended == record.Roll.Count, cancel) is { } before)
        {
            return before;
        }

        if (Incomplete(record) is { } incomplete)
        {
            return incomplete;
        }

        var collective = opened.Value.Proposal.OrganizationId;
        var electorate = await Electorate.OfAsync(db, fields, collective, record.HeldOn, record.Kind == OfRepresentatives, cancel);
        var row = Row(record, collective, electorate.Count);
        if (CheckEvent.For(opened.Value.Course, row.Event, db.Today()) is { } unlawful && unlawful.Code != "heads_do_not_add_up")
        {
            return unlawful;
        }

        var bad = CheckRoll.For(electorate, record.Roll, record.Kind == OfRepresentatives);
        if (bad.Count > 0)
        {
            return Outcome<long>.Refused(bad);
        }

        row.Id = await db.NextIdAsync("decisions_assembly", cancel);
        await db.SaveChangesAsync(cancel);
        Facts.WriteAll(db, record.Roll.OrderBy(e => e.MemberNo, StringComparer.Ordinal).Select(e => new Attendance
        {
            CollectiveId = collective, AssemblyId = row.Id, MemberNo = e.MemberNo, ProxyNo = e.ProxyNo, Vote = e.Vote,
        })); // before the header, whose trigger counts them
        DecisionLeaves.Rolls.Written(db, row.Id, collective);
        return await RecordEvent.WriteAsync(
            db, opened.Value, row, "assembly", $"{record.HeldOn:yyyy-MM-dd} {record.Kind}: {row.Eligible} entitled, {row.Attended} attended, {row.ForCount} for", cancel);
    }

    private static Refusal? Incomplete(AssemblyRecord record)
    {
        if (record.Kind is not (OfMembers or OfRepresentatives))
        {
            return new("assembly_kind_unknown", "请选择成员大会或成员代表大会。");
        }

        if ((RecordEvent.Missing(record.Place, "place_missing", "开会地点") ?? RecordEvent.Missing(record.Minutes, "minutes_missing", "会议记录")) is { } missing)
        {
            return missing;
        }

        var named = record.Roll.Any(e => e.Vote.Length > 0);
        var counted = record.For is not null || record.Against is not null || record.Abstain is not null;
        if (!named && (record.For is null or < 0 || record.Against is null or < 0 || record.Abstain is null or < 0))
        {
            return new("votes_missing", "名册里没有写每人的表决时，请填写赞成、反对、弃权的票数。");
        }

        var votes = Votes(record);
        return named && counted && (record.For ?? votes.For, record.Against ?? votes.Against, record.Abstain ?? votes.Abstain) != votes
            || votes.For + votes.Against + votes.Abstain > record.Roll.Count
            ? new("votes_do_not_add_up", "票数和名册对不上。请核对赞成、反对、弃权的票数，或留空由名册合计。")
            : null;
    }

    private static (long For, long Against, long Abstain) Votes(AssemblyRecord record) => record.Roll.Any(e => e.Vote.Length > 0)
        ? (record.Roll.Count(e => e.Vote == "for"), record.Roll.Count(e => e.Vote == "against"), record.Roll.Count(e => e.Vote == "abstain"))
        : (record.For ?? 0, record.Against ?? 0, record.Abstain ?? 0);

    private static AssemblyRow Row(AssemblyRecord record, long collectiveId, ElectorateInfo electorate)
    {
        var votes = Votes(record);
        return new()
        {
            CollectiveId = collectiveId,
            Kind = record.Kind,
            NoticedOn = record.NoticedOn,
            HeldOn = record.HeldOn,
            Place = record.Place.Trim(),
            Online = record.Online,
            Eligible = electorate.Count,
            BirthUnknown = electorate.BirthUnknown,
            Attended = record.Roll.Count,
            ByProxy = record.Roll.Count(e => e.ProxyNo.Length > 0),
            ForCount = votes.For,
            AgainstCount = votes.Against,
            AbstainCount = votes.Abstain,
            Named = record.Roll.Any(e => e.Vote.Length > 0),
            Minutes = record.Minutes.Trim(),
            RiskStatement = record.RiskStatement.Trim(),
            ClientId = record.ClientId,
        };
    }
}
