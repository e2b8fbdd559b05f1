using System.Security.Cryptography;
using Baotuan.Cases.Contracts;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Platform.Uploads;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Attachments;

/// <summary>Adds a file to a case.</summary>
internal static class AddAttachment
{
    public static async Task<Outcome<int>> RunAsync(BaotuanDb db, FieldProtector fields, long caseId, string name, byte[] content, CancellationToken cancel)
    {
        if (await LoadCourse.FindAsync(db, caseId, cancel) is not { } found)
        {
            db.Access.Require(CasesPermissions.CaseRead);
            return new Refusal("case_not_found", $"没有第 {caseId} 号办件。");
        }

        var acting = await CaseFiles.RequireContentsAsync(db, found, cancel);
        if (db.Caller.UserId == 0)
        {
            return Actors.Nobody;
        }

        if (content.Length is 0 or > CaseFiles.MostBytes)
        {
            return content.Length == 0
                ? new Refusal("file_is_empty", "文件是空的。请重新选择文件。")
                : new Refusal("file_is_too_big", $"一个文件最大 {CaseFiles.MostBytes / 1024 / 1024} MB。照片可以在手机上选“小一点”再传，扫描件可以分成几个。");
        }

        if (SafeFile.Read(content) is not { } safe)
        {
            return new Refusal("file_is_of_no_kind", "只收 JPG、PNG 照片和 PDF，按文件内容认，不看名字。这个文件不是，或者没有传完整。请换一个，或用手机拍下来。");
        }

        var there = await db.Set<AttachmentRow>().AsNoTracking().Where(a => a.CaseId == caseId).ToListAsync(cancel);
        var ids = there.Select(a => a.Id).ToArray();
        var removed = await db.Set<AttachmentRemoval>().AsNoTracking().Where(r => ids.Contains(r.AttachmentId)).Select(r => r.AttachmentId).ToListAsync(cancel);
        var sent = Convert.ToHexStringLower(SHA256.HashData(content));
        if (there.FirstOrDefault(a => a.SentHash == sent && !removed.Contains(a.Id)) is { } same)
        {
            return same.AttachmentNo;
        }

        if (there.Count - removed.Count >= CaseFiles.Most)
        {
            return new Refusal("too_many_files", $"一件办件最多 {CaseFiles.Most} 份材料。请把几张合成一个 PDF。");
        }

        var id = await db.NextIdAsync(AttachmentRow.TableName, cancel);
        var sealedContent = fields.Protect(safe.Bytes, CaseSeals.File(id));
        var row = new AttachmentRow
        {
            Id = id, CaseId = caseId, AttachmentNo = there.Count + 1, Name = fields.Protect(NameOf(name, safe), CaseSeals.FileName(id)), MediaType = safe.MediaType,
            Length = safe.Bytes.Length, ContentHash = Convert.ToHexStringLower(SHA256.HashData(sealedContent)), SentHash = sent, ActingId = acting, UserId = db.Caller.UserId,
            UnitId = db.Caller.UnitId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        db.Add(new AttachmentContent { AttachmentId = id, Content = sealedContent });
        await CaseLeaves.Attachments.AppendAsync(db, [row], cancel);
        await db.LogAsync("case.file.add", $"case/{caseId}", $"{found.Row.Number} 第 {row.AttachmentNo} 份材料", cancel, LogOwner.Of(found.Row));
        await db.SaveChangesAsync(cancel);
        return row.AttachmentNo;
    }

    // with the ending that it is
    private static string NameOf(string name, SafeFile file) => Path.GetFileNameWithoutExtension(UploadedName.Plain(name)) + file.Extension;
}
