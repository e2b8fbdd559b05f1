using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Baotuan.Transparency.Hashing;

/// <summary>
/// SHA-256 (FIPS 180-4 §6.2) over as many messages of one number of blocks as the vector has lanes.
/// 1. The next block of every message is laid into a row of 64 bytes, padded where the message ends. 2. The rows are transposed, so that
/// vector i holds word i of every message. 3. The 64 rounds run on all lanes. 4. After the last block the state is transposed back into digests.
/// </summary>
internal static class LaneKernel<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : struct, ILanes<TVector>
{
    private const int BlockBytes = 64, BlockWords = 16, StateWords = 8, Rounds = 64;

    // by index, not as a span in a field of a generic type: the constants stay in the program's read-only data
    private static ReadOnlySpan<uint> K =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private static ReadOnlySpan<uint> Start =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Hashes messages [<paramref name="from"/>, <paramref name="to"/>), all of the same number of blocks; digests go to the messages' places.</summary>
    // compiled at once with every optimisation: most processes end before the runtime would come to it
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Hash<TMessages>(TMessages messages, int from, int to, int blocks, Span<byte> digests)
        where TMessages : IMessages, allows ref struct
    {
        var rows = MemoryMarshal.AsBytes((Span<TVector>)stackalloc TVector[BlockWords]); // 64 bytes a lane
        Span<TVector> words = stackalloc TVector[BlockWords], state = stackalloc TVector[StateWords], square = stackalloc TVector[TLanes.Count];
        for (; from < to; from += TLanes.Count)
        {
            var used = Math.Min(TLanes.Count, to - from);
            for (var i = 0; i < StateWords; i++)
            {
                state[i] = TLanes.All(Start[i]);
            }

            for (var block = 0; block < blocks; block++)
            {
                for (var lane = 0; lane < used; lane++)
                {
                    Padding.Lay(messages.Prefix, messages.Of(from + lane), block, rows.Slice(lane * BlockBytes, BlockBytes));
                }

                ToWords(rows, words, square);
                Compress(state, words);
            }

            ToDigests(state, square);
            var found = MemoryMarshal.AsBytes(square);
            for (var lane = 0; lane < used; lane++)
            {
                found.Slice(lane * TLanes.Count * sizeof(uint), Sha256Lanes.DigestLength).CopyTo(digests[(messages.Place(from + lane) * Sha256Lanes.DigestLength)..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToWords(ReadOnlySpan<byte> rows, Span<TVector> words, Span<TVector> square)
    {
        var perRow = BlockWords / TLanes.Count; // vectors in a row of 64 bytes
        var vectors = MemoryMarshal.Cast<byte, TVector>(rows);
        for (var part = 0; part < perRow; part++)
        {
            for (var lane = 0; lane < square.Length; lane++)
            {
                square[lane] = TLanes.Reverse(vectors[(lane * perRow) + part]);
            }

            TLanes.Transpose(square);
            square.CopyTo(words[(part * TLanes.Count)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToDigests(ReadOnlySpan<TVector> state, Span<TVector> square)
    {
        for (var i = 0; i < StateWords; i++)
        {
            square[i] = TLanes.Reverse(state[i]);
        }

        TLanes.Transpose(square);
    }

    // the schedule stays in memory: with it in variables eight lanes, which have sixteen registers, took three times as long
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compress(Span<TVector> state, Span<TVector> w)
    {
        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
w = w[..BlockWords];
        for (var r = 0; ; r += BlockWords)
        {
            var k = K.Slice(r, BlockWords);
            Round(a, b, c, ref d, e, f, g, ref h, w[0], k[0]);
            Round(h, a, b, ref c, d, e, f, ref g, w[1], k[1]);
            Round(g, h, a, ref b, c, d, e, ref f, w[2], k[2]);
            Round(f, g, h, ref a, b, c, d, ref e, w[3], k[3]);
            Round(e, f, g, ref h, a, b, c, ref d, w[4], k[4]);
            Round(d, e, f, ref g, h, a, b, ref c, w[5], k[5]);
            Round(c, d, e, ref f, g, h, a, ref b, w[6], k[6]);
            Round(b, c, d, ref e, f, g, h, ref a, w[7], k[7]);
            Round(a, b, c, ref d, e, f, g, ref h, w[8], k[8]);
            Round(h, a, b, ref c, d, e, f, ref g, w[9], k[9]);
            Round(g, h, a, ref b, c, d, e, ref f, w[10], k[10]);
            Round(f, g, h, ref a, b, c, d, ref e, w[11], k[11]);
            Round(e, f, g, ref h, a, b, c, ref d, w[12], k[12]);
            Round(d, e, f, ref g, h, a, b, ref c, w[13], k[13]);
            Round(c, d, e, ref f, g, h, a, ref b, w[14], k[14]);
            Round(b, c, d, ref e, f, g, h, ref a, w[15], k[15]);
            if (r == Rounds - BlockWords)
            {
                break;
            }

            w[0] = Next(w[0], w[1], w[9], w[14]);
            w[1] = Next(w[1], w[2], w[10], w[15]);
            w[2] = Next(w[2], w[3], w[11], w[0]);
            w[3] = Next(w[3], w[4], w[12], w[1]);
            w[4] = Next(w[4], w[5], w[13], w[2]);
            w[5] = Next(w[5], w[6], w[14], w[3]);
            w[6] = Next(w[6], w[7], w[15], w[4]);
            w[7] = Next(w[7], w[8], w[0], w[5]);
            w[8] = Next(w[8], w[9], w[1], w[6]);
            w[9] = Next(w[9], w[10], w[2], w[7]);
            w[10] = Next(w[10], w[11], w[3], w[8]);
            w[11] = Next(w[11], w[12], w[4], w[9]);
            w[12] = Next(w[12], w[13], w[5], w[10]);
            w[13] = Next(w[13], w[14], w[6], w[11]);
            w[14] = Next(w[14], w[15], w[7], w[12]);
            w[15] = Next(w[15], w[0], w[8], w[13]);
        }

        state[0] = TLanes.Add(state[0], a);
        state[1] = TLanes.Add(state[1], b);
        state[2] = TLanes.Add(state[2], c);
        state[3] = TLanes.Add(state[3], d);
        state[4] = TLanes.Add(state[4], e);
        state[5] = TLanes.Add(state[5], f);
        state[6] = TLanes.Add(state[6], g);
        state[7] = TLanes.Add(state[7], h);
    }

    // instead of moving all eight variables along, the caller names them one further each time; d and h become the new e and a
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(TVector a, TVector b, TVector c, ref TVector d, TVector e, TVector f, TVector g, ref TVector h, TVector w, uint k)
    {
        var wide = TLanes.Xor(TLanes.RotateRight(e, 6), TLanes.RotateRight(e, 11), TLanes.RotateRight(e, 25));
        var first = TLanes.Add(TLanes.Add(TLanes.Add(h, TLanes.Add(w, TLanes.All(k))), TLanes.Choose(e, f, g)), wide);
        var second = TLanes.Add(TLanes.Xor(TLanes.RotateRight(a, 2), TLanes.RotateRight(a, 13), TLanes.RotateRight(a, 22)), TLanes.Majority(a, b, c));
        d = TLanes.Add(d, first);
        h = TLanes.Add(first, second);
    }

    /// <summary>Word t of the schedule from those 16, 15, 7 and 2 before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Next(TVector w16, TVector w15, TVector w7, TVector w2)
    {
        var small = TLanes.Xor(TLanes.RotateRight(w15, 7), TLanes.RotateRight(w15, 18), TLanes.ShiftRight(w15, 3));
        var large = TLanes.Xor(TLanes.RotateRight(w2, 17), TLanes.RotateRight(w2, 19), TLanes.ShiftRight(w2, 10));
        return TLanes.Add(TLanes.Add(w16, small), TLanes.Add(w7, large));
    }
}
