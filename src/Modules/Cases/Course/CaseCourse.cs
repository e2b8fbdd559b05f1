using System.Collections.Immutable;
using Baotuan.Cases.Kinds;
using Baotuan.Engine.Clocks;

namespace Baotuan.Cases.Course;

/// <summary>
/// Where a case stands after some of its events. Pure: the acts, the pages and <c>verify</c> walk the same events by the same rules. There is no column that an act
/// could forget to move.
/// </summary>
internal sealed record CaseCourse
{
    public required CaseKind Kind { get; init; }

    /// <summary>For the days of the clocks.</summary>
    public required string Region { get; init; }

    public required string State { get; init; }

    /// <summary>Day of the last fact.</summary>
    public required DateOnly LastOn { get; init; }

    /// <summary>Numbers of the parties on the sides that the matter is between.</summary>
    public required IReadOnlyList<int> PrincipalParties { get; init; }

    /// <summary>Which days are worked.</summary>
    public required WorkCalendar Calendar { get; init; }

    public int Events { get; init; } = 1;
    public long? Lead { get; init; }
    public long? OfferedTo { get; init; }
    public ImmutableHashSet<long> Assisting { get; init; } = [];
    public ImmutableHashSet<long> Invited { get; init; } = [];
    public ImmutableHashSet<long> Mediators { get; init; } = [];
    public ImmutableHashSet<long> Recused { get; init; } = [];
    public ImmutableHashSet<int> Consenting { get; init; } = [];
    public ImmutableHashSet<int> Objecting { get; init; } = [];
    public ImmutableHashSet<int> AskedExtension { get; init; } = [];

    /// <summary>Parties who want the mediation in the open.</summary>
    public ImmutableHashSet<int> WantOpen { get; init; } = [];

