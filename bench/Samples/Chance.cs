namespace Baotuan.Bench.Samples;

/// <summary>
/// Random numbers that are the same on every machine and in every version of .NET: SplitMix64 (G. Steele, D. Lea, C. Flood,
/// "Fast splittable pseudorandom number generators", OOPSLA 2014).
/// </summary>
internal struct Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator of its own for one named part, so that a change in one part leaves the others as they were.</summary>
    public static Chance For(ulong seed, ulong part) => new(Mix(unchecked(seed + Mix(part))));

    /// <summary>0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below)
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
        }

        return (int)(((UInt128)Mix(_state) * (uint)below) >> 64);
    }

    /// <summary>Both ends included.</summary>
    public int Between(int first, int last) => first + Next(last - first + 1);

    /// <summary>True in so many of a hundred.</summary>
    public bool Percent(int percent) => Next(100) < percent;

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
