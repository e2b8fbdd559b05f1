using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Conflicts;

/// <summary>Close relatives of whoever handles cases, declared beforehand: no case to which one of them is a party is his.</summary>
internal static class DeclareKin
{
    private const int LongestName = 60;
    private const int LongestRelation = 100;

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, FieldProtector fields, long person, KinDraft draft, CancellationToken cancel)
    {
        var (name, phone, relation) = (draft.Name.Trim(), draft.Phone.Trim(), draft.Relation.Trim());
        return db.Caller.UserId == 0 ? new Refusal("interest_needs_a_person", "近亲属由本人、纪检监察或审计管理员登录后登记，程序不能代替。")
            : person == 0 ? new Refusal("person_not_found", $"没有账号 {draft.Login}。请核对。")
            : string.IsNullOrWhiteSpace(draft.ClientId) ? new Refusal("client_id_missing", "提交的内容不完整，请刷新页面后重新提交。")
            : name.Length is 0 or > LongestName ? new Refusal("kin_name_missing", $"请填写近亲属的姓名，不超过 {LongestName} 字。")
            : phone.Length > 0 && MemberLines.PhoneOf(phone).Length == 0 ? new Refusal("kin_phone_wrong", "电话应是 5 至 20 位数字（可带 - 或 +），不知道的不填。")
            : relation.Length is 0 or > LongestRelation ? new Refusal("ground_missing", $"请写明是什么关系，不超过 {LongestRelation} 字，例如：配偶、父亲、胞妹。")
            : await WriteAsync(db, fields, person, draft with { Name = name, Phone = phone, Relation = relation }, cancel);
    }

    /// <summary>Relatives that count on a day.</summary>
    public static async Task<IReadOnlyList<StandingKin>> OfAsync(BaotuanDb db, FieldProtector fields, long userId, DateOnly on, CancellationToken cancel) =>
        [.. (await StandingAsync(db, userId, on, cancel)).Select(r => new StandingKin(Name(fields, r), r.KinPhone is { } phone ? fields.Reveal(phone, Record(r.Id, "phone")) : ""))];

    public static string Words(FieldProtector? fields, Interest row) => fields is null ? "近亲属" : $"近亲属 {Name(fields, row)}";

    private static async Task<Outcome<long>> WriteAsync(BaotuanDb db, FieldProtector fields, long person, KinDraft draft, CancellationToken cancel)
    {
        if (await db.Set<Interest>().AsNoTracking().FirstOrDefaultAsync(i => i.ClientId == draft.ClientId, cancel) is { } sent)
        {
            return sent.KinName is not null && (sent.UserId, Name(fields, sent), sent.Ground, sent.ValidFrom) == (person, draft.Name, draft.Relation, draft.From)
                ? sent.Id
                : new Refusal("client_id_reused", "同一个提交编号已用于另一次登记。请刷新页面后重新提交。");
        }

        if ((await StandingAsync(db, person, draft.From, cancel)).Any(r => Name(fields, r) == draft.Name && r.Ground == draft.Relation))
        {
            return new Refusal("interest_stands", "这位近亲属已经登记，不用重复登记。");
        }

        var id = await db.NextIdAsync(Interest.Table, cancel);
        var row = new Interest
        {
            Id = id, ClientId = draft.ClientId, UserId = person, KinName = fields.Protect(draft.Name, Record(id, "name")),
            KinPhone = draft.Phone.Length == 0 ? null : fields.Protect(draft.Phone, Record(id, "phone")), Ground = draft.Relation, ValidFrom = draft.From,
            RecordedBy = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        await InterestLeaves.Declared.AppendAsync(db, [row], cancel);
        await db.LogAsync("interest.kin", $"interest/{id}", $"user/{person}：{draft.Relation}", cancel);
        return id;
    }

    private static async Task<List<Interest>> StandingAsync(BaotuanDb db, long userId, DateOnly on, CancellationToken cancel) => await db.Set<Interest>().AsNoTracking()
        .Where(i => i.UserId == userId && i.KinName != null && i.ValidFrom <= on && !db.Set<InterestEnd>().Any(e => e.InterestId == i.Id && e.EndedOn < on))
        .OrderBy(i => i.Id).ToListAsync(cancel);

    private static string Name(FieldProtector fields, Interest row) => fields.Reveal(row.KinName!, Record(row.Id, "name"));

    private static string Record(long id, string field) => $"interest/{id}/kin_{field}";
}
