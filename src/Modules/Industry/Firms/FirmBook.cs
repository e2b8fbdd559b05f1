using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Industry.Firms;

/// <summary>The registered enterprises, found by their code or by their unified social credit code.</summary>
internal sealed class FirmBook
{
    public const string Kind = "enterprise";

    private readonly Dictionary<string, OrganizationInfo> _byText;
    private readonly Dictionary<long, OrganizationInfo> _byId;

    private FirmBook(IReadOnlyList<OrganizationInfo> firms)
    {
        _byId = firms.ToDictionary(f => f.Id);
        _byText = firms.Where(f => f.CreditCode.Length > 0).GroupBy(f => f.CreditCode).ToDictionary(g => g.Key, g => g.First());
        foreach (var firm in firms)
        {
            _byText[firm.Code] = firm;
        }
    }

    public static async Task<FirmBook> LoadAsync(BaotuanDb db, CancellationToken cancel) => new(await Organizations.ListAsync(db, Kind, cancel));

    /// <summary>Code of a firm; its number where its import was undone since.</summary>
    public string CodeOf(long firmId) => _byId.TryGetValue(firmId, out var firm) ? firm.Code : $"{firmId}";

    /// <summary>The column of a sheet that names a firm.</summary>
    public static SheetColumn Column { get; } = new("firm", "企业", SheetColumnKind.Code)
    {
        Required = true, MaxLength = 40, Help = "组织编码或统一社会信用代码；企业先在“组织”表登记", Example = "QY001",
    };

    /// <summary>The firm that a row names; null and a refusal where there is none.</summary>
    public long? Read(SheetRow row)
    {
        if (!row.Has("firm"))
        {
            return null;
        }

        var text = row.Text("firm");
        if (_byText.TryGetValue(text, out var firm) || _byText.TryGetValue(text.ToUpperInvariant(), out firm))
        {
            return firm.Id;
        }

        row.Refuse("firm", text.Length == 18 && !CreditCode.TryParse(text, out _, out _)
            ? $"{text} 不是有效的统一社会信用代码（校验码不对）。请照营业执照核对。"
            : $"没有编码或信用代码为 {text} 的企业。请先在“组织”表登记，类型选企业。");
        return null;
    }
}

/// <summary>Reads months from rows.</summary>
internal static class Months
{
    /// <summary>First day of the month in a column; null and a refusal where it is not one month.</summary>
    public static DateOnly? Read(SheetRow row, string column)
    {
        if (row.PeriodOrNull(column) is not { } period)
        {
            return null;
        }

        if (period.IsCalendarMonth)
        {
            return period.Start;
        }

        row.Refuse(column, "请写一个月，例如 2022-11。");
        return null;
    }
}
