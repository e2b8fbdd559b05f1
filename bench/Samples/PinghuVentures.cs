using System.Globalization;
using Baotuan.Kernel;

namespace Baotuan.Bench.Samples;

/// <summary>The five ventures of the source: who put in what and when. Every split is made up; the totals are the source's.</summary>
internal sealed class PinghuVentures(ulong seed)
{
    public const string Zone = "PHJKQ";
    public const string ParkCompany = "PHPT";
    public const string Guarantor = "PHGZ";
    public const string WharfCompany = "PHMT";

    /// <summary>36 stakes that sum to 154,000,000.00.</summary>
    public static long StakeFen(int village) => village <= 28 ? 427_777_778 : 427_777_777;

    /// <summary>One row of contributions.csv.</summary>
    public sealed record Tranche(
        string Venture, string Holder, string Kind, long Fen, DateOnly PaidOn, string Parcel = "", long? PriceFen = null, string Evidence = "");

    /// <summary>One row of land-quotas.csv.</summary>
    public sealed record Parcel(string Code, string Holder, string Parent, long Area10000, string AcceptanceNo, DateOnly AcceptedOn, string Note);

    private readonly List<Parcel> _parcels = [];
    private readonly List<Tranche> _tranches = [];
    private bool _made;

    public IReadOnlyList<Parcel> Parcels => Make()._parcels;

    public IReadOnlyList<Tranche> Tranches => Make()._tranches;

    private PinghuVentures Make()
    {
        if (!_made)
        {
            _made = true;
            foreach (var (village, i) in PinghuPlaces.Pinghu.Select((v, i) => (v, i + 1)))
            {
                InnovationPark(village, i);
            }

            Wharf();
            CrossCountyParks();
        }

        return this;
    }

    private void InnovationPark(SampleVillage village, int i)
    {
        var chance = Chance.For(seed, 10_000UL + (ulong)i);
        var left = StakeFen(i);
        if (i % 3 == 0)
        {
            left -= Quota("ZCY", village.Code, $"ZB-{village.Code}-1", i, chance.Between(15_000, 32_000), Price(ref chance), Day(ref chance, 2016, 3, 8));
        }

        if (i % 4 == 1)
        {
            left -= Add(new("ZCY", village.Code, "grant", 150_000_000, Day(ref chance, 2017, 1, 6), Evidence: $"示例补助批复〔2017〕{i:000}号（虚构）"));
        }

        if (i is 7 or 19 or 31)
        {
            left -= Add(new("ZCY", village.Code, "loan", 80_000_000, Day(ref chance, 2017, 3, 9), Evidence: $"示例借款合同2017-{i:000}（虚构）"));
        }

        var first = left / 2 / 10_000_000 * 10_000_000;
        if (first > 0) Add(new("ZCY", village.Code, "cash", first, Day(ref chance, 2016, 4, 12), Evidence: $"示例银行回单2016-{i:000}（虚构）"));
        Add(new("ZCY", village.Code, "cash", left - first, Day(ref chance, 2017, 2, 12), Evidence: $"示例银行回单2017-{i:000}（虚构）"));
    }

    // every third price does not divide by the area: the amount is rounded half-up to the fen
    private static long Price(ref Chance chance) =>
        (chance.Between(1_200, 1_800) * 50_000L) + (chance.Next(3) == 0 ? chance.Between(1, 99) : 0);

    private long Quota(string venture, string holder, string parcel, int number, long area10000, long priceFen, DateOnly on)
    {
        var evidence = $"示例验收〔2015〕{number:000}号（虚构）";
        _parcels.Add(new(parcel, holder, "", area10000, evidence, new DateOnly(2015, 1, 5).AddDays(number * 7), "复垦验收，虚构地块"));
        if (number != 6)
        {
            return Add(new(venture, holder, "quota", AmountFen(area10000, priceFen), on, parcel, priceFen, evidence));
        }

        // one parcel is split: a part goes into the venture, the rest stays in hand
        var used = area10000 * 3 / 5;
        _parcels.Add(new(parcel + "A", holder, parcel, used, evidence, on, "拆分后投入智创园"));
        _parcels.Add(new(parcel + "B", holder, parcel, area10000 - used, evidence, on, "拆分后结余，尚未使用"));
        return Add(new(venture, holder, "quota", AmountFen(used, priceFen), on, parcel + "A", priceFen, evidence));
    }

