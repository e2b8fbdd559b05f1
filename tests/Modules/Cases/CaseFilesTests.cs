using System.Security.Cryptography;
using System.Text;
using Baotuan.Cases.Attachments;
using Baotuan.Cases.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>Files of a case: for whoever may read it, sealed, taken out for good.</summary>
public sealed class CaseFilesTests(PostgresCluster cluster)
{
    private static readonly byte[] Scan = [.. "%PDF-1.4 一家人的欠条"u8];

    private static CancellationToken Cancel => CasesWorld.Cancel;

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task A_file_is_for_hands_and_goes_behind_the_doors_of_a_mediation(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Dispute())).Value.Id;
        Assert.Equal("1", await Add(world, 'c', id, @"C:\照片\张某 欠条.exe.JPG", Scan));
        Assert.Equal("1", await Add(world, 'c', id, "another name.pdf", Scan)); // sent twice, kept once
        Assert.Equal("张某 欠条.exe.pdf", Assert.Single((await world.Show('c', id)).Files).Name);
        Assert.Equal(Scan, await Open(world, 'z', id, 1));
        Assert.Equal("denied", await Add(world, 's', id, "x.pdf", Scan)); // no hand yet
        Assert.Null(await Open(world, 's', id, 1));
        Assert.Null(await Open(world, 'j', id, 1)); // supervises: against a reason alone
        Assert.Equal(Scan, await Open(world, 'j', id, 1, "核对群众反映"));
        Assert.Empty((await world.Show('j', id)).Files);

        await world.Do('z', id, "assign", unit: "SF");
        await world.Do('s', id, "accept");
        await world.Do('s', id, "consent", party: 1);
        await world.Do('s', id, "consent", party: 2);
        await world.Do('s', id, "appoint", person: "m");
        Assert.Equal(Scan, await Open(world, 'm', id, 1));
        Assert.Null(await Open(world, 'c', id, 1));
        Assert.Null(await Open(world, 's', id, 1));
        Assert.Equal("denied", await Add(world, 'c', id, "x.pdf", [.. Scan, 1]));
        Assert.Equal("2", await Add(world, 'm', id, "", [.. Scan, 1]));
        Assert.Equal("上传的文件.pdf", (await world.Show('m', id)).Files[1].Name);
        await world.Sound();
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Taken_out_its_content_is_gone_and_that_it_was_there_stays(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Need())).Value.Id;
        await Add(world, 'c', id, "错的.pdf", Scan);
        Assert.Equal("reason_needed", await Remove(world, 'c', id, 1, " "));
        Assert.Equal("file_not_found", await Remove(world, 'c', id, 2, "传错了"));
        Assert.Equal("1", await Remove(world, 'c', id, 1, "传错了"));
        Assert.Equal("file_is_out", await Remove(world, 'c', id, 1, "传错了"));
        Assert.Null(await Open(world, 'c', id, 1));
        Assert.Equal("传错了", Assert.Single((await world.Show('c', id)).Files).Removed);
        await using (var db = world.Store.Store.Open())
        {
            Assert.False(await db.Set<AttachmentContent>().AnyAsync(Cancel));
        }

        Assert.Equal("2", await Add(world, 'c', id, "又是它.pdf", Scan)); // may come again
        await world.Sound();
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task What_is_no_picture_and_too_much_is_refused_and_a_changed_byte_is_seen(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Need())).Value.Id;
        Assert.Equal("file_is_of_no_kind", await Add(world, 'c', id, "照片.jpg", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0]));
        Assert.Equal("file_is_empty", await Add(world, 'c', id, "照片.jpg", []));
        Assert.Equal("file_is_too_big", await Add(world, 'c', id, "照片.pdf", [.. Scan, .. new byte[CaseFiles.MostBytes]]));
        Assert.Equal("case_not_found", await Add(world, 'c', 99, "照片.pdf", Scan));
        for (var i = 0; i < CaseFiles.Most; i++)
        {
            Assert.Equal($"{i + 1}", await Add(world, 'c', id, $"{i}.pdf", [.. Scan, (byte)i]));
        }

        Assert.Equal("too_many_files", await Add(world, 'c', id, "一份.pdf", Scan));
        await world.Sound();

        var content = await Raw(world);
        Assert.DoesNotContain("欠条", Encoding.UTF8.GetString(content), StringComparison.Ordinal);
        content[^1] ^= 1;
        _ = (await world.Store.Store.WriteAsync<bool>("测试", async (db, cancel) =>
        {
            (await db.Set<AttachmentContent>().AsTracking().OrderBy(c => c.AttachmentId).FirstAsync(cancel)).Content = content;
            await db.SaveChangesAsync(cancel);
            return true;
        }, Cancel)).Value;
        await using var after = world.Store.Store.Open();
        Assert.Equal(["case_file_differs"], (await CasesVerify.CheckAsync(after, Cancel)).Select(p => p.Code));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Open(world, 'c', id, 1));
    }

    private static async Task<byte[]> Raw(CasesWorld world)
    {
        await using var db = world.Store.Store.Open();
        return (await db.Set<AttachmentContent>().AsNoTracking().OrderBy(c => c.AttachmentId).FirstAsync(Cancel)).Content;
    }

    private static async Task<string> Add(CasesWorld world, char by, long id, string name, byte[] content)
    {
        try
        {
            var outcome = await world.Store.Store.WriteAsync(CasesWorld.People[by], (db, cancel) => CaseFiles.AddAsync(db, world.Fields, id, name, content, cancel), Cancel);
            return outcome.Ok ? $"{outcome.Value}" : outcome.Refusals[0].Code;
        }
        catch (AccessDeniedException)
        {
            return "denied";
        }
    }

    private static async Task<string> Remove(CasesWorld world, char by, long id, int no, string reason)
    {
        var outcome = await world.Store.Store.WriteAsync(CasesWorld.People[by], (db, cancel) => CaseFiles.RemoveAsync(db, id, no, reason, cancel), Cancel);
        return outcome.Ok ? $"{outcome.Value}" : outcome.Refusals[0].Code;
    }

    private static async Task<byte[]?> Open(CasesWorld world, char by, long id, int no, string? reason = null)
    {
        try
        {
            var outcome = await world.Store.Store.WriteAsync(CasesWorld.People[by], (db, cancel) => CaseFiles.OpenAsync(db, world.Fields, id, no, reason, cancel), Cancel);
            return outcome.Ok ? outcome.Value.Content : null;
        }
        catch (AccessDeniedException)
        {
            return null;
        }
    }
}
