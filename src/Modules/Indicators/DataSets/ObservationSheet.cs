using System.Runtime.CompilerServices;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.DataSets;

/// <summary>填报的数: the same as the form, many at once.</summary>
internal sealed class ObservationSheet() : FactSheet<ObservationRow, (string, string, long)>("indicator", IndicatorLeaves.Observations)
{
    public override SheetDefinition Definition { get; } = new("observations", "填报的数",
        new("data_set", "数据集", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "编码", Example = "NOTICES" },
        new("period", "期间", SheetColumnKind.Period) { Required = true, Help = "照数据集多久报一次写", Example = "2022-11" },
        new("organization", "填报单位", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "组织编码", Example = "PH06" },
        new("indicator", "项", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "指标编码", Example = "notices_posted" },
        new("value", "数", SheetColumnKind.Text) { MaxLength = 24, Help = "单位同指标；没有发生写 0；没有报的不写这一行", Example = "4" },
        new("mark", "填法", SheetColumnKind.Choice) { Choices = [new(ObservationRow.Value, "填数"), new(ObservationRow.Blank, "无可报")], Help = "留空就是填数；无可报要写说明", Example = "填数" },
        new("comment", "说明", SheetColumnKind.Text) { MaxLength = 300, Help = "无可报要写原因", Example = "这个月公开栏在修" });

    public override string OwnerColumn => "organization";

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = await FactRegister.StandingAsync<ObservationRow, (string, string, long)>(db, KeyOf, long.MaxValue, cancel);
        var codes = (await Organizations.ByIdsAsync(db, rows.Select(r => r.OrganizationId), cancel)).ToDictionary(o => o.Key, o => o.Value.Code);
        foreach (var o in rows.OrderBy(o => o.SetCode, StringComparer.Ordinal).ThenBy(o => o.ValidFrom).ThenBy(o => codes[o.OrganizationId], StringComparer.Ordinal).ThenBy(o => o.Element, StringComparer.Ordinal))
        {
            var value = o.Mark == ObservationRow.Value ? new Rational(o.Numerator, o.Denominator).ToDecimalString(6) : null;
            yield return [o.SetCode, new Period(o.ValidFrom, o.PeriodEnd), codes[o.OrganizationId], o.Element, value, o.Mark, o.Comment.Length == 0 ? null : o.Comment];
        }
    }

    protected override IReadOnlyList<string> Bringers => [nameof(ObservationRow.UserId), nameof(ObservationRow.UserName), nameof(ObservationRow.ClientId)];

    protected override async Task<Func<SheetRow, ObservationRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<ObservationRow> standing, CancellationToken cancel)
    {
        var register = await ObservationRegister.LoadAsync(db, cancel);
        return row => register.Read(row, db.Caller);
    }

    protected override (string, string, long) KeyOf(ObservationRow fact) => (fact.SetCode, fact.Element, fact.OrganizationId);

    protected override string Describe(ObservationRow fact) => $"{fact.SetCode} 的 {fact.Element}（{new Period(fact.ValidFrom, fact.PeriodEnd).Code}）";

    protected override async Task<Refusal?> UndoProblemAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var touched = await db.Set<ObservationRow>().AsNoTracking().Where(o => o.ImportBatchId == batchId).Select(o => new { o.SetCode, o.ValidFrom, o.PeriodEnd, o.OrganizationId }).Distinct().ToListAsync(cancel);
        var register = await ObservationRegister.LoadAsync(db, cancel);
        return touched.FirstOrDefault(t => register.IsLocked(t.SetCode, t.ValidFrom, t.OrganizationId)) is { } locked
            ? ImportTrail.BuiltOn($"{locked.SetCode} {new Period(locked.ValidFrom, locked.PeriodEnd).Code} 的数已经审核，锁定了。要撤销请先退回审核。") : null;
    }
}

/// <summary>What the rows of a file are checked against, read once.</summary>
internal sealed class ObservationRegister
{
    private readonly DataCatalog _catalog;
    private readonly IReadOnlyDictionary<string, OrganizationInfo> _organizations;
    private readonly ILookup<(string, DateOnly, long), string> _acts;
    private readonly IReadOnlyDictionary<string, IReadOnlySet<long>> _within;
    private readonly Dictionary<(string, Period), DataSetInfo?> _sets = [];

    private ObservationRegister(
        DataCatalog catalog, IReadOnlyDictionary<string, OrganizationInfo> organizations, ILookup<(string, DateOnly, long), string> acts, IReadOnlyDictionary<string, IReadOnlySet<long>> within) =>
        (_catalog, _organizations, _acts, _within) = (catalog, organizations, acts, within);

