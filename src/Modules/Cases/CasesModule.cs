using Baotuan.Cases.Alliance;
using Baotuan.Cases.Attachments;
using Baotuan.Cases.Computations;
using Baotuan.Cases.Contracts;
using Baotuan.Cases.Course;
using Baotuan.Cases.Facts;
using Baotuan.Cases.Imports;
using Baotuan.Cases.Meetings;
using Baotuan.Cases.Notices;
using Baotuan.Cases.Programs;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Indicators.Contracts;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Baotuan.Platform.Webhooks;
using Baotuan.Proofs.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Cases;

/// <summary>
/// What people bring: disputes before mediation, obstacles of firms, needs of households. One engine of states, hands and clocks; a kind is data. What was said is
/// sealed, and shown to the hand that has to act next.
/// </summary>
public sealed class CasesModule : IModule, IKeepsLeaves, IComputesIndicators, IPublishes
{
    public string Name => "cases";

    public IReadOnlyList<string> AppendOnlyTables { get; } = [CaseRow.TableName, EventRow.TableName, PartyRow.TableName, AgreementRow.TableName, SearchRow.TableName, GramRow.TableName, AllianceUnitRow.TableName, AttachmentRow.TableName, AttachmentRemoval.TableName, MeetingRow.TableName, MeetingCaseRow.TableName, WorkDayRow.TableName];

    public IReadOnlyList<ILeafSource> LeafSources => CaseLeaves.All;

    public IReadOnlyList<FactKind> FactKinds => CaseFacts.All;

    public Task<bool> MayKnowAsync(BaotuanDb db, PublishedFact fact, CancellationToken cancel) => PublishCase.MayKnowAsync(db, fact, cancel);

    public async Task<IReadOnlyList<PublishedFact>> DueAsync(BaotuanDb db, string kind, DateOnly since, DateOnly today, CancellationToken cancel) =>
        kind == CaseFacts.Overdue.Code ? await PublishCase.OverdueAsync(db, since, today, cancel) : [];

    public IReadOnlyList<Computation> Computations => CaseComputations.All;

    public IReadOnlyList<IndicatorInfo> Definitions { get; } = [.. RuleFile.Read<CasesModule>("indicators").Select(IndicatorInfo.BuiltIn)];

    public IReadOnlyList<SheetImport> Imports { get; } = [new WorkDaySheet(), new AllianceSheet(), new CaseSheet()];

    public IReadOnlyList<Permission> Permissions => CasesPermissions.All;

    public IReadOnlyList<InsertCheck> InsertChecks { get; } =
    [
        new("check_cases_event_next", EventRow.TableName,
            "NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id) OR (NEW.sequence_no <> 1 AND NOT EXISTS "
            + "(SELECT 1 FROM cases_event e WHERE e.case_id = NEW.case_id AND e.sequence_no = NEW.sequence_no - 1))",
            "cases: the event does not follow the one before it"),
    ];

    public void Tables(ModelBuilder model)
    {
        model.Entity<CaseRow>(t =>
        {
            t.ToTable(CaseRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => x.Number).IsUnique();
            t.HasIndex(x => x.CodeHash).IsUnique();
            t.HasIndex(x => new { x.Kind, x.ReceivedOn });
            t.HasIndex(x => new { x.OwnerId, x.NumberThere });
            t.HasIndex(x => x.ImportBatchId);
        });
        model.Entity<EventRow>(t =>
        {
            t.ToTable(EventRow.TableName);
            t.HasKey(x => new { x.CaseId, x.SequenceNo });
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => x.RecordedAtMs);
        });
        model.Entity<PartyRow>(t =>
        {
            t.ToTable(PartyRow.TableName);
            t.HasKey(x => new { x.CaseId, x.PartyNo });
            t.HasIndex(x => x.NameDigest);
            t.HasIndex(x => x.OrganizationId);
        });
        model.Entity<SearchRow>(t => { t.ToTable("cases_search"); t.HasKey(x => x.CaseId); t.Property(x => x.CaseId).ValueGeneratedNever(); });
        model.Entity<GramRow>(t => { t.ToTable("cases_gram"); t.HasKey(x => new { x.Gram, x.CaseId }); });
        model.Entity<AgreementRow>(t =>
        {
            t.ToTable(AgreementRow.TableName);
            t.HasKey(x => new { x.CaseId, x.SequenceNo });
        });
        model.Entity<AllianceUnitRow>(t =>
        {
            t.ToTable(AllianceUnitRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.ConvenerId, x.OrganizationId, x.ValidFrom, x.RecordedAtMs }).IsUnique();
        });
        model.Entity<AttachmentRow>(t =>
        {
            t.ToTable(AttachmentRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.CaseId, x.AttachmentNo }).IsUnique();
        });
        model.Entity<MeetingRow>(t =>
        {
            t.ToTable(MeetingRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.Ignore(x => x.AttendingIds);
        });
        model.Entity<MeetingCaseRow>(t => { t.ToTable("cases_meeting_case"); t.HasKey(x => new { x.MeetingId, x.CaseId }); t.HasIndex(x => x.CaseId); });
        model.Entity<AttachmentContent>(t => { t.ToTable("cases_attachment_content"); t.HasKey(x => x.AttachmentId); t.Property(x => x.AttachmentId).ValueGeneratedNever(); });
        model.Entity<AttachmentRemoval>(t => { t.ToTable("cases_attachment_removal"); t.HasKey(x => x.AttachmentId); t.Property(x => x.AttachmentId).ValueGeneratedNever(); });
        model.Entity<WorkDayRow>(t => { t.ToTable("cases_work_day"); t.Property(x => x.Id).ValueGeneratedNever(); t.HasIndex(x => new { x.ValidFrom, x.RecordedAtMs }).IsUnique(); });
        model.Entity<NoticeSeenRow>(t => { t.ToTable("cases_notice_seen"); t.HasKey(x => x.UserId); t.Property(x => x.UserId).ValueGeneratedNever(); });
        model.Entity<StandingRow>(t =>
        {
            t.ToTable(StandingRow.TableName);
            t.HasKey(x => x.CaseId);
            t.Property(x => x.CaseId).ValueGeneratedNever();
            t.HasIndex(x => new { x.Done, x.NextDueOn });
            t.HasIndex(x => new { x.Kind, x.State });
            t.HasIndex(x => new { x.Kind, x.Done, x.NextDueOn });
        });
        model.Entity<InvolvedRow>(t =>
        {
            t.ToTable(InvolvedRow.TableName);
            t.HasKey(x => new { x.OrganizationId, x.CaseId, x.Part });
            t.HasIndex(x => x.CaseId);
        });
        model.Entity<MediatorRow>(t =>
        {
            t.ToTable(MediatorRow.TableName);
            t.HasKey(x => new { x.UserId, x.CaseId });
            t.HasIndex(x => x.CaseId);
        });
    }

    public void Register(IServiceCollection services)
    {
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        CaseDownload.Map(routes);
        CaseProgramRoutes.Map(routes);
        AttachmentDownload.Map(routes);
    }
}
