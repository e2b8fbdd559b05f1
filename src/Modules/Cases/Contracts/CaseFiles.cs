using System.Security.Cryptography;
using Baotuan.Cases.Attachments;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Platform.Uploads;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Contracts;

/// <summary>A file of a case.</summary>
/// <param name="Name">As it came.</param>
/// <param name="Length">Bytes as kept.</param>
/// <param name="By">Who added it.</param>
/// <param name="Removed">Why it was taken out; null while it is there.</param>
public sealed record CaseFile(int No, string Name, string MediaType, long Length, string By, long AddedAtMs, string? Removed);

/// <summary>The files of a case and what the reader may do.</summary>
public sealed record CaseFileList(CaseLine Line, bool Closed, IReadOnlyList<CaseFile> Files);

/// <summary>
/// Files of a case: photographs and scans, sealed like everything that was said, for whoever may read it: the hands of a case, in a closed mediation the named mediators,
/// and a supervisor against a reason. What a camera writes into a picture beside it (place, time, device) is taken out before it is kept.
/// </summary>
public static class CaseFiles
{
    /// <summary>Bytes of one file.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>Files of one case, those taken out not counted.</summary>
    public const int Most = 30;

    /// <summary>The files of a case; null where there is no such case. Asks <c>cases:case:read</c> and that the caller may read what was said.</summary>
    /// <exception cref="AccessDeniedException">He may not.</exception>
    public static async Task<CaseFileList?> ListAsync(BaotuanDb db, FieldProtector fields, long caseId, DateOnly today, CancellationToken cancel)
    {
        if (await LoadCourse.FindAsync(db, caseId, cancel) is not { } found)
        {
            db.Access.Require(CasesPermissions.CaseRead);
            return null;
        }

        await RequireContentsAsync(db, found, cancel);
        var line = (await ReadCases.LinesAsync(db, [(found.Row, WriteStanding.Of(found.Row, found.Course))], today, cancel))[0];
        return new(line, found.Course.Kind.Confidentiality == Kinds.Confidentiality.ClosedMediation, await ReadAttachments.ListAsync(db, fields, caseId, cancel));
    }

    /// <summary>
    /// Adds a file; the same file sent again is the one that is there. Refused: <c>case_not_found</c>, <c>file_is_empty</c>, <c>file_is_too_big</c>,
    /// <c>file_is_of_no_kind</c>, <c>too_many_files</c>.
    /// </summary>
    /// <returns>Its number in the case.</returns>
    public static Task<Outcome<int>> AddAsync(BaotuanDb db, FieldProtector fields, long caseId, string name, byte[] content, CancellationToken cancel) =>
        AddAttachment.RunAsync(db, fields, caseId, name, content, cancel);

    /// <summary>Takes a file out: its content is erased, that it was there stays. Refused: <c>file_not_found</c>, <c>file_is_out</c>, <c>reason_needed</c>.</summary>
    public static Task<Outcome<int>> RemoveAsync(BaotuanDb db, long caseId, int no, string? reason, CancellationToken cancel) => RemoveAttachment.RunAsync(db, caseId, no, reason, cancel);

    /// <summary>
    /// What is in a file. A supervisor, who reads contents against a reason, gives it; a look at a closed mediation is a line of the log in any case. Refused:
    /// <c>file_not_found</c>, <c>reason_needed</c>.
    /// </summary>
    public static async Task<Outcome<(string Name, string MediaType, byte[] Content)>> OpenAsync(
        BaotuanDb db, FieldProtector fields, long caseId, int no, string? reason, CancellationToken cancel)
    {
        if (await LoadCourse.FindAsync(db, caseId, cancel) is not { } found)
        {
            db.Access.Require(CasesPermissions.CaseRead);
            return NotFound(no);
        }

        var stated = (reason ?? "").Trim();
        if (stated.Length == 0)
        {
            await RequireContentsAsync(db, found, cancel);
        }
        else
        {
            await Sight.RequireAsync(db, found, cancel);
            if (Sight.ProblemOfReason(db.Caller, found.Row, stated) is { } problem)
            {
                return problem;
            }
        }

        if (await db.Set<AttachmentRow>().AsNoTracking().FirstOrDefaultAsync(a => a.CaseId == caseId && a.AttachmentNo == no, cancel) is not { } row
            || await db.Set<AttachmentContent>().AsNoTracking().FirstOrDefaultAsync(c => c.AttachmentId == row.Id, cancel) is not { } content)
        {
            return NotFound(no);
        }

        if (Convert.ToHexStringLower(SHA256.HashData(content.Content)) != row.ContentHash)
        {
            throw new CryptographicException($"attachment {row.Id} is not what was added");
        }

        await db.LogAsync("case.file.open", $"case/{caseId}", stated.Length > 0 ? $"第 {no} 份材料，{stated}" : $"第 {no} 份材料", cancel, LogOwner.Of(found.Row), kind: "view");
        return (fields.Reveal(row.Name, CaseSeals.FileName(row.Id)), row.MediaType, fields.RevealBytes(content.Content, CaseSeals.File(row.Id)));
    }

    internal static Refusal NotFound(int no) => new("file_not_found", $"没有第 {no} 份材料，或者已经撤下。请回到材料清单。");

    /// <summary>Who may read what was said may add to it; who only supervises looks against a reason and leaves nothing.</summary>
    internal static async Task<long> RequireContentsAsync(BaotuanDb db, LoadedCase found, CancellationToken cancel)
    {
        await Sight.RequireAsync(db, found, cancel);
        var hands = Actors.Of(db.Caller, found.Row, found.Parties, found.Course, null);
        return Sight.ReadsContents(db.Caller, found, hands)
            ? hands.Count > 0 ? hands.First().Value : found.Course.Assisting.First(a => db.Caller.May(CasesPermissions.CaseHandle, a))
            : throw new AccessDeniedException(CasesPermissions.CaseHandle, $"case/{found.Row.Id}");
    }
}
