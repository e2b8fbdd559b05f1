using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Platform.Imports;

/// <summary>Refuses rows of organisations that the caller does not enter for; each row gets the message, as with any other error.</summary>
internal sealed class OwnerCheck
{
    // null for who enters for all
    private readonly IReadOnlySet<string>? _codes;

    private OwnerCheck(IReadOnlySet<string>? codes) => _codes = codes;

    public static async Task<OwnerCheck> ForAsync(BaotuanDb db, CancellationToken cancel) => new(
        db.Caller.Capture.Everywhere ? null : await db.Modules.OfType<IScopeTree>().Single().CodesAsync(db, db.Caller.Capture.Ids, cancel));

    public IEnumerable<SheetRow> Checked(SheetImport sheet, IEnumerable<SheetRow> rows) => _codes is null ? rows : rows.Select(row => Check(sheet, row, _codes));

    private static SheetRow Check(SheetImport sheet, SheetRow row, IReadOnlySet<string> codes)
    {
        if (sheet.OwnerColumn is not { } column)
        {
            row.Refuse(sheet.Definition.Columns[0].Name, $"“{sheet.Definition.ChineseName}”表涉及多个单位，要有全部单位的录入范围才能导入。请交给县级主管部门导入。");
        }
        else if (row.TextOrNull(column) is { } code && !codes.Contains(code))
        {
            row.Refuse(column, $"{code} 不在您的录入范围内。请只导入本单位的数据，或找安全管理员授权。");
        }

        return row;
    }
}
