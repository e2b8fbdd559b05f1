using Baotuan.Disclosure.Clock;
using Baotuan.Disclosure.Notices;
using Baotuan.Disclosure.Settings;
using Baotuan.Disclosure.Slips;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Disclosure;

/// <summary>What of the module is in the log. What households object is committed to, not shown.</summary>
internal static class DisclosureLeaves
{
    public static readonly RowSource<SettingRow> Settings = new("disclosure-setting", "对外公开的决定", s => s.Id, s => [("name", s.Name), ("valid_from", $"{s.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<PublishingActRow> Acts = new("publishing-act", "公开登记", a => a.Id, a => [("duty", a.DutyCode), ("published_on", $"{a.PublishedOn:yyyy-MM-dd}")]);

    public static readonly RowSource<NoticeRow> Notices = new("notice", "公告和荣誉", n => n.Id, n => [("kind", n.Kind), ("valid_to", $"{n.ValidTo:yyyy-MM-dd}")]);

    public static readonly RowSource<NoticeEventRow> NoticeEvents = new("notice-event", "公告的办理", e => e.NoticeId, e => [("kind", e.Kind), ("sequence", $"{e.SequenceNo}")]);

    public static readonly RowSource<SlipObjectionRow> SlipObjections = new("slip-objection", "对分红单的异议", o => o.Id, o => [("cascade", $"{o.CascadeId}")]);

    public static readonly RowSource<SlipAnswerRow> SlipAnswers = new("slip-answer", "对异议的答复", a => a.ObjectionId);

    public static readonly IReadOnlyList<ILeafSource> All = [Settings, Acts, Notices, NoticeEvents, SlipObjections, SlipAnswers];
}