    private void Wharf()
    {
        const string receipt = "示例银行回单2022（虚构）";
        Add(new("WHARF", "PH05", "cash", 400_000_000, new(2022, 4, 20), Evidence: receipt));
        Add(new("WHARF", "PH05", "cash", 458_000_000, new(2022, 10, 18), Evidence: receipt));
        Add(new("WHARF", "PH06", "cash", 658_000_000, new(2022, 5, 11), Evidence: receipt));
        Add(new("WHARF", "PH06", "grant", 200_000_000, new(2022, 9, 6), Evidence: "示例补助批复〔2022〕006号（虚构）"));
        Add(new("WHARF", "PH07", "cash", 508_000_000, new(2022, 6, 2), Evidence: receipt));
        Add(new("WHARF", "PH07", "loan", 350_000_000, new(2022, 8, 15), Evidence: "示例借款合同2022-007（虚构）"));
        _parcels.Add(new("ZB-PH05-2", "PH05", "", 21_500, "示例验收〔2021〕105号（虚构）", new(2021, 6, 18), "尚未使用，可用于试填出资"));
        _parcels.Add(new("ZB-PH11-1", "PH11", "", 18_250, "示例验收〔2021〕111号（虚构）", new(2021, 7, 2), "尚未使用，可用于试填出资"));
    }

    private void CrossCountyParks()
    {
        Add(new("QINGTIAN", "QTLH", "cash", 9_600_000_000, new(2018, 6, 29), Evidence: "示例银行回单2018-Q（虚构）"));
        _parcels.Add(new("ZB-QT-1", "QTLH", "", 400_000, "示例验收〔2018〕201号（虚构）", new(2018, 12, 20), "县内整治集中形成，虚构地块"));
        Add(new("QINGTIAN", "QTLH", "quota", AmountFen(400_000, 80_000_000), new(2019, 3, 28), "ZB-QT-1", 80_000_000, "示例验收〔2018〕201号（虚构）"));
        Add(new("QINGTIAN", "QTLH", "cash", 3_200_000_000, new(2019, 9, 27), Evidence: "示例银行回单2019-Q（虚构）"));
        Add(new("WENCHENG", "WCLH", "cash", 8_000_000_000, new(2019, 5, 30), Evidence: "示例银行回单2019-W（虚构）"));
        Add(new("WENCHENG", "WCLH", "grant", 2_000_000_000, new(2020, 4, 24), Evidence: "示例补助批复〔2020〕301号（虚构）"));
        Add(new("WENCHENG", "WCLH", "cash", 4_000_000_000, new(2020, 11, 26), Evidence: "示例银行回单2020-W（虚构）"));
        Add(new("LONGQUAN", "LQLH", "cash", 6_000_000_000, new(2020, 9, 17), Evidence: "示例银行回单2020-L（虚构）"));
        Add(new("LONGQUAN", "LQLH", "loan", 4_000_000_000, new(2021, 3, 12), Evidence: "示例借款合同2021-401（虚构）"));
    }

    private long Add(Tranche tranche)
    {
        _tranches.Add(tranche);
        return tranche.Fen;
    }

    /// <summary>Half-up, in whole numbers: area in 1/10000 mu × fen per mu.</summary>
    private static long AmountFen(long area10000, long priceFen) => ((area10000 * priceFen) + 5_000) / 10_000;

    private static DateOnly Day(ref Chance chance, int year, int firstMonth, int lastMonth) =>
        new(year, chance.Between(firstMonth, lastMonth), chance.Between(3, 27));

    public static string Yuan(long fen) => new Money(fen).ToString();

    public static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
