using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Salts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>
/// Erases the secret of a member: nobody can open his leaves any more, the log stays as it is. (1) The secrets of all others of the organisation are
/// written out; (2) the seed that all were derived from goes; (3) the member's own goes; (4) the files are rewritten, so that no freed page holds them.
/// </summary>
public static class SecretActs
{
    private const string Action = "proofs.erase";

    /// <summary>Steps 1 to 3, with a line in the operation log. Refusals: <c>reason_needed</c>, <c>secret_is_erased</c>.</summary>
    /// <param name="members">Every member number that the organisation ever had.</param>
    public static async Task<Refusal?> EraseAsync(BaotuanDb db, long organizationId, string memberNo, IEnumerable<string> members, string reason, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.KeyManage);
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new("reason_needed", "请写明按谁的什么申请删除，例如“本人 2026-03-01 书面申请”。");
        }

        var seed = await db.Set<SeedRow>().AsTracking().FirstOrDefaultAsync(s => s.OrganizationId == organizationId, cancel);
        if (seed?.Seed is { } bytes)
        {
            db.AddRange(members.Append("").Append(memberNo).Distinct().Select(no => new SecretRow { OrganizationId = organizationId, MemberNo = no, Secret = Secrets.Derive(bytes, no) }));
            seed.Seed = null;
            await db.SaveChangesAsync(cancel);
        }

        var own = await db.Set<SecretRow>().AsTracking().Where(s => s.OrganizationId == organizationId && s.MemberNo == memberNo && s.Secret != null).ToListAsync(cancel);
        if (own.Count == 0)
        {
            return new("secret_is_erased", $"成员 {memberNo} 的开封密钥已经删除，或日志里没有他的内容。");
        }

        own.ForEach(s => s.Secret = null);
        await db.LogAsync(Action, SubjectOf(organizationId, memberNo), reason.Trim(), cancel, organizationId);
        return null;
    }

    /// <summary>
    /// Step 4. SQLite: the whole file anew, and the write-ahead log cut; PostgreSQL: both tables anew. False when somebody who reads kept the log from
    /// being cut; to be run again. Backups, and PostgreSQL's own log until it comes round, still hold what they held.
    /// </summary>
    public static async Task<bool> PurgeAsync(Store store, CancellationToken cancel)
    {
        await using var db = store.Open();
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandTimeout = 0;
        if (db.Engine == DatabaseEngine.Postgres)
        {
            foreach (var statement in (string[])["VACUUM FULL proofs_seed", "VACUUM FULL proofs_secret"])
            {
                command.CommandText = statement;
                await command.ExecuteNonQueryAsync(cancel);
            }

            return true;
        }

        command.CommandText = "VACUUM";
        await command.ExecuteNonQueryAsync(cancel);
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await using var answer = await command.ExecuteReaderAsync(cancel);
        return await answer.ReadAsync(cancel) && answer.GetInt64(0) == 0;
    }

    /// <summary>Members whose secrets were erased: what the log says of them from before is not opened again.</summary>
    public static Task<int> ErasedAsync(BaotuanDb db, CancellationToken cancel) =>
        db.Set<SecretRow>().Where(s => s.Secret == null).Select(s => new { s.OrganizationId, s.MemberNo }).Distinct().CountAsync(cancel);

    /// <summary>A secret that is gone without a line in the operation log was taken away to hide a change.</summary>
    internal static async Task<List<(string, string, string)>> CheckAsync(BaotuanDb db, CancellationToken cancel)
    {
        var acts = (await db.Set<Operation>().Where(o => o.Action == Action).Select(o => o.Subject).ToListAsync(cancel)).ToHashSet();
        var erased = await db.Set<SecretRow>().Where(s => s.Secret == null).Select(s => new { s.OrganizationId, s.MemberNo }).Distinct().ToListAsync(cancel);
        var spent = await db.Set<SeedRow>().Where(s => s.Seed == null).Select(s => s.OrganizationId).ToListAsync(cancel);
        return
        [
            .. erased.Where(e => !acts.Contains(SubjectOf(e.OrganizationId, e.MemberNo))).Select(e => (
                "secret_erased_without_act", $"组织 {e.OrganizationId} 成员 {e.MemberNo}", "开封密钥没了，操作日志里却没有删除它的记录：有人绕过程序删的，这位成员的内容无法再与日志核对。")),
            .. spent.Where(id => !acts.Any(a => a.StartsWith(SubjectOf(id, ""), StringComparison.Ordinal))).Select(id => (
                "secret_erased_without_act", $"组织 {id}", "开封种子没了，操作日志里却没有删除过成员密钥的记录：有人绕过程序删的。")),
        ];
    }

    private static string SubjectOf(long organizationId, string memberNo) => $"secret/{organizationId}/{memberNo}";
}