    public static async Task<ObservationRegister> LoadAsync(BaotuanDb db, CancellationToken cancel)
    {
        var catalog = await ReadDataSets.CatalogAsync(db, long.MaxValue, cancel);
        var organizations = (await Organizations.ListAsync(db, null, cancel)).ToDictionary(o => o.Code);
        var acts = (await db.Set<DataApprovalRow>().AsNoTracking().Where(a => a.OrganizationId != 0).OrderBy(a => a.Id).Select(a => new { a.SetCode, a.PeriodStart, a.OrganizationId, a.Act }).ToListAsync(cancel))
            .ToLookup(a => (a.SetCode, a.PeriodStart, a.OrganizationId), a => a.Act);
        var within = new Dictionary<string, IReadOnlySet<long>>();
        foreach (var place in catalog.Sets.Select(s => s.Place).Distinct())
        {
            within[place] = await DataTree.WithinAsync(db, place, cancel);
        }

        return new(catalog, organizations, acts, within);
    }

    /// <summary>Approved, and not taken back since.</summary>
    public bool IsLocked(string set, DateOnly start, long organization) =>
        _acts[(set, start, organization)].LastOrDefault(a => a is DataActs.Approve or DataActs.Unapprove) == DataActs.Approve;

    public ObservationRow? Read(SheetRow row, Caller caller)
    {
        if (!row.Has("data_set") || !row.Has("organization") || !row.Has("indicator") || row.PeriodOrNull("period") is not { } period)
        {
            return null;
        }

        var organization = _organizations.GetValueOrDefault(row.Text("organization"));
        if (organization is null)
        {
            row.Refuse("organization", OrganizationCodes.Unknown(row.Text("organization")));
        }

        if (SetOf(row, period) is not { } set || organization is null)
        {
            return null;
        }

        if (!_within[set.PlaceCode].Contains(organization.Id) || !set.Kinds.Contains(organization.Kind))
        {
            row.Refuse("organization", $"{organization.Name}不在“{set.Name}”的填报范围里。请核对单位。");
        }

        if (IsLocked(set.Code, period.Start, organization.Id))
        {
            row.Refuse("period", $"{organization.Name}{period.ChineseName}的数已经审核，锁定了。要改请先由审核人写明原因退回。");
        }

        return Value(row, set, organization, period, caller);
    }

    private DataSetInfo? SetOf(SheetRow row, Period period)
    {
        var code = row.Text("data_set");
        if (_catalog.Sets.All(s => s.Code != code))
        {
            row.Refuse("data_set", $"没有编码为 {code} 的数据集。请先在“数据集”表登记，或改正编码。");
            return null;
        }

        if (!_sets.TryGetValue((code, period), out var set))
        {
            var version = _catalog.Sets.LastOrDefault(s => s.Code == code && s.ValidFrom <= period.End);
            _sets[(code, period)] = set = version is not null && DataPeriods.Fits(version.PeriodType, period) && (version.ValidTo is null || version.ValidTo >= period.End) ? _catalog.Info(version, period) : null;
        }

        if (set is null)
        {
            row.Refuse("period", $"数据集 {code} 不报 {period.Code} 这样的期间。请照它多久报一次写，并核对起止日期。");
        }

        return set;
    }

    private static ObservationRow? Value(SheetRow row, DataSetInfo set, OrganizationInfo organization, Period period, Caller caller)
    {
        if (set.Elements.FirstOrDefault(e => e.Indicator == row.Text("indicator")) is not { } element)
        {
            row.Refuse("indicator", $"“{set.Name}”没有编码为 {row.Text("indicator")} 的项。请从“数据集的项”里选。");
            return null;
        }

        var mark = row.ChoiceOrNull("mark") ?? ObservationRow.Value;
        var value = mark == ObservationRow.Value ? Number(row, element) : Blank(row);
        var (numerator, denominator) = ObservedNumber.Parts(value);
        return new()
        {
            SetCode = set.Code, Element = element.Indicator, OrganizationId = organization.Id, ValidFrom = period.Start, PeriodEnd = period.End, Mark = mark, Numerator = numerator, Denominator = denominator,
            Unit = element.Unit.Code, Comment = row.TextOrNull("comment") ?? "", UserId = caller.UserId, UserName = caller.Name,
        };
    }

    private static Rational Number(SheetRow row, DataElementInfo element)
    {
        Rational value = default;
        if (row.TextOrNull("value") is not { } text)
        {
            row.Refuse("value", "请写数。没有发生写 0；没有可报，填法选“无可报”并写说明；还没有报的不写这一行。");
        }
        else if (TypedNumber.Read(text, element.Unit, out value) is { } problem)
        {
            row.Refuse("value", problem);
        }
        else if (element.IsOdd(value))
        {
            row.Warn("value", $"“{element.Name}”不在常见的范围里。没有写错就照收。");
        }

        return value;
    }

    private static Rational Blank(SheetRow row)
    {
        if (row.Has("value"))
        {
            row.Refuse("value", "选了无可报，就不要写数。0 也是数：有这件事、数是零，请写 0。");
        }

        if (row.IsEmpty("comment"))
        {
            row.Refuse("comment", "选了无可报，请写说明。");
        }

        return Rational.Zero;
    }
}
