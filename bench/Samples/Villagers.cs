using System.Globalization;

namespace Baotuan.Bench.Samples;

/// <summary>A member as the sheets have him. Everything about him is made up.</summary>
/// <param name="Seniority10000">Years of work for the collective in 1/10000 share of class NL; 0 for none.</param>
internal readonly record struct Villager(
    string MemberNo, string Name, string HouseholdNo, string CitizenId, string Phone, string BankAccount,
    DateOnly ValidFrom, DateOnly? LeftOn, string LeftReason, long Seniority10000);

/// <summary>A household with its members; the first one is its representative.</summary>
internal readonly record struct VillageHousehold(string HouseholdNo, string Group, IReadOnlyList<Villager> Members);

/// <summary>Makes up the households of a village, the same ones for the same seed, with memory for one household.</summary>
internal static class Villagers
{
    private static readonly DateOnly Settled = new(2017, 12, 31);
    private static readonly DateOnly FirstAdult = new(1945, 1, 1);
    private static readonly DateOnly FirstOther = new(1935, 1, 1);
    private const int AdultDays = 14_610;
    private const int OtherDays = 31_700;

    // 25/7 members to a household: ten thousand people live in 2,800 households
    private static readonly int[] Sizes = [2, 3, 3, 4, 4, 4, 5];
    private static readonly string[] Surnames = [.. "赵钱孙李周吴郑王冯陈沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘葛范彭鲁韦马苗方俞任袁柳".Select(c => c.ToString())];
    private const string Stems = "甲乙丙丁戊己庚辛壬癸";
    private const string Branches = "子丑寅卯辰巳午未申酉戌亥";
    private static readonly string[] Reasons = ["死亡", "已取得其他农村集体经济组织成员身份", "自愿退出"];

    /// <param name="village">Number of the village, unique in the run: it makes the chance and the identity numbers.</param>
    /// <param name="firstHousehold">Households made before this village: keeps identity numbers apart.</param>
    public static IEnumerable<VillageHousehold> Of(ulong seed, int village, long firstHousehold, int members)
    {
        var chance = Chance.For(seed, (ulong)village);
        var memberNo = 0;
        for (var household = 1; memberNo < members; household++)
        {
            var size = Math.Min(Sizes[chance.Next(Sizes.Length)], members - memberNo);
            yield return Household(ref chance, firstHousehold + household, household, memberNo, size);
            memberNo += size;
        }
    }

    private static VillageHousehold Household(ref Chance chance, long serial, int number, int before, int size)
    {
        var householdNo = $"H{number:0000}";
        var surname = Surnames[chance.Next(Surnames.Length)];
        var members = new Villager[size];
        for (var role = 0; role < size; role++)
        {
            members[role] = Member(ref chance, serial, householdNo, surname, before + role + 1, role);
        }

        return new(householdNo, $"第{1 + (number / 40)}组", members);
    }

    private static Villager Member(ref Chance chance, long serial, string householdNo, string surname, int number, int role)
    {
        var (born, order) = role < 2 ? Adult((serial * 2) + role) : Other((serial * 4) + role - 2);
        var family = role == 1 ? Surnames[chance.Next(Surnames.Length)] : surname;
        var name = $"{family}{Stems[chance.Next(Stems.Length)]}{Branches[chance.Next(Branches.Length)]}";
        var from = Joined(ref chance, born, role);
        var left = role > 0 && chance.Percent(1) ? from.AddDays(chance.Between(400, 1_400)) : (DateOnly?)null;
        left = left < new DateOnly(2023, 1, 1) ? left : null;
        var reason = left is null ? "" : Reasons[chance.Next(Reasons.Length)];
        var person = (serial * 6) + role;
        return new(
            number.ToString("00000", CultureInfo.InvariantCulture), name, householdNo, SampleCodes.CitizenId(born, order),
            Phone(person), SampleCodes.BankAccount(person), from, left, reason, Seniority(ref chance, born));
    }

    // days are visited in an order that looks random; the running number keeps two people of one day apart
    private static (DateOnly Born, int Order) Adult(long index) =>
        (FirstAdult.AddDays((int)(index * 7_919 % AdultDays)), 1 + (int)(index / AdultDays));

    private static (DateOnly Born, int Order) Other(long index) =>
        (FirstOther.AddDays((int)(index * 7_919 % OtherDays)), 600 + (int)(index / OtherDays));

    private static DateOnly Joined(ref Chance chance, DateOnly born, int role)
    {
        if (born > Settled)
        {
            return born;
        }

        return role == 1 && chance.Percent(3) ? new DateOnly(2019, 1, 1).AddDays(chance.Next(900)) : Settled;
    }

    /// <summary>A quarter of a share for every half year of work, from sixteen to the end of 2017, thirty shares at most.</summary>
    private static long Seniority(ref Chance chance, DateOnly born)
    {
        var years = Math.Min(Settled.Year - born.Year - 16, 60);
        return years <= 0 ? 0 : chance.Between(0, years * 2) * 2_500L;
    }

    // 19900000000 and up: a block that nobody answers
    private static string Phone(long person) => $"199{person % 100_000_000:00000000}";
}
