namespace Baotuan.Industry.Figures;

/// <summary>
/// From the total known a year ago to the total of now, in parts that add up exactly. Amounts in fen, with sign.
/// </summary>
/// <param name="ThenFen">Where it starts: the list and the figures as they were known then.</param>
/// <param name="RevisionsFen">Firms on both lists: their base as reported now less what was known then.</param>
/// <param name="ContinuingFen">Firms on both lists: their figure less their base.</param>
/// <param name="EntrantsFen">Firms that came onto the list (升规): their figure.</param>
/// <param name="LeaversFen">Firms that left the list (退规): less what they had then.</param>
/// <param name="UnreportedFen">Firms on both lists with a report for one of the two years only: not reported is not 0 and no growth.</param>
/// <param name="NowFen">Where it ends.</param>
internal sealed record GrowthBridge(long ThenFen, long RevisionsFen, long ContinuingFen, long EntrantsFen, long LeaversFen, long UnreportedFen, long NowFen)
{
    public static GrowthBridge Of(IReadOnlyCollection<FirmFigure> figures)
    {
        long then = 0, revisions = 0, continuing = 0, entrants = 0, leavers = 0, unreported = 0, now = 0;
        checked
        {
            foreach (var f in figures)
            {
                then += f.Then ?? 0;
                now += f.Now ?? 0;
                switch (f)
                {
                    case { Listed: true, ListedThen: false }:
                        entrants += f.Now ?? 0;
                        break;
                    case { Listed: false, ListedThen: true }:
                        leavers -= f.Then ?? 0;
                        break;
                    case { Now: { } figure, Then: { } before }:
                        revisions += (f.BaseFen ?? before) - before;
                        continuing += figure - (f.BaseFen ?? before);
                        break;
                    default:
                        unreported += (f.Now ?? 0) - (f.Then ?? 0);
                        break;
                }
            }

            var end = then + revisions + continuing + entrants + leavers + unreported;
            return end == now
                ? new(then, revisions, continuing, entrants, leavers, unreported, now)
                : throw new InvalidOperationException($"the bridge ends at {end} instead of {now}");
        }
    }
}
