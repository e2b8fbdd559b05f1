using static Baotuan.Bench.Samples.PinghuVentures;

namespace Baotuan.Bench.Samples;

/// <summary>
/// Writes samples/pinghu: the files that a county could have made for the five ventures of the source. The same seed gives
/// the same bytes. What the source states is kept to the fen; everything else is invented and says so.
/// </summary>
internal sealed class PinghuSample(CsvFolder folder, ulong seed)
{
    private const string Opened = "2018-01-01";
    private const string SourcePage = "2022年12月报纸版面《平湖经开区：厚植产业底色 共绘幸福图景》（2022年1至11月数据；具体日期不详，按月末登记）";

    // six villages whose members are in the sample, with the members of each: 10,000 together
    private static readonly (string Code, int Members)[] MemberVillages =
        [("PH01", 1_712), ("PH05", 1_588), ("PH06", 1_655), ("PH10", 1_701), ("PH20", 1_634), ("PH30", 1_710)];

    private const string DecidingVillage = "PH06";

    private static readonly (string Code, string Name, string County, IReadOnlyList<SampleVillage> Villages, int Units, string From)[] JointCompanies =
    [
        ("QTLH", "青田示例农村集体经济联合发展有限公司（虚构）", "QTX", PinghuPlaces.Qingtian, 16_000, "2018-01-01"),
        ("WCLH", "文成示例农村集体经济联合发展有限公司（虚构）", "WCX", PinghuPlaces.Wencheng, 14_000, "2019-01-01"),
        ("LQLH", "龙泉示例农村集体经济联合发展有限公司（虚构）", "LQS", PinghuPlaces.Longquan, 10_000, "2020-01-01"),
    ];

    private readonly PinghuIndustry _industry = new(seed);
    private readonly PinghuVentures _ventures = new(seed);
    private readonly Dictionary<string, int> _units = [];

    public void Write()
    {
        Places();
        Members();
        Units();
        Books();
        Ventures();
        Money();
        Years();
        Decisions();
        Industry();
        Notices();
        Cases();
        folder.Write("honours", "organization,title,awarded_by,level,awarded_on,valid_to,evidence,body", PinghuHonours.Honours);
    }

    private void Cases()
    {
        folder.Write("alliance-units", "convener,organization,takes,valid_from,valid_to", PinghuCases.Alliance);
        folder.Write("cases", "owner,number,kind,category,title,channel,subject,received_on,result,ended_on,lead", new PinghuCases(seed).Cases());
    }

    private void Notices()
    {
        folder.Write("data-sets", "code,valid_from,name,purpose,period_type,place,kinds,accept_levels,due_days,valid_to", [.. PinghuNotices.Sets, .. PinghuCommunities.Sets]);
        folder.Write("data-elements", "data_set,indicator,valid_from,sort_no,why,least,most,valid_to", [.. PinghuNotices.Elements, .. PinghuCommunities.Elements]);
        folder.Write("observations", "data_set,period,organization,indicator,value,mark,comment", [.. new PinghuNotices(seed).Observations(), .. PinghuCommunities.Observations]);
    }

    private void Industry()
    {
        folder.Write("industry-chains", "code,name,kind,valid_from", PinghuIndustry.Chains);
        folder.Write("chain-members", "firm,chain,role,valid_from,valid_to", _industry.ChainMembers());
        folder.Write("scope-list", "firm,series,from_month,to_month,note", _industry.ScopeList());
        folder.Write("outputs", "firm,series,month,value,cumulative,base,status,reason", _industry.Outputs());
        folder.Write("indicators", "code,valid_from,name,name_en,unit,period_type,computation,argument,qualifier,definition", [.. PinghuIndustry.Indicators, .. PinghuNotices.Indicators, PinghuCases.Indicator, .. PinghuCommunities.Indicators, .. PinghuHonours.Indicators]);
    }

