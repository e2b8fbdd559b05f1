using Baotuan.Ventures.Contracts;

namespace Baotuan.Oversight.AlertRules;

/// <summary>A return that is due and was not paid, whether it was declared or not.</summary>
internal sealed class ReturnDueUnpaid : AlertRule
{
    public override string Code => "return_due_unpaid";

    public override string Chinese => "收益到期未付";

    public override string Compares =>
        "已入账的分红：应付合计减去已确认到账的付款，在应付日过后仍大于 0。应付日是期间最后一天当天或以后的第一个约定日（各期约定不同的取最晚的）；没有约定的，是入账日加规定天数。"
        + "没有入账的：条款有固定或保底利率并约定了应付日、年末有实缴本金的期，这一年的应付日已过，而没有任何一笔有效分红的期间与这一年相交。应付日当天不算逾期。";

    public override IReadOnlyList<Contracts.AlertParameter> Parameters { get; } =
        [new("grace_days", "应付日后宽限几天", 0, 365), new("days_without_due_day", "没有约定应付日的，入账后几天", 0, 3650), WithinYears];

    public override async Task<IReadOnlyList<AlertFound>> FindAsync(AlertGround ground, CancellationToken cancel)
    {
        var (grace, days) = ((int)ground.Number("grace_days"), (int)ground.Number("days_without_due_day"));
        var found = new List<AlertFound>();
        foreach (var owed in (await VentureFacts.OwedAsync(ground.Db, ground.Among, cancel)).Where(o => o.Period.End >= ground.Since))
        {
            var due = owed.AgreedDue ?? owed.DeclaredOn.AddDays(days);
            if (due.AddDays(grace) < ground.Today)
            {
                found.Add(new(
                    $"distribution/{owed.Id}", owed.OrganizationIds,
                    $"{owed.VentureName}{owed.Period.ChineseName}分红应在 {due:yyyy-MM-dd} 前付清，应付 {owed.Pool.Format()} 元，已确认到账 {owed.Paid.Format()} 元，还欠 {owed.Outstanding.Format()} 元。",
                    [$"due {due:yyyy-MM-dd}", $"pool {owed.Pool}", $"paid {owed.Paid}"]));
            }
        }

        foreach (var year in await VentureFacts.YearsOwedAsync(ground.Db, ground.Among, ground.Since.Year, ground.Today.AddDays(-grace), cancel))
        {
            found.Add(new(
                $"venture/{year.VentureCode}/{year.PhaseCode}/{year.Year}", year.OrganizationIds,
                $"{year.VentureName}（{year.PhaseCode} 期）{year.Year} 年的收益应在 {year.AgreedDue:yyyy-MM-dd} 前支付，年末实缴本金 {year.Principal.Format()} 元，至今没有分红入账。",
                [$"due {year.AgreedDue:yyyy-MM-dd}", $"principal {year.Principal}"],
                $"/ventures/{Uri.EscapeDataString(year.VentureCode)}"));
        }

        return found;
    }
}
