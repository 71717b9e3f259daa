using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>
/// Element functions of floats, written once for every register width; <see cref="ElementFunctions"/> states the
/// errors.
/// </summary>
/// <remarks>
/// Polynomials are minimax fits of our own (Remez). The reduction x = n·ln 2 + r with ln 2 in two parts follows Cody
/// and Waite, "Software manual for the elementary functions", 1980.
/// </remarks>
internal static class LaneMath
{
    /// <summary>1.5·2²³: adding it leaves the nearest whole number in the low bits.</summary>
    private const float Shifter = 12582912f;

    private const int One = 0x3F800000;

    /// <summary>eˣ, with gradual underflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        // Beyond these bounds the result is 0 or ∞ in any case.
        x = TLanes.Min(TLanes.Create(89f), TLanes.Max(TLanes.Create(-104f), x));
        var (shifted, fraction) = Reduce(x);
        return TLanes.Scale(TLanes.Create(1f) + FractionM1(fraction), shifted);
    }

    /// <summary>eˣ − 1 for x ≤ 0, exact to the last places also near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ExpM1<TLanes>(TLanes x)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var (shifted, fraction) = Reduce(TLanes.Max(TLanes.Create(-20f), x));
        var power = PowerOfTwo(shifted);
        return TLanes.MultiplyAdd(power, FractionM1(fraction), power - TLanes.Create(1f));
    }

    /// <summary>tanh |x| = (1 − d) / (1 + d) with d = e^(−2|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh<TLanes>(TLanes x)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        // −|x| = n·½ ln 2 + h; the part of ln 2 that a float cannot hold would show only where d no longer counts.
        var negative = TLanes.Max(TLanes.Create(-10f), x | TLanes.Bits(int.MinValue));
        var shifted = TLanes.MultiplyAdd(negative, TLanes.Create(2.88539008f), TLanes.Create(Shifter));
        var h = TLanes.MultiplyAdd(shifted - TLanes.Create(Shifter), TLanes.Create(-0.34657359f), negative);
        var series = TLanes.MultiplyAdd(TLanes.Create(0.0892845485f), h, TLanes.Create(0.267808579f));
        series = TLanes.MultiplyAdd(series, h, TLanes.Create(0.666659242f));
        series = TLanes.MultiplyAdd(series, h, TLanes.Create(1.33332142f));
        series = TLanes.MultiplyAdd(series, h, TLanes.Create(2.00000004f));
        series = h * TLanes.MultiplyAdd(series, h, TLanes.Create(2f));
        var power = PowerOfTwo(shifted);
        var decayM1 = TLanes.MultiplyAdd(power, series, power - TLanes.Create(1f));
        return TLanes.CopySign(TLanes.Quotient(decayM1, decayM1 + TLanes.Create(2f)), x);
    }

    /// <summary>1 / (1 + e⁻ˣ), through e^(−|x|) so that small values keep their digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var one = TLanes.Create(1f);
        var decay = Exp(x | TLanes.Bits(int.MinValue));
        return TLanes.Quotient(TLanes.WhereNegative(x, decay, one), one + decay);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x)
        where TLanes : unmanaged, IFloatLanes<TLanes>
        => TLanes.Max(TLanes.Create(0f), x) + LogP1(Exp(x | TLanes.Bits(int.MinValue)));

    /// <summary>
    /// The same and its slope 1 / (1 + e⁻ˣ), both with an error of at most 1.5·10⁻⁷: sums of them need no more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x, out TLanes slope)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        // −|x| / ln 2 = n + f with |f| ≤ ½.
        var one = TLanes.Create(1f);
        var exponent = (x | TLanes.Bits(int.MinValue)) * TLanes.Create(1.44269504f);
        exponent = TLanes.Max(TLanes.Create(-125f), exponent);
        var shifted = exponent + TLanes.Create(Shifter);
        var f = exponent - (shifted - TLanes.Create(Shifter));
        var decay = TLanes.MultiplyAdd(TLanes.Create(0.00132764725f), f, TLanes.Create(0.00967554096f));
        decay = TLanes.MultiplyAdd(decay, f, TLanes.Create(0.0555071309f));
        decay = TLanes.MultiplyAdd(decay, f, TLanes.Create(0.240221202f));
        decay = TLanes.MultiplyAdd(decay, f, TLanes.Create(0.693146944f));
        decay = TLanes.MultiplyAdd(decay, f, TLanes.Create(1.00000012f));
        decay = TLanes.AddBits(decay, TLanes.ShiftLeft(shifted, 23));
        slope = TLanes.Quotient(TLanes.WhereNegative(x, decay, one), one + decay);

        // ln(1 + e^(−|x|)), without another quotient.
        var series = TLanes.MultiplyAdd(TLanes.Create(-0.00645262329f), decay, TLanes.Create(0.0360845625f));
        series = TLanes.MultiplyAdd(series, decay, TLanes.Create(-0.0953225568f));
        series = TLanes.MultiplyAdd(series, decay, TLanes.Create(0.167647898f));
        series = TLanes.MultiplyAdd(series, decay, TLanes.Create(-0.240730777f));
        series = TLanes.MultiplyAdd(series, decay, TLanes.Create(0.331798255f));
        series = TLanes.MultiplyAdd(series, decay, TLanes.Create(-0.499874055f));
        series = TLanes.MultiplyAdd(series, decay, TLanes.Create(0.999996424f));
        return TLanes.MultiplyAdd(series, decay, TLanes.Max(TLanes.Create(0f), x));
    }

    /// <summary>ln x; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes x)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var smallestNormal = TLanes.Create(1.17549435e-38f);
        var isSmall = x - smallestNormal;
        var normal = TLanes.WhereNegative(isSmall, x * TLanes.Create(8388608f), x);
        var result = NormalLog(normal, TLanes.WhereNegative(isSmall, TLanes.Create(-23f), TLanes.Create(0f)));

        // ∞ and NaN come back as they are: ∞ − x is positive for neither of them.
        var positive = TLanes.WherePositive(TLanes.Create(float.PositiveInfinity) - x, result, x);
        return TLanes.WherePositive(
            x, positive, TLanes.WherePositive(-x, TLanes.Create(float.NaN), x - TLanes.Create(float.PositiveInfinity)));
    }

    /// <summary>Two standard normal numbers from two words of random bits (Box and Muller, 1958).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes X, TLanes Y) NormalPair<TLanes>(TLanes word0, TLanes word1)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        // 31 bits give a number in (0, 1].
        var uniform =
            (TLanes.ToNumber(word0 & TLanes.Bits(int.MaxValue)) + TLanes.Create(0.5f)) * TLanes.Create(1f / (1u << 31));
        var radius = TLanes.SquareRoot(TLanes.Create(-2f) * NormalLog(uniform, TLanes.Create(0f)));

        // An angle within ±1/8 turn; the two lowest bits choose which of the four directions it is measured from.
        var turn = TLanes.ToNumber(word1) * TLanes.Create(1f / (1ul << 34));
        var w = turn * turn;
        var sine = TLanes.MultiplyAdd(TLanes.Create(-75.402068f), w, TLanes.Create(81.5925535f));
        sine = TLanes.MultiplyAdd(sine, w, TLanes.Create(-41.3416626f));
        sine = TLanes.MultiplyAdd(sine, w, TLanes.Create(6.28318529f)) * turn * radius;
        var cosine = TLanes.MultiplyAdd(TLanes.Create(-83.6665619f), w, TLanes.Create(64.9232436f));
        cosine = TLanes.MultiplyAdd(cosine, w, TLanes.Create(-19.7391673f));
        cosine =
            TLanes.CopySign(TLanes.MultiplyAdd(cosine, w, TLanes.Create(1f)) * radius, TLanes.ShiftLeft(word1, 30));
        var swap = TLanes.ShiftLeft(word1, 31);
        return (TLanes.WhereNegative(swap, sine, cosine), TLanes.WhereNegative(swap, cosine, sine));
    }

    /// <summary>A number uniform on [0, 1) from 24 bits of a random word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Uniform<TLanes>(TLanes word)
        where TLanes : unmanaged, IFloatLanes<TLanes>
        => TLanes.ToNumber(word & TLanes.Bits(0xFFFFFF)) * TLanes.Create(1f / (1 << 24));

    /// <summary>ln x + <paramref name="shift"/>·ln 2 for a normal x &gt; 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes NormalLog<TLanes>(TLanes x, TLanes shift)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        const int RootHalf = 0x3F3504F3;

        // x = 2ⁿ·(1 + f) with 1 + f between √½ and √2.
        var offset = TLanes.AddBits(x, TLanes.Bits(-RootHalf));
        var exponent = TLanes.ToNumber(TLanes.ShiftRight(offset, 23)) + shift;
        var f = TLanes.AddBits(offset & TLanes.Bits(0x7FFFFF), TLanes.Bits(RootHalf)) - TLanes.Create(1f);
        return TLanes.MultiplyAdd(exponent, TLanes.Create(0.693359375f),
            TLanes.MultiplyAdd(exponent, TLanes.Create(-2.12194440e-4f), LogP1(f)));
    }

    /// <summary>ln(1 + x) for −0.3 ≤ x ≤ 1, as 2·artanh(x / (2 + x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes LogP1<TLanes>(TLanes x)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var s = TLanes.Quotient(x, x + TLanes.Create(2f));
        var w = s * s;
        var series = TLanes.MultiplyAdd(TLanes.Create(0.140107235f), w, TLanes.Create(0.1399993f));
        series = TLanes.MultiplyAdd(series, w, TLanes.Create(0.200108228f));
        series = TLanes.MultiplyAdd(series, w, TLanes.Create(0.333332072f));
        s += s;
        return TLanes.MultiplyAdd(s * w, series, s);
    }

    /// <summary>x = n·ln 2 + r: n + 1.5·2²³ and r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Shifted, TLanes Fraction) Reduce<TLanes>(TLanes x)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var shifted = TLanes.MultiplyAdd(x, TLanes.Create(1.44269504f), TLanes.Create(Shifter));
        var n = shifted - TLanes.Create(Shifter);
        var fraction = TLanes.MultiplyAdd(n, TLanes.Create(-0.693359375f), x);
        return (shifted, TLanes.MultiplyAdd(n, TLanes.Create(2.12194440e-4f), fraction));
    }

    /// <summary>2ⁿ from n + 1.5·2²³, for −126 ≤ n ≤ 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes PowerOfTwo<TLanes>(TLanes shifted)
        where TLanes : unmanaged, IFloatLanes<TLanes>
        => TLanes.AddBits(TLanes.ShiftLeft(shifted, 23), TLanes.Bits(One));

    /// <summary>eʳ − 1 for |r| ≤ ½·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes FractionM1<TLanes>(TLanes r)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var series = TLanes.MultiplyAdd(TLanes.Create(0.00139507107f), r, TLanes.Create(0.00836901807f));
        series = TLanes.MultiplyAdd(series, r, TLanes.Create(0.0416662026f));
        series = TLanes.MultiplyAdd(series, r, TLanes.Create(0.166665178f));
        series = TLanes.MultiplyAdd(series, r, TLanes.Create(0.50000001f));
        return TLanes.MultiplyAdd(r * r, series, r);
    }
}
