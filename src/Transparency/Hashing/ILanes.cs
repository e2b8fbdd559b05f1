using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Baotuan.Transparency.Hashing;

/// <summary>What SHA-256 needs of a vector of 32-bit words, one word of one message in each lane.</summary>
internal interface ILanes<TVector>
    where TVector : unmanaged
{
    static abstract int Count { get; }

    static abstract TVector All(uint word);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector ShiftRight(TVector a, [ConstantExpected] byte bits);

    static abstract TVector RotateRight(TVector a, [ConstantExpected] byte bits);

    static abstract TVector Xor(TVector a, TVector b, TVector c);

    /// <summary>Bits of <paramref name="b"/> where <paramref name="a"/> has ones, of <paramref name="c"/> elsewhere.</summary>
    static abstract TVector Choose(TVector a, TVector b, TVector c);

    static abstract TVector Majority(TVector a, TVector b, TVector c);

    /// <summary>Turns the bytes of every word.</summary>
    static abstract TVector Reverse(TVector a);

    /// <summary>As many vectors as there are lanes: word i of vector j becomes word j of vector i.</summary>
    static abstract void Transpose(Span<TVector> square);
}

/// <summary>Sixteen messages at once, on AVX-512.</summary>
internal readonly struct SixteenLanes : ILanes<Vector512<uint>>
{
    // which of the eight combinations of three bits give one
    private const byte XorTable = 0x96, ChooseTable = 0xca, MajorityTable = 0xe8;

    private static Vector512<byte> Turned => Vector512.Create(EightLanes.Turned, EightLanes.Turned);

    public static bool Supported => Avx512BW.IsSupported && Vector512.IsHardwareAccelerated;

    public static int Count => 16;

    public static Vector512<uint> All(uint word) => Vector512.Create(word);

    public static Vector512<uint> Add(Vector512<uint> a, Vector512<uint> b) => a + b;

    public static Vector512<uint> ShiftRight(Vector512<uint> a, [ConstantExpected] byte bits) => Avx512F.ShiftRightLogical(a, bits);

    public static Vector512<uint> RotateRight(Vector512<uint> a, [ConstantExpected] byte bits) => Avx512F.RotateRight(a, bits);

    public static Vector512<uint> Xor(Vector512<uint> a, Vector512<uint> b, Vector512<uint> c) => Avx512F.TernaryLogic(a, b, c, XorTable);

    public static Vector512<uint> Choose(Vector512<uint> a, Vector512<uint> b, Vector512<uint> c) => Avx512F.TernaryLogic(a, b, c, ChooseTable);

    public static Vector512<uint> Majority(Vector512<uint> a, Vector512<uint> b, Vector512<uint> c) => Avx512F.TernaryLogic(a, b, c, MajorityTable);

    public static Vector512<uint> Reverse(Vector512<uint> a) => Avx512BW.Shuffle(a.AsByte(), Turned).AsUInt32();

    // 1. within each four rows, words of one column come together as 128 bits; 2. these are moved to the vector of their column
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(Span<Vector512<uint>> square)
    {
        for (var row = 0; row < 16; row += 4)
        {
            Columns(square.Slice(row, 4));
        }

        for (var k = 0; k < 4; k++)
        {
            var (low, high) = Halves(square[k], square[k + 4]);
            var (nextLow, nextHigh) = Halves(square[k + 8], square[k + 12]);
            square[k] = Avx512F.Shuffle4x128(low, nextLow, 0x88);
            square[k + 4] = Avx512F.Shuffle4x128(low, nextLow, 0xdd);
            square[k + 8] = Avx512F.Shuffle4x128(high, nextHigh, 0x88);
            square[k + 12] = Avx512F.Shuffle4x128(high, nextHigh, 0xdd);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(Span<Vector512<uint>> rows)
    {
        var (a, b) = (Avx512F.UnpackLow(rows[0], rows[1]).AsUInt64(), Avx512F.UnpackHigh(rows[0], rows[1]).AsUInt64());
        var (c, d) = (Avx512F.UnpackLow(rows[2], rows[3]).AsUInt64(), Avx512F.UnpackHigh(rows[2], rows[3]).AsUInt64());
        rows[0] = Avx512F.UnpackLow(a, c).AsUInt32();
        rows[1] = Avx512F.UnpackHigh(a, c).AsUInt32();
        rows[2] = Avx512F.UnpackLow(b, d).AsUInt32();
        rows[3] = Avx512F.UnpackHigh(b, d).AsUInt32();
    }

    private static (Vector512<uint> Low, Vector512<uint> High) Halves(Vector512<uint> a, Vector512<uint> b) =>
        (Avx512F.Shuffle4x128(a, b, 0x44), Avx512F.Shuffle4x128(a, b, 0xee));
}

/// <summary>Eight messages at once, on AVX2.</summary>
internal readonly struct EightLanes : ILanes<Vector256<uint>>
{
    public static Vector256<byte> Turned => Vector256.Create(
        (byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);

    public static bool Supported => Avx2.IsSupported && Vector256.IsHardwareAccelerated;

    public static int Count => 8;

    public static Vector256<uint> All(uint word) => Vector256.Create(word);

    public static Vector256<uint> Add(Vector256<uint> a, Vector256<uint> b) => a + b;

    public static Vector256<uint> ShiftRight(Vector256<uint> a, [ConstantExpected] byte bits) => Avx2.ShiftRightLogical(a, bits);

    public static Vector256<uint> RotateRight(Vector256<uint> a, [ConstantExpected] byte bits) => (a >>> bits) | (a << (32 - bits));

    public static Vector256<uint> Xor(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c) => a ^ b ^ c;

    public static Vector256<uint> Choose(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c) => c ^ (a & (b ^ c));

    public static Vector256<uint> Majority(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c) => (a & b) | (c & (a | b));

    public static Vector256<uint> Reverse(Vector256<uint> a) => Avx2.Shuffle(a.AsByte(), Turned).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(Span<Vector256<uint>> square)
    {
        Columns(square[..4]);
        Columns(square.Slice(4, 4));
        for (var k = 0; k < 4; k++)
        {
            var (low, high) = (square[k], square[k + 4]);
            square[k] = Avx2.Permute2x128(low, high, 0x20);
            square[k + 4] = Avx2.Permute2x128(low, high, 0x31);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(Span<Vector256<uint>> rows)
    {
        var (a, b) = (Avx2.UnpackLow(rows[0], rows[1]).AsUInt64(), Avx2.UnpackHigh(rows[0], rows[1]).AsUInt64());
        var (c, d) = (Avx2.UnpackLow(rows[2], rows[3]).AsUInt64(), Avx2.UnpackHigh(rows[2], rows[3]).AsUInt64());
        rows[0] = Avx2.UnpackLow(a, c).AsUInt32();
        rows[1] = Avx2.UnpackHigh(a, c).AsUInt32();
        rows[2] = Avx2.UnpackLow(b, d).AsUInt32();
        rows[3] = Avx2.UnpackHigh(b, d).AsUInt32();
    }
}
