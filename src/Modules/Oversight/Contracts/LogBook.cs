using Baotuan.Kernel;
using Baotuan.Oversight.Log;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Contracts;

/// <summary>What the operation log is searched by; null leaves a condition out.</summary>
/// <param name="Who">Part of a login or of a person's name.</param>
/// <param name="FromMs">First moment, Unix milliseconds.</param>
/// <param name="ToMs">Last moment, included.</param>
/// <param name="Kind"><c>change</c>, <c>view</c>, <c>access</c> or <c>denied</c>.</param>
/// <param name="Action">An action (<c>payment.post</c>) or its first part (<c>payment</c>).</param>
/// <param name="Subject">A record (<c>voucher/34</c>) or its beginning (<c>member</c>, <c>member/17/0001</c>).</param>
/// <param name="Field">The last part of the subject: <c>bank_account</c>.</param>
/// <param name="OrganizationId">Whose record it is.</param>
/// <param name="Text">Part of the details, of what stood before or of what stands since.</param>
public sealed record LogQuery(
    string? Who = null, long? FromMs = null, long? ToMs = null, string? Kind = null, string? Action = null, string? Subject = null,
    string? Field = null, long? OrganizationId = null, string? Text = null);

/// <summary>One line of the operation log with names instead of numbers.</summary>
/// <param name="Who">The person's name; for a program what it is called.</param>
/// <param name="Unit">The unit he worked for then.</param>
/// <param name="ActionText">In Chinese; the action itself where it has no word yet.</param>
/// <param name="Href">Page of the record; empty where it has none.</param>
/// <param name="Organization">Whose record it is; empty where it is nobody's.</param>
public sealed record LogLine(
    long Id, long RecordedAtMs, string Who, string Login, string Unit, string Address, string Kind, string KindText, string Action, string ActionText,
    string Subject, string SubjectText, string Href, string Organization, string Details, string? Before, string? After);

/// <summary>A page of lines, newest first.</summary>
public sealed record LogPage(long Count, IReadOnlyList<LogLine> Lines);

/// <summary>
/// Reads the operation log. A line is seen by who holds the right where its organisation is inside his view scope; lines of no
/// organisation by those alone whose view is everywhere.
/// </summary>
public static class LogBook
{
    /// <summary>A page of what the query finds. Asks <c>oversight:log:read</c>.</summary>
    public static Task<LogPage> PageAsync(BaotuanDb db, LogQuery query, int skip, int take, CancellationToken cancel) =>
        ReadLog.PageAsync(db, db.Access.Reach(OversightPermissions.LogRead), query, skip, take, cancel);

    /// <summary>
    /// Up to <paramref name="most"/> newest lines for a file. Asks <c>oversight:log:export</c> and notes, in the same
    /// transaction, who took which part of the log away. Must run inside <see cref="Store.WriteAsync{T}"/>.
    /// </summary>
    public static async Task<Outcome<LogPage>> ExportAsync(BaotuanDb db, LogQuery query, string inWords, int most, CancellationToken cancel)
    {
        var page = await ReadLog.PageAsync(db, db.Access.Reach(OversightPermissions.LogExport), query, 0, most, cancel);
        await db.LogAsync(
            "log.export", "log", $"{page.Lines.Count} 条，条件：{(inWords.Length > 0 ? inWords : "无")}", cancel, query.OrganizationId, kind: "view");
        return page;
    }

    /// <summary>Address of the log narrowed to who looked at members' records on one day, all fields.</summary>
    public static string MembersSeenHref(DateOnly day) => $"/log?kind=view&subject=member&from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}";

    /// <summary>Address of who looked at a record and at what stands below it.</summary>
    public static string SeenHref(string subject) => $"/log?kind=view&subject={Uri.EscapeDataString(subject)}";

    /// <summary>The same as <see cref="MembersSeenHref"/>, narrowed to bank accounts.</summary>
    public static string AccountsSeenHref(DateOnly day) => MembersSeenHref(day) + "&field=bank_account";
}
