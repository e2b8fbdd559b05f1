using Baotuan.Cases.Contracts;
using Baotuan.Cases.Register;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Mediation;

/// <summary>Opens the seals of an agreement; who calls has asked whether it may be.</summary>
internal static class ReadAgreement
{
    public static async Task<AgreementInfo?> FindAsync(BaotuanDb db, FieldProtector fields, long caseId, CancellationToken cancel) =>
        await db.Set<AgreementRow>().AsNoTracking().Where(a => a.CaseId == caseId).OrderByDescending(a => a.SequenceNo).FirstOrDefaultAsync(cancel) is not { } row
            ? null
            : new(
                row.Written, fields.Reveal(row.Facts, CaseSeals.Agreement(caseId, row.SequenceNo, "facts")), fields.Reveal(row.Terms, CaseSeals.Agreement(caseId, row.SequenceNo, "terms")),
                fields.Reveal(row.Performance, CaseSeals.Agreement(caseId, row.SequenceNo, "performance")), row.EffectiveOn);

    public static AgreementRow Row(BaotuanDb db, FieldProtector fields, EventRow e, AgreementDraft? draft, string terms) => new()
    {
        CaseId = e.CaseId, SequenceNo = e.SequenceNo, Written = draft?.Written == true, Facts = fields.Protect(draft?.Facts.Trim() ?? "", CaseSeals.Agreement(e.CaseId, e.SequenceNo, "facts")),
        Terms = fields.Protect(terms, CaseSeals.Agreement(e.CaseId, e.SequenceNo, "terms")),
        Performance = fields.Protect(draft?.Performance.Trim() ?? "", CaseSeals.Agreement(e.CaseId, e.SequenceNo, "performance")), EffectiveOn = e.FactOn, RecordedAtMs = db.RecordedAtMs,
    };
}