    /// <summary>
    /// Most goes by agreement, so that the tour on the command line shows the money; one village, PH06, decides its distribution on
    /// the whole lawful path, by its representatives or by its assembly.
    /// </summary>
    private void Decisions()
    {
        const string byContract = "按入股协议固定收益逐年支付（演示数据，虚构）";
        const string byResolution = "成员大会一次决议、按章程逐年分配（演示数据，虚构）";
        string[] villages = [.. MemberVillages.Select(v => v.Code).Where(code => code != DecidingVillage), "QT001", "QT002"];
        folder.Write("decision-paths", "organization,kind,subject,path,valid_from,basis",
        [
            [ParkCompany, "venture_distribution", "", "contract", Opened, byContract],
            [WharfCompany, "venture_distribution", "", "contract", "2022-01-01", "按众筹协议逐年支付（演示数据，虚构）"],
            .. JointCompanies.Select(c => (string?[])[c.Code, "company_distribution", "", "contract", c.From, "按公司章程逐年分配（演示数据，虚构）"]),
            .. villages.Select(code => (string?[])[code, "member_distribution", "", "contract", Opened, byResolution]),
            [DecidingVillage, "member_distribution", "", "full", Opened, "农村集体经济组织法第二十六条（演示：走完整程序）"],
        ]);
        folder.Write("representatives", "organization,member_no,valid_from,valid_to", Representatives());
    }

    // one of fifteen households, its representative: born before 1986, never left
    private IEnumerable<string?[]> Representatives()
    {
        var at = Array.FindIndex(MemberVillages, v => v.Code == DecidingVillage);
        return Villagers.Of(seed, at + 1, 0, MemberVillages[at].Members).Where((_, i) => i % 15 == 7)
            .Select(h => (string?[])[DecidingVillage, h.Members[0].MemberNo, "2024-01-01", "2028-12-31"]);
    }

    private void Places()
    {
        folder.Write("org-units", "code,name,parent,level,statistical_code,credit_code,valid_from",
        [
            .. PinghuPlaces.Above.Select(u => (string?[])[u.Code, u.Name, u.Parent, u.Level, u.Statistical, "", "2015-01-01"]),
            .. PinghuPlaces.All.Select(v => (string?[])[v.UnitCode, v.Name + "（虚构）", v.TownCode, "village", v.StatisticalCode, "", "2015-01-01"]),
        ]);
        folder.Write("organizations", "code,name,kind,credit_code,unit,valid_from,valid_to",
        [
            [Zone, "平湖经济技术开发区", "zone_authority", "", "JKQ", "2015-01-01", ""],
            [ParkCompany, "示例园区开发有限公司（虚构）", "enterprise", SampleCodes.Credit("91", "330482", 901), "JKQ", "2015-01-01", ""],
            [Guarantor, "示例国有资本经营有限公司（虚构）", "enterprise", SampleCodes.Credit("91", "330482", 902), "PHS", "2015-01-01", ""],
            [WharfCompany, "示例码头投资有限公司（虚构）", "enterprise", SampleCodes.Credit("91", "330482", 903), "ZD", "2022-01-01", ""],
            .. JointCompanies.Select((c, i) => (string?[])
                [c.Code, c.Name, "joint_company", SampleCodes.Credit("91", c.Villages[0].StatisticalCode[..6], 911 + i), c.County, c.From, ""]),
            .. PinghuPlaces.All.Select(v => (string?[])[v.Code, v.Cooperative, "village_cooperative", v.CreditCode, v.UnitCode, "2015-01-01", ""]),
            .. _industry.Firms.Select(f => (string?[])[f.Code, f.Name, "enterprise", f.CreditCode, "JKQ", "2015-01-01", ""]),
            .. PinghuCases.Organizations, .. PinghuCommunities.Organizations, .. PinghuHonours.Organizations,
        ]);
    }

    private void Members()
    {
        using var sheets = new MemberSheets(folder);
        long households = 0;
        for (var i = 0; i < MemberVillages.Length; i++)
        {
            var (code, members) = MemberVillages[i];
            households += sheets.Write(code, Villagers.Of(seed, i + 1, households, members), "2018-01-01");
        }
    }

