using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Parties.Members;

/// <summary>The list of members as CSV, narrowed as on the page, personal fields masked as on the page.</summary>
internal static class MemberDownloads
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/members.csv", MembersAsync).WithMetadata(new NeedsAttribute(PartiesPermissions.MemberExport.Code));

    private static async Task<IResult> MembersAsync(
        Desk desk, FieldProtector fields, string? village, string? q, string? group, string? rendering, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        var list = await MemberList.LoadAsync(db, village ?? "", Blank(q), Blank(group), desk.Time.Today(), cancel);
        if (list is null)
        {
            return Results.NotFound();
        }

        db.Access.Require(PartiesPermissions.MemberExport, list.Village.Id);
        await desk.LookedAsync("member.export", $"roll/{list.Village.Id}", list.Village.Id, $"{list.Members.Count} 人", cancel);
        return PeopleRenderings.Read(rendering) == PeopleRendering.Public ? Public(list) : CsvDownload.File(
            list.Village.Name + "成员",
            ["成员号", "姓名", "户号", "小组", "户代表", .. list.Classes.Select(c => c.Name), "身份证号", "电话", "银行账号"],
            list.Members.Select(m => Row(list, m, MaskedFields.Of(fields, m))));
    }

    private static IResult Public(MemberList list) => CsvDownload.File(
        list.Village.Name + "成员（对外公开）",
        ["姓名", "户号", "小组", "户代表", .. list.Classes.Select(c => c.Name)],
        list.Members.OrderBy(m => m.HouseholdNo, StringComparer.Ordinal).Select(m => PublicRow(list, m)));

    private static IReadOnlyList<object?> PublicRow(MemberList list, MemberInfo member) =>
    [
        PeopleRendering.Public.Name(member.Name), member.HouseholdNo, member.GroupName, member.IsHead ? "是" : "",
        .. list.Classes.Select(c => list.SharesOf(member.MemberNo, c.Code)),
    ];

    private static IReadOnlyList<object?> Row(MemberList list, MemberInfo member, MaskedFields masked) =>
    [
        member.MemberNo, member.Name, member.HouseholdNo, member.GroupName, member.IsHead ? "是" : "",
        .. list.Classes.Select(c => list.SharesOf(member.MemberNo, c.Code)), masked.CitizenId, masked.Phone, masked.BankAccount,
    ];

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
