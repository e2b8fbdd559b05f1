using Baotuan.Platform;

namespace Baotuan.Indicators.Briefings;

/// <summary>What the database refuses, whoever writes.</summary>
internal static class BriefingChecks
{
    public static readonly IReadOnlyList<InsertCheck> All =
    [
        new("check_indicators_briefing_version_next", "indicators_briefing_version",
            "NEW.version_no <> 1 AND NOT EXISTS (SELECT 1 FROM indicators_briefing_version v "
            + "WHERE v.code = NEW.code AND v.version_no = NEW.version_no - 1 AND v.organization_id = NEW.organization_id)",
            "indicators: the version does not follow the one before it"),
        new("check_indicators_briefing_number_open", "indicators_briefing_number",
            "EXISTS (SELECT 1 FROM indicators_briefing_publication p WHERE p.id = NEW.publication_id)",
            "indicators: the briefing is published already"),
        new("check_indicators_briefing_publication_whole", "indicators_briefing_publication",
            "NEW.number_count <> (SELECT COUNT(*) FROM indicators_briefing_number n WHERE n.publication_id = NEW.id) OR NOT EXISTS "
            + "(SELECT 1 FROM indicators_briefing_version v WHERE v.code = NEW.code AND v.version_no = NEW.version_no AND v.organization_id = NEW.organization_id)",
            "indicators: a publication has all its numbers and a version"),
        new("check_indicators_briefing_withdrawal_of", "indicators_briefing_withdrawal",
            "NOT EXISTS (SELECT 1 FROM indicators_briefing_publication p WHERE p.id = NEW.publication_id)",
            "indicators: a withdrawal is of a publication"),
    ];
}