    private void Units()
    {
        foreach (var company in JointCompanies)
        {
            var chance = Chance.For(seed, 20_000UL + (ulong)company.Units);
            var average = company.Units / company.Villages.Count;
            var left = company.Units;
            foreach (var village in company.Villages.Take(company.Villages.Count - 1))
            {
                _units[village.Code] = average + chance.Between(-30, 30);
                left -= _units[village.Code];
            }

            // the last village takes what is left of the round total; spread it when that is out of scale
            for (var i = 0; left < 40 || left > 200; i++)
            {
                var step = left < 40 ? -1 : 1;
                _units[company.Villages[i % (company.Villages.Count - 1)].Code] += step;
                left -= step;
            }

            _units[company.Villages[^1].Code] = left;
        }

        folder.Write("company-units", "company,holder,units,valid_from", JointCompanies.SelectMany(c =>
            c.Villages.Select(v => (string?[])[c.Code, v.Code, _units[v.Code].ToString(), c.From])).Concat(PinghuCommunities.Units));
    }

    private void Books()
    {
        string[] villages = [.. MemberVillages.Select(v => v.Code), "QT001", "QT002"];
        folder.Write("books", "organization,chart,opened_on,periods_through",
        [
            .. villages.Select(code => (string?[])[code, "village-2023", Opened, "2027"]),
            [ParkCompany, "enterprise", Opened, "2027"],
            ["QTLH", "enterprise", Opened, "2027"],
        ]);
        folder.Write("opening-balances", "organization,account,debit,credit",
        [
            .. villages.SelectMany(VillageBalances),
            .. Balances(ParkCompany, [("1002", 18_000_000_000), ("1601", 24_000_000_000)],
                [("1602", 2_000_000_000), ("2501", 6_000_000_000), ("3002", 3_000_000_000), ("310401", 10_000_000_000)], "3001"),
            .. Balances("QTLH", [("1002", 16_500_000_000), ("1601", 200_000_000)], [("310401", 700_000_000)], "3001"),
        ]);
    }

    private IEnumerable<string?[]> VillageBalances(string code)
    {
        var chance = Chance.For(seed, 30_000UL + (code.StartsWith("QT", StringComparison.Ordinal) ? 500UL : 0) + ulong.Parse(code.AsSpan(2)));
        var invested = _units.TryGetValue(code, out var units) ? units * 1_000_000L : StakeFen(int.Parse(code.AsSpan(2)));
        var buildings = chance.Between(200, 600) * 1_000_000L;
        return Balances(code,
            [("101", chance.Between(50_000, 900_000)), ("102", chance.Between(900, 1_400) * 1_000_000L), ("112", chance.Between(100, 4_000) * 10_000L),
             ("141", invested), ("151", buildings)],
            [("152", buildings / 5), ("211", chance.Between(100, 2_000) * 10_000L), ("311", chance.Between(200, 500) * 1_000_000L),
             ("32201", chance.Between(500, 3_000) * 10_000L)],
            "301");
    }

    /// <summary>What the other lines leave goes to the capital account.</summary>
    private static IEnumerable<string?[]> Balances(string code, (string Account, long Fen)[] debits, (string Account, long Fen)[] credits, string capital)
    {
        var rest = debits.Sum(d => d.Fen) - credits.Sum(c => c.Fen);
        foreach (var (account, fen) in debits)
        {
            yield return [code, account, Yuan(fen), ""];
        }

        foreach (var (account, fen) in credits.Append((capital, rest)).OrderBy(c => c.Item1, StringComparer.Ordinal))
        {
            yield return [code, account, "", Yuan(fen)];
        }
    }

