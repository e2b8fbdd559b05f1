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

    public const string DecisionPaths = """
        organization,kind,subject,path,valid_from,basis
        Z01,项目分红,YQ,按已经决定的协议执行,2017-01-01,合作协议第五条
        V01,member_distribution,,approvals,2020-01-01,成员大会2019年2号决议
        V01,member_distribution,,完整程序,2025-05-01,农村集体经济组织法第二十六条

        """;

    public const string DecisionParameters = """
        name,region,kind,valid_from,value,basis,note
        公示天数,339999,,2020-01-01,15,县里的规定,
        approval_roles,3399,investment,2020-01-01,board+supervisors,县里的规定,待核对

        """;

    public const string Representatives = """
        organization,member_no,valid_from,valid_to
        V01,00001,2018-01-01,2022-12-31
        V01,00002,2018-01-01,2022-12-31

        """;

    public const string Books = """
        organization,chart,opened_on,periods_through
        V01,village-2023,2016-01-01,2024
        Z01,enterprise,2016-01-01,2024

        """;

    public const string Ventures = """
        code,name,operator,payer,guarantor,location,legal_basis,total_investment,note
        YQ,清河标准厂房,Z01,Z01,,新东镇,合作协议〔2016〕1号,5000000.00,

        """;

    public const string Phases = """
        venture,phase,name,opened_on,closed_on
        YQ,1,一期,2016-01-01,2020-12-31

        """;

    public const string ReturnTerms = """
        venture,phase,kind,rate,share,day_count,valid_from,valid_to,payer,guarantor,legal_basis,due_day
        YQ,1,固定收益,10%,,整年,2017-01-01,2021-12-31,,,协议第五条,12-31
        YQ,1,actual,,,,2022-01-01,,,,协议第六条,

        """;

    public const string FundingSources = """
        venture,source,amount,qualifier,evidence
        YQ,村集体,2000000.00,准确,
        YQ,开发区,3000000.00,约,协议附件

        """;

    public const string LandQuotas = """
        parcel,holder,parent,area,acceptance_no,accepted_on,note
        ZB-2-A,V02,ZB-2,1.3333,,,
        ZB-2-B,V02,ZB-2,1.1667,,,
        ZB-2,V02,,2.5,验收〔2015〕2号,2015-03-01,

        """;

    /// <summary>1.3333 mu × 300,000.01 = 399,990.013333, that is 399,990.01.</summary>
    public const string Contributions = """
        venture,phase,holder,kind,amount,paid_on,parcel,unit_price,evidence
        YQ,1,V01,现金,500000.00,2016-05-01,,,回单1
        YQ,1,V01,cash,500000.00,2016-05-01,,,回单1
        YQ,1,V02,用地指标,,2016-06-01,ZB-2-A,300000.01,
        YQ,1,C01,cash,600009.99,2016-06-01,,,回单3

        """;

    public const string EquityEvents = """
        venture,phase,holder,event,amount,effective_on,to_holder,note
        YQ,1,V01,认缴,1000000.00,2016-03-01,,
        YQ,1,V01,转让,100000.00,2018-07-01,V02,协议

        """;

    public const string AppropriationRules = """
        scope,valid_from,step,kind,rate,basis
        339999,2016-01-01,1,弥补亏损,,章程
        339999,2016-01-01,2,提取公积公益金,30%,章程
        339999,2016-01-01,3,向成员分配,100%,章程

        """;

    public const string PublishedFigures = """
        venture,measure,text,amount,qualifier,source,published_on
        YQ,累计分红,累计分红20万元,200000.00,准确,清河日报,2018-12-31

        """;

    public const string Indicators = """
        code,valid_from,name,name_en,unit,period_type,computation,argument,qualifier,definition
        cash_contributions,2016-01-01,现金出资额,Contributed in cash,元,期间累计,contributions,kind=cash,准确,期间内到账的现金出资相加
        notices_posted,2017-01-01,张贴公告,Notices posted,场（次）,期间累计,observation,element=notices_posted;set=GS,准确,贴在公开栏上的次数相加
        principal,2020-01-01,在投本金,Principal,元,时点,principal,,,股权登记簿上的实缴本金相加，2020年起的写法

        """;

    public const string IncomeThresholds = """
        region,valid_from,rule,indicator,comparison,limit,basis
        339999,2018-01-01,达标,recurring_income,不低于,1800000.00,清河县〔2018〕1号
        339999,2018-01-01,达标,operating_income,不低于,1000000.00,清河县〔2018〕1号

        """;

    public const string Claims = """
        code,published_on,source,text,about,value,unit,qualifier,period,indicator,scope,earlier_on,earlier_source,awaits
        Q1,2018-12-31,清河日报,累计分红20万元,清河标准厂房,20,万元,准确,2017-01-01..2018-12-31,return_paid,venture:YQ,,,
        Q2,2018-12-31,清河日报,今年以来调处纠纷30余起,清河县,30,起,至少,2018,,,2018-06-30,《清河日报》2018年7月,纠纷登记

        """;

    public const string DataSets = """
        code,valid_from,name,purpose,period_type,place,kinds,accept_levels,due_days,valid_to
        GS,2017-01-01,村务公开月报,看每个村每月公开了几次,每月,QH,village_cooperative,town+county,5,

        """;

    public const string DataElements = """
        data_set,indicator,valid_from,sort_no,why,least,most,valid_to
        GS,notices_posted,2017-01-01,1,贴在公开栏上的都算,0,30,

        """;

    public const string Observations = """
        data_set,period,organization,indicator,value,mark,comment
        GS,2018-01,V01,notices_posted,4,填数,
        GS,2018-01,V02,notices_posted,,无可报,公开栏在修
        GS,2018-02,V01,notices_posted,0,填数,

        """;

    public const string IndustryChains = """
        code,name,kind,valid_from
        JX,机械,主导产业,2016-01-01
        ZZ,造纸,其他,2016-01-01

        """;

    public const string ChainMembers = """
        firm,chain,role,valid_from,valid_to
        Z01,JX,链主企业,2016-01-01,
        Z01,ZZ,链上企业,2016-01-01,2018-06-30

        """;

    public const string ScopeList = """
        firm,series,from_month,to_month,note
        Z01,统计口径,2017-01,2018-12,停产退规
        Z01,调度口径（非统计数据）,2017-01,,

        """;

    /// <summary>January and February of 2018 together.</summary>
    public const string Outputs = """
        firm,series,month,value,cumulative,base,status,reason
        Z01,统计口径,2018-02,,2000000.00,1600000.00,正常,
        Z01,统计口径,2018-03,1200000.00,3200000.00,2500000.00,初步数,
        Z01,调度口径（非统计数据）,2018-03,1250000.00,3300000.00,,,

        """;

    public const string Distributions = """
        venture,phase,period,declared,record_date,declared_on
        YQ,,2017,,,
        YQ,,2018,,2018-12-31,2018-12-31

        """;

    public const string Payments = """
        venture,period,phase,payer,amount,paid_on,evidence,received
        YQ,2017,,,200000.00,2018-01-10,付1,是
        YQ,2018,,Z01,100000.00,2019-01-10,付2,否

        """;

    /// <summary>The joint company first: what it passes on is income of the villages.</summary>
    public const string Cascades = """
        holder,period,record_date
        C01,2017,2017-12-31
        V01,2017,2017-12-31
        V02,2017,

        """;

    public const string WorkDays = """
        day,worked,name,source
        2031-02-03,放假,春节,当年的放假通知
        2031-02-08,上班,春节调休上班,当年的放假通知

        """;

    public const string AllianceUnits = """
        convener,organization,takes,valid_from,valid_to
        C01,V01,村里的纠纷,2018-01-01,
        C01,Z01,,2018-01-01,2018-12-31

        """;

    public const string Cases = """
        owner,number,kind,category,title,channel,subject,received_on,result,ended_on,lead,first_party,second_party,statement
        C01,2018-001,矛盾纠纷,邻里,,窗口,V01,2018-01-09,已履行,2018-02-01,V01,,,
        C01,2018-002,household_need,labour,想找缝纫活,,V02,2018-01-10,农户已确认,2018-01-19,,,,
        C01,2018-003,dispute,neighbours,,phone,V01,2018-03-01,,,,甲某,乙某,两家为一堵墙

        """;

    public const string Honours = """
        organization,title,awarded_by,level,awarded_on,valid_to,evidence,body
        V01,优美庭院示范村,示例县级单位,县级,2018-03-01,2030-12-31,示例发〔2018〕3号,家家门前干净
        V02,优美庭院示范村,示例县级单位,县级,2018-03-01,2018-12-31,示例发〔2018〕3号,村道整洁

        """;

    /// <summary>A whole county: who there is, what was invested, what was paid and passed on.</summary>
    public static readonly (string, string)[] County =
    [
        .. Parties, ("decision-paths", DecisionPaths), ("decision-parameters", DecisionParameters), ("representatives", Representatives), ("books", Books), ("ventures", Ventures), ("phases", Phases), ("return-terms", ReturnTerms), ("funding-sources", FundingSources),
        ("land-quotas", LandQuotas), ("contributions", Contributions), ("equity-events", EquityEvents), ("appropriation-rules", AppropriationRules),
        ("published-figures", PublishedFigures), ("indicators", Indicators), ("income-thresholds", IncomeThresholds), ("claims", Claims), ("data-sets", DataSets), ("data-elements", DataElements), ("observations", Observations), ("industry-chains", IndustryChains), ("chain-members", ChainMembers), ("scope-list", ScopeList), ("outputs", Outputs), ("work-days", WorkDays), ("alliance-units", AllianceUnits), ("cases", Cases), ("honours", Honours), ("distributions", Distributions), ("payments", Payments), ("cascades", Cascades),
    ];

    /// <summary>The county before anything was distributed.</summary>
    public static readonly (string, string)[] Invested = [.. County.Take(County.Length - 3)];

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
