using Baotuan.Kernel;

namespace Baotuan.Tests.Modules.Imports;

/// <summary>Small files of an invented county; every person is synthetic (region 999999).</summary>
internal static class Samples
{
    public const string OrgUnits = """
        code,name,parent,level,statistical_code,credit_code,valid_from
        QH-XD,新东镇,QH,镇（街道）,339999104000,,2010-01-01
        QH,清河县,,county,339999,,

        """;

    public const string Organizations = """
        code,name,kind,credit_code,unit,valid_from,valid_to
        V01,河西村股份经济合作社,village_cooperative,,QH-XD,,
        V02,河东村股份经济合作社,村集体经济组织,,QH-XD,2012-05-01,
        C01,清河强村联合公司,联合公司,,QH,,
        Z01,清河产业园公司,enterprise,,QH,,

        """;

    public const string Households = """
        organization,household_no,group,head_no,valid_from
        V01,0001,1 组,00001,2015-01-01
        V01,0002,2 组,,2015-01-01
        V02,0001,,,2015-01-01

        """;

    public static readonly string Members = $"""
        organization,member_no,name,household_no,citizen_id,phone,bank_account,valid_from,left_on,left_reason
        V01,00001,王甲,0001,{Citizen(1)},13800000001,6222000000000001,2015-01-01,,
        V01,00002,王乙,0001,{Citizen(2)},,,2015-01-01,,
        V01,00003,李丙,0002,{Citizen(3)},,,2015-01-01,2020-07-01,迁出
        V02,00001,赵丁,0001,{Citizen(4)},13800000004,,2015-01-01,,

        """;

    public const string ShareClasses = """
        organization,class,name,factor,valid_from
        V01,RK,人口股,1,2015-01-01
        V01,NL,农龄股,50%,2015-01-01
        V02,RK,人口股,1,2015-01-01

        """;

    public const string Shares = """
        organization,member_no,class,quantity,valid_from
        V01,00001,NL,20.5,2015-01-01
        V01,00001,RK,1,2015-01-01
        V01,00002,RK,1,2015-01-01
        V01,00003,RK,1,2015-01-01
        V01,00003,RK,0,2020-07-01
        V02,00001,RK,1,2015-01-01

        """;

    public const string CompanyUnits = """
        company,holder,units,valid_from
        C01,V01,60,2015-01-01
        C01,V02,40,2015-01-01

        """;

    /// <summary>Everything about who there is.</summary>
    public static readonly (string, string)[] Parties =
    [
        ("org-units", OrgUnits), ("organizations", Organizations), ("households", Households), ("members", Members),
        ("share-classes", ShareClasses), ("shares", Shares), ("company-units", CompanyUnits),
    ];

    /// <summary>A valid number of nobody.</summary>
    public static string Citizen(int number)
    {
        var first = $"99999919900101{number:D3}";
        return first + CitizenIdNumber.CheckCharacter(first);
    }

    /// <summary>As it leaves the program.</summary>
    public static string Masked(int number) => Masking.CitizenId(Citizen(number));

    /// <summary>A valid code of no organisation.</summary>
    public static string Credit(int number)
    {
        var first = $"N2339999MA{number:D7}";
        return first + CreditCode.CheckCharacter(first);
    }

    /// <summary>The sheets with one of them replaced.</summary>
    public static (string, string)[] With(this (string Sheet, string Csv)[] sheets, string sheet, string csv) =>
        [.. sheets.Select(s => s.Sheet == sheet ? (sheet, csv) : s)];
}