    /// <summary>The day of a hearing in the open that is announced; null where none is.</summary>
    public DateOnly? HearingOn { get; init; }
    public int Sessions { get; init; }
    public ImmutableDictionary<string, int> Acts { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Clocks that run, by code.</summary>
    public ImmutableSortedDictionary<string, RunningClock> Clocks { get; init; } = ImmutableSortedDictionary.Create<string, RunningClock>(StringComparer.Ordinal);

    /// <summary>Clocks that once ran.</summary>
    public ImmutableHashSet<string> Started { get; init; } = [];

    public bool IsDone => State == Carried.Undone || Kind.Last.Contains(State);

    /// <summary>Parties whose consent is still to be noted.</summary>
    public IReadOnlyList<int> MissingConsent => [.. PrincipalParties.Where(p => !Consenting.Contains(p))];

    /// <summary>The duty that is due first, among those whose days count now.</summary>
    public RunningClock? Next => Clocks.Values.Where(c => c.PausedOn is null && !c.Clock.IsRight).OrderBy(c => c.DueOn).ThenBy(c => c.Clock.Code, StringComparer.Ordinal).FirstOrDefault();

    public static CaseCourse Begin(CaseKind kind, string region, DateOnly receivedOn, IReadOnlyList<int> principals, WorkCalendar calendar) =>
        new() { Kind = kind, Region = region, State = kind.First, LastOn = receivedOn, PrincipalParties = principals, Calendar = calendar };

    public bool Has(string act) => Acts.ContainsKey(act);

    /// <summary>The last day of a clock passed before the day of the last fact.</summary>
    public bool HasLapsed(string clock) => Clocks.TryGetValue(clock, out var running) && running.DueOn < LastOn;

    /// <summary>The case after one more event; the move must be one that its state lets.</summary>
    public CaseCourse After(CaseStep step)
    {
        var move = Kind.Step(step.Act) ?? throw new ArgumentException($"{Kind.Code} has no act {step.Act}", nameof(step));
        var moved = Applied(move, step) with
        {
            LastOn = step.On, Events = Events + 1, Acts = Acts.SetItem(step.Act, Acts.GetValueOrDefault(step.Act) + 1),
        };
        return moved.Ticked(this, move, step);
    }

    private CaseCourse Applied(Move move, CaseStep step)
    {
        var next = this with { State = move.To ?? State };
        return move.Effect switch
        {
            Effect.Offer => next with { OfferedTo = step.OrganizationId, Lead = null, Mediators = [] },
            Effect.Recall or Effect.Refuse => next with { OfferedTo = null },
            Effect.Accept => next with { Lead = OfferedTo, OfferedTo = null, Assisting = Assisting.Remove(OfferedTo!.Value), Invited = Invited.Remove(OfferedTo.Value) },
            Effect.Invite => next with { Invited = Invited.Add(step.OrganizationId!.Value) },
            Effect.Join => next with { Invited = Invited.Remove(step.ActingId), Assisting = Assisting.Add(step.ActingId) },
            Effect.DeclineInvitation => next with { Invited = Invited.Remove(step.ActingId) },
            Effect.Recuse => next.Without(step.UserId) with { Recused = Recused.Add(step.UserId) },
            Effect.Consent => next with { Consenting = Consenting.Add(step.PartyNo!.Value), Objecting = Objecting.Remove(step.PartyNo.Value) },
            Effect.Object => next with { Consenting = Consenting.Remove(step.PartyNo!.Value), Objecting = Objecting.Add(step.PartyNo.Value) },
            Effect.NameMediator => next with { Mediators = Mediators.Add(step.PersonId!.Value) },
            Effect.ReleaseMediator => next.Without(step.PersonId!.Value),
            Effect.AgreeOpen => next with { WantOpen = WantOpen.Add(step.PartyNo!.Value) },
            Effect.CloseAgain => next with { WantOpen = [], HearingOn = null },
            Effect.Announce => next with { HearingOn = step.DueOn },
            Effect.Session => next with { Sessions = Sessions + 1 },
            Effect.AskExtension => next with { AskedExtension = AskedExtension.Add(step.PartyNo!.Value) },
            Effect.Extend => next with { AskedExtension = [] },
            Effect.CarryOver => next with { Lead = step.OrganizationId },
            _ => next,
        };
    }

    // who mediates alone and leaves takes the mediation back to the unit
    private CaseCourse Without(long mediator)
    {
        var left = Mediators.Remove(mediator);
        return this with { Mediators = left, State = Mediators.Count > 0 && left.Count == 0 ? Handover.Assigned : State };
    }

    private CaseCourse Ticked(CaseCourse before, Move move, CaseStep step)
    {
        if (IsDone)
        {
            return this with { Clocks = Clocks.Clear(), OfferedTo = null, Invited = [] };
        }

        var (clocks, started) = (Clocks, Started);
        foreach (var clock in Kind.Clocks)
        {
            var named = move.DueOf == clock.Code ? step.DueOn : null;
            if (clock.Ends.Contains(move.Act) || clock.Starts.Contains(move.Act) && clock.Restarts)
            {
                clocks = clocks.Remove(clock.Code);
            }

            if (clock.Starts.Contains(move.Act) && (clock.Restarts || !started.Contains(clock.Code)) && (named is not null || !clock.OnlyNamedDays))
            {
                clocks = clocks.SetItem(clock.Code, named is { } last ? new(clock, step.On, last) : Counted(clock, step.On));
                started = started.Add(clock.Code);
            }
            else if (named is { } day && clocks.TryGetValue(clock.Code, out var running))
            {
                clocks = clocks.SetItem(clock.Code, running.Until(day));
            }

            if (before.State != State && clocks.TryGetValue(clock.Code, out var ticking))
            {
                clocks = clocks.SetItem(clock.Code, clock.PausedIn.Contains(State) ? ticking.Paused(step.On) : ticking.Resumed(step.On, Calendar));
            }
        }

        return this with { Clocks = clocks, Started = started };
    }

    private RunningClock Counted(CaseClock clock, DateOnly from)
    {
        var line = DayTable.Of(Kind.Code, clock.Code, Region, from);
        return new(clock, from, DayTable.LastDay(Calendar, line, from), line);
    }
}
