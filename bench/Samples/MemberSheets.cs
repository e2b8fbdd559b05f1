using System.Globalization;

namespace Baotuan.Bench.Samples;

/// <summary>The four member sheets, written side by side with memory for one household.</summary>
internal sealed class MemberSheets : IDisposable
{
    /// <summary>Class codes: 人口股 weighs one, 农龄股 one half.</summary>
    public const string PopulationClass = "RK";
    public const string SeniorityClass = "NL";

    private readonly StreamWriter _households;
    private readonly StreamWriter _members;
    private readonly StreamWriter _classes;
    private readonly StreamWriter _shares;

    public MemberSheets(CsvFolder folder)
    {
        _households = folder.Open("households", "organization,household_no,group,head_no,valid_from");
        _members = folder.Open("members", "organization,member_no,name,household_no,citizen_id,phone,bank_account,valid_from,left_on,left_reason");
        _classes = folder.Open("share-classes", "organization,class,name,factor,valid_from");
        _shares = folder.Open("shares", "organization,member_no,class,quantity,valid_from");
    }

    /// <summary>One collective; returns its number of households.</summary>
    public int Write(string organization, IEnumerable<VillageHousehold> households, string sharesFrom)
    {
        CsvFolder.WriteRow(_classes, organization, PopulationClass, "人口股", "1", sharesFrom);
        CsvFolder.WriteRow(_classes, organization, SeniorityClass, "农龄股", "0.5", sharesFrom);
        var count = 0;
        foreach (var household in households)
        {
            count++;
            CsvFolder.WriteRow(_households, organization, household.HouseholdNo, household.Group, household.Members[0].MemberNo, "2017-12-31");
            foreach (var member in household.Members)
            {
                Write(organization, member, sharesFrom);
            }
        }

        return count;
    }

    public void Dispose()
    {
        _households.Dispose();
        _members.Dispose();
        _classes.Dispose();
        _shares.Dispose();
    }

    private void Write(string organization, in Villager member, string sharesFrom)
    {
        var from = PinghuVentures.Date(member.ValidFrom);
        var left = member.LeftOn is { } on ? PinghuVentures.Date(on) : "";
        CsvFolder.WriteRow(
            _members, organization, member.MemberNo, member.Name, member.HouseholdNo, member.CitizenId, member.Phone, member.BankAccount, from, left, member.LeftReason);
        var since = string.CompareOrdinal(from, sharesFrom) > 0 ? from : sharesFrom;
        Share(organization, member.MemberNo, PopulationClass, 10_000, since, left);
        if (member.Seniority10000 > 0)
        {
            Share(organization, member.MemberNo, SeniorityClass, member.Seniority10000, since, left);
        }
    }

    // who leaves holds nothing from that day on
    private void Share(string organization, string memberNo, string shareClass, long quantity10000, string since, string left)
    {
        CsvFolder.WriteRow(_shares, organization, memberNo, shareClass, Quantity(quantity10000), since);
        if (left.Length > 0)
        {
            CsvFolder.WriteRow(_shares, organization, memberNo, shareClass, "0", left);
        }
    }

    private static string Quantity(long quantity10000)
    {
        var (whole, rest) = (quantity10000 / 10_000, quantity10000 % 10_000);
        return rest == 0
            ? whole.ToString(CultureInfo.InvariantCulture)
            : $"{whole}.{rest.ToString("0000", CultureInfo.InvariantCulture).TrimEnd('0')}";
    }
}
