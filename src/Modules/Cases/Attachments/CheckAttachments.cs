using System.Security.Cryptography;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Attachments;

/// <summary>Holds every kept file against its row: there while it was not taken out, gone since, and the bytes that were added.</summary>
internal static class CheckAttachments
{
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> RunAsync(BaotuanDb db, CancellationToken cancel)
    {
        var problems = new List<(string, string, string)>();
        var removed = (await db.Set<AttachmentRemoval>().AsNoTracking().Select(r => r.AttachmentId).ToListAsync(cancel)).ToHashSet();
        foreach (var row in await db.Set<AttachmentRow>().AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancel))
        {
            // one at a time: a file is as big as ten thousand rows
            var content = await db.Set<AttachmentContent>().AsNoTracking().Where(c => c.AttachmentId == row.Id).Select(c => c.Content).FirstOrDefaultAsync(cancel);
            if (removed.Contains(row.Id) ? content is not null : content is null || Convert.ToHexStringLower(SHA256.HashData(content)) != row.ContentHash)
            {
                problems.Add(("case_file_differs", $"办件材料 {row.Id}", removed.Contains(row.Id) ? "已撤下，内容还在。" : "内容不见了，或者不是当时上传的。"));
            }
        }

        return problems;
    }
}
