namespace Baotuan.Tests.Modules.Support;

/// <summary>Walks a small machine through all its states, breadth first: every move is tried once in every state that is reached.</summary>
internal static class Exploration
{
    /// <param name="moves">What is tried in a state.</param>
    /// <param name="machine">The next state, or null for what is refused.</param>
    /// <param name="broken">The law that a step breaks (null: the move was refused); null while all hold.</param>
    public static (HashSet<TState> Reached, string? Broken) Of<TState, TMove>(
        TState first, Func<TState, IEnumerable<TMove>> moves, Func<TState, TMove, TState?> machine, Func<TState, TMove, TState?, string?> broken)
        where TState : class
    {
        var reached = new HashSet<TState> { first };
        var open = new Queue<TState>(reached);
        while (open.TryDequeue(out var state))
        {
            foreach (var move in moves(state))
            {
                var next = machine(state, move);
                if (broken(state, move, next) is { } law)
                {
                    return (reached, $"{law}: {state}, {move}");
                }

                if (next is not null && reached.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return (reached, null);
    }
}
