using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Ventures.Distributions;

/// <summary>What was typed on the first step of a new distribution. It lives in the address, so that every step can be reloaded and sent on.</summary>
internal sealed record DistributionDraft(
    string? Venture, string? Phase, string? Period, string? Declared, string? RecordDate, string? DeclaredOn)
{
    public bool IsEmpty => Venture is null || Period is null && Phase is null && Declared is null && RecordDate is null && DeclaredOn is null;

    /// <summary>The request, or null with what is wrong with the fields.</summary>
    public DistributionRequest? Read(Func<string?, DateOnly?> day, FormErrors errors)
    {
        errors.Require("venture", "项目", Venture);
        var period = default(Period);
        if (errors.Require("period", "期间", Period) && !Kernel.Period.TryParse(Period, out period))
        {
            errors.Add("period", "期间请写成 2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30");
        }

        Money? declared = null;
        if (Declared is not null)
        {
            if (Money.TryParse(Declared, out var amount, out var problem))
            {
                declared = amount;
            }
            else
            {
                errors.Add("declared", problem.Chinese());
            }
        }

        var recordDate = Date("record-date", "权益登记日", RecordDate, day, errors);
        var declaredOn = Date("declared-on", "入账日期", DeclaredOn, day, errors);
        return errors.Any ? null : new DistributionRequest(Venture!, period, Phase, declared, recordDate, declaredOn);
    }

    private static DateOnly? Date(string field, string label, string? text, Func<string?, DateOnly?> day, FormErrors errors)
    {
        var value = day(text);
        if (text is not null && value is null)
        {
            errors.Add(field, $"{label}请写成 2018-12-31 的样子");
        }

        return value;
    }
}
