namespace Ivae.Numerics;

/// <summary>log Σ exp(x) of numbers added one at a time, without overflow.</summary>
internal struct LogSumExp
{
    private double maximum;
    private double sum;

    /// <summary>The logarithm of the sum so far; −∞ before the first number.</summary>
    public readonly double Value => sum == 0 ? double.NegativeInfinity : maximum + Math.Log(sum);

    /// <summary>Adds one number.</summary>
    public void Add(double x)
    {
        if (sum == 0)
            (maximum, sum) = (x, 1);
        else if (x <= maximum)
            sum += Math.Exp(x - maximum);
        else
            (maximum, sum) = (x, sum * Math.Exp(maximum - x) + 1);
    }
}
