using Baotuan.Kernel;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Oversight.AlertRules;

/// <summary>A collective's year that put less into the reserve than the floor of its region.</summary>
internal sealed class ReserveBelowFloor : AlertRule
{
    public override string Code => "reserve_below_floor";

    public override string Chinese => "公积公益金低于下限";

    public override string Compares =>
        "有效的村级收益分配：提取公积公益金各步合计，与净收益（提取那一步的基数；没有提取步骤的，取分给成员前的余额）乘下限比例、向上取整到分的数比较；弥补亏损后余额不够的，以余额为限。"
        + "下限按分配入账日有效的规则版本。";

    public override IReadOnlyList<Contracts.AlertParameter> Parameters { get; } =
        [new("floor_ppm", "下限（百万分之几，300000 即 30%）", 0, 1_000_000), WithinYears];

    public override async Task<IReadOnlyList<AlertFound>> FindAsync(AlertGround ground, CancellationToken cancel)
    {
        var found = new List<AlertFound>();
        foreach (var taken in await VentureFacts.ReservesAsync(ground.Db, ground.Among, ground.Since, cancel))
        {
            var floor = AlertGround.Number(ground.On(taken.DeclaredOn), "floor_ppm");
            var least = Least(taken, floor);
            if (taken.Reserve < least)
            {
                found.Add(new(
                    $"cascade/{taken.CascadeId}", [taken.CollectiveId],
                    $"{taken.Period.ChineseName}净收益 {taken.Base.Format()} 元，按 {new Rational(floor, 10_000).ToDecimalString(2)}% 至少提取 {least.Format()} 元，"
                    + (taken.HasStep ? $"实际提取 {taken.Reserve.Format()} 元。" : "没有提取公积公益金。"),
                    [$"base {taken.Base}", $"reserve {taken.Reserve}", $"least {least}"]));
            }
        }

        return found;
    }

    private static Money Least(ReserveTaken taken, long floorPpm)
    {
        var wanted = (Rational.FromPpm(floorPpm) * Math.Max(0, taken.Base.Fen)).CeilingToFen();
        var left = new Money(Math.Max(0, (taken.Base - taken.Covered).Fen));
        return wanted < left ? wanted : left;
    }
}
