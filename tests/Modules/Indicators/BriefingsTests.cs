using System.Text.RegularExpressions;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Baotuan.Tests.Modules.Indicators;

/// <summary>Documents whose numbers come from the records.</summary>
public sealed partial class BriefingsTests(Pinghu pinghu) : IClassFixture<Pinghu>
{
    private static CancellationToken Cancel => ImportDesk.Cancel;

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task BriefingOfTheSample_TellsTheSourcesStory_WithoutATypedNumber(DatabaseEngine engine)
    {
        var source = await File.ReadAllTextAsync(Path.Combine(Pinghu.Folder, "briefing.md"), Cancel);
        var briefing = await RenderAsync(await pinghu.ReadOnlyAsync(engine), source);
        var text = string.Join('\n', briefing.Blocks.Select(b => string.Concat(b.Runs.Select(r => r.Text))));
        foreach (var sentence in new[]
        {
            "平湖智创园有 36 个村的村集体出资，到 2022 年底村集体在投本金 1.54 亿元。", "用地指标折价出资 约 2,084.97 万元，用了 27.4931 亩指标", "每年 10 %，第一次分红是 2018 年的",
            "各村已经确认收到 7,700 万元，平均每村每年 约 42.78 万元。", "累计 7726 万元、每村每年 42.92 万元，分别相差 26 万元和 约 0.14 万元", "码头总投资 8,580 万元，2022 年开始，由 3 个村的合作社众筹",
            "报道说，每村每年增收 预计 100 万元；到", "三县一共 3 个项目，385 个村通过", "每年的收益 预计 4,000 万元；2021 年实际付到的有 1,500 万元", "钟埭街道有 9 家社区抱团办了公司，", "这些社区一共住着 约 8.9 万人。", "名单上有 254 家企业，前十一个月产值 593.02 亿元，同口径增长 约 7.21 %。", "产业链产值 176.81 亿元，同口径增长 约 21.29 %。", "报道写的是 254 家企业、593 亿元、7.2 %，汽车 176.8 亿元、21.3 %。",
            "沈荡镇的联盟有 12 家；", "矛盾纠纷和排查线索一共 254 起，其中受理的 193 起，排查的 61 起。", "报道写的是 254 起，数相符；", "反映的堵点有 5 起，企业自己确认解决的 5 起。",
            "沈荡镇登记的“优美庭院”示范村有 9 个村，“美丽河湖”有 6 条；平湖 2021 年入选示范区试点。", "报道写的是 9 个村、6 条、2021 年。",
        })
        {
            Assert.Contains(sentence, text, StringComparison.Ordinal);
        }

        // what is left of the source without placeholders holds years and names of periods alone
        var typed = Digits().Matches(Placeholders().Replace(source, "")).Select(m => m.Value).Distinct();
        Assert.Equal(["2021", "2022"], typed.Order());
        Assert.All(briefing.Numbers, n => Assert.True(n.Reading.Records > 0 || n.Claim is not null, n.Text));
        Assert.Equal(Enumerable.Range(1, briefing.Numbers.Count), briefing.Numbers.Select(n => n.Number));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task EveryForm_HoldsEveryNumberWithItsSource(DatabaseEngine engine)
    {
        var briefing = await RenderAsync(await pinghu.ReadOnlyAsync(engine), "# 题 <b>\n\n已付 {{reading return_paid venture:ZCY 2018-01-01..2022-12-31 wan_yuan}}，\n报道 {{claim F40}}。\n\n- 差 {{residual F40}}\n");
        Assert.Equal(["h1", "p", "li"], briefing.Blocks.Select(b => b.Kind));
        var markdown = Briefings.Markdown(briefing);
        Assert.Contains("已付 7,700 万元[1]，报道 7726 万元[2]。", markdown, StringComparison.Ordinal);
        Assert.Contains("| 1 | 7,700 万元 | 已付分红 | 平湖智创园 | 2018年1月1日至2022年12月31日 | 180 条 |", markdown, StringComparison.Ordinal);
        var html = Briefings.Html(briefing);
        Assert.Contains("<h1>题 &lt;b&gt;</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#n1\">7,700 万元</a>", html, StringComparison.Ordinal);
        Assert.Contains("<tr id=\"n3\">", html, StringComparison.Ordinal);
        using var file = new MemoryStream();
        Briefings.Docx(briefing, file);
        file.Position = 0;
        using var package = WordprocessingDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(package, Cancel).Select(e => e.Description));
        var words = package.MainDocumentPart!.Document!.InnerText;
        Assert.Contains("已付 7,700 万元[1]", words, StringComparison.Ordinal);
        Assert.Contains("已付分红平湖智创园", words, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task EveryMistake_IsToldWithItsLine(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        await using var db = desk.Data.Store.Open();
        var refused = await Briefings.RenderAsync(db, """
            # 题

            {{reading nothing * 2022}}
            {{reading members * 二〇二二}}
            {{reading members * 2022 yuan}}
            - {{reading members * 2022 person 9}}
            - {{claim NO}} {{magic}} {{}}
            - {{reading members unit:NO 2022}}
            """, long.MaxValue, Cancel);
        Assert.False(refused.Ok);
        Assert.Equal(
            [
                "第 3 行：没有编码为 nothing 的指标。请从指标列表里选。", "第 3 行：看不懂期间“二〇二二”。请写成 2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30。",
                "第 3 行：“yuan”不是“成员数”能用的单位。", "第 6 行：小数位请写 0 到 6，不是“9”。", "第 7 行：没有编号为 NO 的公开数字。请先在“公开说法”表登记，或改正编号。",
                "第 7 行：看不懂“magic”。请写 reading 指标 范围 期间 [单位 [小数位]]，或 claim、computed、residual 加公开说法的编号。",
                "第 7 行：看不懂“”。请写 reading 指标 范围 期间 [单位 [小数位]]，或 claim、computed、residual 加公开说法的编号。", "第 8 行：没有编码为 NO 的单位。请核对编码。",
            ],
            refused.Refusals.Select(r => r.Message));
        Assert.Equal("简报要有标题：用“# ”开头写一行。", (await Briefings.RenderAsync(db, "没有标题", long.MaxValue, Cancel)).Refusals[0].Message);
        Assert.False((await Briefings.RenderAsync(db, "# 题\n" + new string('长', 200_001), long.MaxValue, Cancel)).Ok);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Somebody_WhoSeesAPart_GetsNoDocumentWithHalfANumber(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        await using var db = desk.Data.Store.Open(await Pinghu.ReaderAsync(desk, "PH01"));
        var refused = await Briefings.RenderAsync(db, "# 题\n\n{{reading members unit:PHS 2022}}", long.MaxValue, Cancel);
        Assert.Equal("第 3 行：这个数的记录不在您的查看范围里。", Assert.Single(refused.Refusals).Message);
    }

    private static async Task<Briefing> RenderAsync(ImportDesk desk, string markdown)
    {
        await using var db = desk.Data.Store.Open();
        var rendered = await Briefings.RenderAsync(db, markdown, long.MaxValue, Cancel);
        Assert.True(rendered.Ok, string.Join("\n", rendered.Refusals));
        return rendered.Value;
    }

    [GeneratedRegex(@"\{\{[^{}]*\}\}")]
    private static partial Regex Placeholders();

    [GeneratedRegex("[0-9][0-9,.]*")]
    private static partial Regex Digits();
}
