namespace Ivae.Simulation.Worlds;

/// <summary>
/// A number with its derivative along one direction, so that a formula written once gives its Jacobian too.
/// </summary>
/// <remarks>Source: Griewank and Walther, "Evaluating derivatives", 2008, chapter 3 (forward mode).</remarks>
/// <param name="Value">The number.</param>
/// <param name="Slope">Its derivative.</param>
internal readonly record struct Dual(double Value, double Slope)
{
    public static implicit operator Dual(double constant) => new(constant, 0);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slope - b.Slope);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, a.Slope * b.Value + a.Value * b.Slope);

    public static Dual operator *(double a, Dual b) => new(a * b.Value, a * b.Slope);

    public static Dual operator /(Dual a, Dual b) =>
        new(a.Value / b.Value, (a.Slope - a.Value / b.Value * b.Slope) / b.Value);

    public static Dual Exp(Dual a)
    {
        var value = Math.Exp(a.Value);
        return new(value, value * a.Slope);
    }

    public static Dual Sqrt(Dual a)
    {
        var value = Math.Sqrt(a.Value);
        return new(value, a.Slope / (2 * value));
    }

    public static Dual Tanh(Dual a)
    {
        var value = Math.Tanh(a.Value);
        return new(value, (1 - value * value) * a.Slope);
    }

    public static Dual Sin(Dual a) => new(Math.Sin(a.Value), Math.Cos(a.Value) * a.Slope);

    public static Dual Cos(Dual a) => new(Math.Cos(a.Value), -Math.Sin(a.Value) * a.Slope);

    /// <summary>log(1 + eᵃ).</summary>
    public static Dual Softplus(Dual a) => new(
        Math.Max(a.Value, 0) + Math.Log(1 + Math.Exp(-Math.Abs(a.Value))),
        a.Slope / (1 + Math.Exp(-a.Value)));

    /// <summary>a where positive, slope · a elsewhere.</summary>
    public static Dual LeakyRelu(Dual a, double slope) => a.Value > 0 ? a : slope * a;
}
