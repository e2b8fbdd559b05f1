using Baotuan.Decisions.Contracts;
using Baotuan.Decisions.Figures;
using Baotuan.Engine.Decisions;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Proposals;

/// <summary>Puts a proposal into the words of its page: what happened, what is missing, who can do it.</summary>
internal static class DescribeProposal
{
    public static async Task<ProposalInfo> InfoAsync(BaotuanDb db, ProposalFile file, DateOnly today, CancellationToken cancel)
    {
        var p = file.Proposal;
        var organization = (await Organizations.ByIdsAsync(db, [p.OrganizationId], cancel))[p.OrganizationId];
        var roles = await RoleNamesAsync(db, cancel);
        return new(
            p.Id, p.Kind, p.SubjectKey, organization, p.Title, p.Document, p.Hash, p.PlanHash, p.PreparedBy, p.PreparedByName, file.Course.Path, p.PathBasis,
            FigureBook.Read(p.Figures), file.Course.Rules, p.DraftedOn, p.Page, p.RecordedAtMs, file.Course.State(today), await MissingAsync(db, file.Course, today, cancel),
            DescribeHistory.Of(file, roles), Publications(file), Objections(file), file.Execution?.DoneBy);
    }

    /// <summary>What is missing with the roles that can do it.</summary>
    public static async Task<IReadOnlyList<MissingInfo>> MissingAsync(BaotuanDb db, DecisionCourse course, DateOnly today, CancellationToken cancel)
    {
        var names = await RoleNamesAsync(db, cancel);
        var missing = new List<MissingInfo>();
        foreach (var lack in course.Missing(today))
        {
            var who = lack.Roles.Count > 0
                ? string.Join("、", lack.Roles.Select(r => names.GetValueOrDefault(r, r)))
                : PermissionFor(lack.Duty) is { } permission ? await HoldersOfAsync(db, permission.Code, cancel) : "";
            missing.Add(new(lack.Duty, lack.StepCode, lack.Text, who, lack.Next));
        }

        return missing;
    }

    /// <summary>Chinese names of the roles that hold a permission.</summary>
    public static async Task<string> HoldersOfAsync(BaotuanDb db, string permission, CancellationToken cancel)
    {
        var names = await (
            from held in db.Set<RolePermission>().AsNoTracking()
            join role in db.Set<Role>() on held.RoleCode equals role.Code
            where held.Permission == permission && held.Active
            orderby role.Code
            select role.Name).ToListAsync(cancel);
        return string.Join("、", names);
    }

    public static Permission? PermissionFor(Duty duty) => duty switch
    {
        Duty.Publication => DecisionsPermissions.PublicationRecord,
        Duty.Answer => DecisionsPermissions.ObjectionAnswer,
        Duty.Assembly or Duty.Step => DecisionsPermissions.AssemblyRecord,
        Duty.Approval => DecisionsPermissions.ApprovalGive,
        _ => null,
    };

    private static async Task<IReadOnlyDictionary<string, string>> RoleNamesAsync(BaotuanDb db, CancellationToken cancel) =>
        await db.Set<Role>().AsNoTracking().ToDictionaryAsync(r => r.Code, r => r.Name, cancel);

    private static IReadOnlyList<PublicationInfo> Publications(ProposalFile file) =>
    [
        .. file.Rows.OfType<PublicationRow>().Select(p => new PublicationInfo(
            p.Id, p.PostedOn, PublicationPeriod.LastDay(p.PostedOn, file.Course.Rules.PublicationDays), p.Places, p.Channel,
            file.Rows.OfType<PublicationStopRow>().FirstOrDefault(s => s.PublicationId == p.Id)?.StoppedOn)),
    ];

    private static IReadOnlyList<ObjectionInfo> Objections(ProposalFile file) =>
    [
        .. file.Rows.OfType<ObjectionRow>().Select(o => (o, Answer: file.Rows.OfType<AnswerRow>().FirstOrDefault(a => a.ObjectionId == o.Id)))
            .Select(x => new ObjectionInfo(
                x.o.Id, x.o.Objector, x.o.MemberNo, x.o.OnPaper, x.o.UserName, x.o.Text, x.o.RecordedAtMs, x.Answer?.Text, x.Answer?.UserName, x.Answer?.RecordedAtMs)),
    ];
}