    private void Ventures()
    {
        folder.Write("ventures", "code,name,operator,payer,guarantor,location,legal_basis,total_investment,note",
        [
            ["ZCY", "平湖智创园", ParkCompany, ParkCompany, "", "平湖经济技术开发区", "示例合作协议2015-1（虚构）", "", "36个村集体与平湖经开区共同投资；来源没有说明总投资，故留空。各村出资为虚构，合计1.54亿元与来源一致"],
            ["WHARF", "沈家弄公共码头", WharfCompany, WharfCompany, "", "平湖经济技术开发区沈家弄村", "示例众筹协议2022-1（虚构）", "85800000.00", "3个行政村经济合作社抱团众筹，总投资8580万元；资金构成为虚构"],
            ["QINGTIAN", "平湖—青田省级飞地小微企业园", ParkCompany, ParkCompany, Guarantor, "平湖经济技术开发区", "示例山海协作协议2018-1（虚构）", "", "县联合公司持股，156个村为虚构；三地合计385个村"],
            ["WENCHENG", "平湖—文成省级飞地小微企业园", ParkCompany, ParkCompany, Guarantor, "平湖经济技术开发区", "示例山海协作协议2019-1（虚构）", "", "县联合公司持股，130个村为虚构；三地合计385个村"],
            ["LONGQUAN", "平湖—龙泉省级飞地小微企业园", ParkCompany, ParkCompany, Guarantor, "平湖经济技术开发区", "示例山海协作协议2020-1（虚构）", "", "县联合公司持股，99个村为虚构；三地合计385个村"],
        ]);
        folder.Write("phases", "venture,phase,name,opened_on,closed_on",
        [
            ["ZCY", "1", "一期", "2016-01-01", ""],
            ["WHARF", "1", "一期", "2022-01-01", ""],
            ["QINGTIAN", "1", "一期", "2018-01-01", ""],
            ["WENCHENG", "1", "一期", "2019-01-01", ""],
            ["LONGQUAN", "1", "一期", "2020-01-01", ""],
        ]);
        folder.Write("return-terms", "venture,phase,kind,rate,share,day_count,valid_from,valid_to,payer,guarantor,legal_basis,due_day",
        [
            ["ZCY", "1", "fixed", "10%", "", "whole-year", "2018-01-01", "", ParkCompany, "", "示例合作协议2015-1第五条（虚构）", "12-31"],
            ["WHARF", "1", "actual", "", "", "act/365f", "2024-01-01", "", WharfCompany, "", "示例众筹协议2022-1第四条（虚构）", "12-31"],
            ["QINGTIAN", "1", "fixed", "10%", "", "act/act", "2020-01-01", "", ParkCompany, Guarantor, "示例山海协作协议2018-1第六条（虚构）", "12-31"],
            ["WENCHENG", "1", "fixed", "10%", "", "months/12", "2021-01-01", "2025-12-31", ParkCompany, Guarantor, "示例山海协作协议2019-1第六条：前五年固定（虚构）", "12-31"],
            ["WENCHENG", "1", "actual", "", "", "act/365f", "2026-01-01", "", ParkCompany, "", "示例山海协作协议2019-1第六条：其后按实际租金（虚构）", "12-31"],
            ["LONGQUAN", "1", "fixed", "10%", "", "30/360", "2021-07-01", "", ParkCompany, Guarantor, "示例山海协作协议2020-1第六条（虚构）", "12-31"],
        ]);
        folder.Write("published-figures", "venture,measure,text,amount,qualifier,source,published_on",
        [
            ["ZCY", "villages_equity", "村集体入股1.54亿元", "154000000.00", "about", SourcePage, "2022-12-31"],
            ["ZCY", "paid_total", "自2018年开始分红以来，已累计分红7726万元", "77260000.00", "exact", SourcePage, "2022-12-31"],
            ["ZCY", "average_per_village", "参与村年均增收42.92万元", "429200.00", "exact", SourcePage, "2022-12-31"],
            ["WHARF", "average_per_village", "每年将直接带动3个村村均增收100万元", "1000000.00", "forecast", SourcePage, "2022-12-31"],
            ["QINGTIAN", "yearly_forecast", "3个项目预计年分红资金可达4000万元（青田、文成、龙泉三个项目合计）", "40000000.00", "forecast", SourcePage, "2022-12-31"],
            ["WENCHENG", "yearly_forecast", "3个项目预计年分红资金可达4000万元（青田、文成、龙泉三个项目合计）", "40000000.00", "forecast", SourcePage, "2022-12-31"],
            ["LONGQUAN", "yearly_forecast", "3个项目预计年分红资金可达4000万元（青田、文成、龙泉三个项目合计）", "40000000.00", "forecast", SourcePage, "2022-12-31"],
        ]);
    }

    private void Money()
    {
        const string unknownSplit = "来源未说明构成，此数为虚构";
        folder.Write("funding-sources", "venture,source,amount,qualifier,evidence",
        [
            ["ZCY", "村集体", "154000000.00", "about", "来源：村集体入股1.54亿元；经开区出资额来源未说明，不填"],
            ["WHARF", "村集体", "25740000.00", "exact", unknownSplit],
            ["WHARF", "平湖经济技术开发区", "34320000.00", "exact", unknownSplit],
            ["WHARF", "银行贷款", "25740000.00", "exact", unknownSplit],
            ["QINGTIAN", "县联合公司", "160000000.00", "exact", "虚构"],
            ["WENCHENG", "县联合公司", "140000000.00", "exact", "虚构"],
            ["LONGQUAN", "县联合公司", "100000000.00", "exact", "虚构"],
        ]);
        folder.Write("land-quotas", "parcel,holder,parent,area,acceptance_no,accepted_on,note", _ventures.Parcels.Select(p => (string?[])
            [p.Code, p.Holder, p.Parent, new Kernel.LandArea(p.Area10000).ToString(), p.AcceptanceNo, Date(p.AcceptedOn), p.Note]));
        folder.Write("contributions", "venture,phase,holder,kind,amount,paid_on,parcel,unit_price,evidence", _ventures.Tranches.Select(t => (string?[])
            [t.Venture, "1", t.Holder, t.Kind, Yuan(t.Fen), Date(t.PaidOn), t.Parcel, t.PriceFen is { } price ? Yuan(price) : "", t.Evidence]));
        folder.Write("equity-events", "venture,phase,holder,event,amount,effective_on,to_holder,note",
        [
            .. PinghuPlaces.Pinghu.Select((v, i) => (string?[])["ZCY", "1", v.Code, "subscribe", Yuan(StakeFen(i + 1)), "2016-01-20", "", "认缴（虚构）"]),
            .. new[] { "PH05", "PH06", "PH07" }.Select(code => (string?[])["WHARF", "1", code, "subscribe", "8580000.00", "2022-03-01", "", "认缴（虚构）"]),
            ["WHARF", "1", "PH07", "transfer", "500000.00", "2023-07-01", "PH05", "转让（虚构）"],
            ["QINGTIAN", "1", "QTLH", "subscribe", "160000000.00", "2018-03-01", "", "认缴（虚构）"],
            ["WENCHENG", "1", "WCLH", "subscribe", "140000000.00", "2019-03-01", "", "认缴（虚构）"],
            ["LONGQUAN", "1", "LQLH", "subscribe", "100000000.00", "2020-03-01", "", "认缴（虚构）"],
        ]);
    }

    private void Years()
    {
        folder.Write("appropriation-rules", "scope,valid_from,step,kind,rate,basis",
        [
            .. Rules("330482", "2018-01-01", "示例章程（虚构）"),
            .. Rules("330482", "2021-01-01", "浙江省农村集体资产管理条例（2020年）第三十二条"),
        ]);
        folder.Write("distributions", "venture,phase,period,declared,record_date,declared_on",
        [
            .. Enumerable.Range(2018, 5).Select(y => (string?[])["ZCY", "", $"{y}", "", $"{y}-12-31", $"{y}-12-31"]),
            ["QINGTIAN", "", "2021", "", "2021-12-31", "2021-12-31"],
        ]);
        folder.Write("payments", "venture,period,phase,payer,amount,paid_on,evidence,received",
        [
            .. Enumerable.Range(2018, 5).Select(y => (string?[])["ZCY", $"{y}", "", ParkCompany, "15400000.00", $"{y}-12-31", $"示例付款回单{y}（虚构）", "是"]),
            ["QINGTIAN", "2021", "", ParkCompany, "15000000.00", "2021-12-31", "示例付款回单2021-Q1（虚构）", "是"],
            ["QINGTIAN", "2021", "", Guarantor, "1000000.00", "2022-01-20", "示例差额补足回单2022-Q2（虚构）", "是"],
        ]);
        folder.Write("cascades", "holder,period,record_date",
        [
            ["QTLH", "2021", "2021-12-31"],
            .. new[] { "PH01", "PH05" }.SelectMany(code => Enumerable.Range(2018, 5).Select(y => (string?[])[code, $"{y}", $"{y}-12-31"])),
        ]);
    }

    private static IEnumerable<string?[]> Rules(string scope, string from, string basis) =>
    [
        [scope, from, "1", "cover_losses", "", basis],
        [scope, from, "2", "reserve", "30%", basis],
        [scope, from, "3", "members", "100%", basis],
    ];
}
