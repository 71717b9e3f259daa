namespace Ivae.Methods.Linear;

/// <summary>
/// Density of one latent given one of M levels of u: one shape f for all, moved and scaled, p(z | u) = f((z −
/// m_u)/s_u)/s_u, with m_u ~ N(0, τ_m²) and log s_u ~ N(0, τ_s²) over levels. A level of few rows stays near the
/// others; one without any has the mixture over all m, s.
/// </summary>
/// <remarks>
/// τ maximises the marginal likelihood with m, log s taken as normal around their most probable values (Laplace's
/// approximation).
/// </remarks>
internal sealed class LevelMarginal
{
    // Nodes and weights of the mean over N(0, 1), by Gauss and Hermite.
    private static readonly double[] Nodes =
        [-2.8569700138728056, -1.3556261799742659, 0, 1.3556261799742659, 2.8569700138728056];
    private static readonly double[] NodeWeights =
        [0.011257411327720691, 0.2220759220056126, 8 / 15.0, 0.2220759220056126, 0.011257411327720691];

    // Points of the mean and covariance of N(0, I) in two dimensions, of equal weight.
    private static readonly (double M, double A)[] Points =
        [(Math.Sqrt(2), 0), (-Math.Sqrt(2), 0), (0, Math.Sqrt(2)), (0, -Math.Sqrt(2))];

    private readonly int[][] rowsOf;
    private readonly double[] location;
    private readonly double[] logScale;
    private readonly double[] locationVariance;
    private readonly double[] logScaleVariance;

    /// <summary>Starts with levels that do not differ.</summary>
    /// <param name="shape">f.</param>
    /// <param name="rowsOf">Training rows of every level <c>[M]</c>.</param>
    internal LevelMarginal(NormalMixture shape, int[][] rowsOf)
    {
        (Shape, this.rowsOf) = (shape, rowsOf);
        (location, logScale) = (new double[rowsOf.Length], new double[rowsOf.Length]);
        (locationVariance, logScaleVariance) = (new double[rowsOf.Length], new double[rowsOf.Length]);
    }

    /// <summary>f.</summary>
    public NormalMixture Shape { get; private set; }

    /// <summary>τ_m, in units of z.</summary>
    public double LocationSpread { get; private set; } = 0.3;

    /// <summary>τ_s.</summary>
    public double LogScaleSpread { get; private set; } = 0.3;

    /// <summary>Most probable m <c>[M]</c>.</summary>
    public IReadOnlyList<double> Locations => location;

    /// <summary>Most probable log s <c>[M]</c>.</summary>
    public IReadOnlyList<double> LogScales => logScale;

    /// <summary>
    /// log p(z | u) in nats, the mean over what m, s may be; of a level that training had no row of, with −1 for u.
    /// </summary>
    public double LogDensity(double z, int level)
    {
        var known = level >= 0;
        var (m, a) = known ? (location[level], logScale[level]) : (0, 0);
        var spreadOfM = known ? Math.Sqrt(locationVariance[level]) : LocationSpread;
        var spreadOfA = known ? Math.Sqrt(logScaleVariance[level]) : LogScaleSpread;
        var mean = 0.0;
        for (var i = 0; i < Nodes.Length; i++)
            for (var j = 0; j < Nodes.Length; j++)
            {
                var (centre, scale) = (m + spreadOfM * Nodes[i], Math.Exp(a + spreadOfA * Nodes[j]));
                mean += NodeWeights[i] * NodeWeights[j] * Math.Exp(Shape.LogDensity((z - centre) / scale)) / scale;
            }

        return Math.Log(Math.Max(mean, double.Epsilon));
    }

    /// <summary>
    /// Mean over training rows z <c>[N]</c> and what m, s may be of log p(z | m, s), with its ψ and ψ′ of each row.
    /// </summary>
    internal double MeanLogDensity(ReadOnlySpan<double> z, Span<double> score, Span<double> slope)
    {
        score.Clear();
        slope.Clear();
        var sum = 0.0;
        for (var level = 0; level < rowsOf.Length; level++)
            foreach (var point in Points)
            {
                var (m, a) = At(level, point);
                var inverse = Math.Exp(-a);
                foreach (var row in rowsOf[level])
                {
                    sum += Shape.LogDensity((z[row] - m) * inverse, out var psi, out var curvature) - a;
                    score[row] += psi * inverse / Points.Length;
                    slope[row] += curvature * inverse * inverse / Points.Length;
                }
            }

        return sum / (z.Length * Points.Length);
    }

    /// <summary>
    /// One round: steps of Fisher's scoring for m, log s of every level; τ; steps of expectation–maximisation for the
    /// shape.
    /// </summary>
    internal void Improve(double[] z, int steps)
    {
        var standard = Standardised(z);
        var (onLocation, onLogScale) = Information(standard);
        for (var level = 0; level < rowsOf.Length; level++)
        {
            for (var step = 0; step < steps; step++)
                Move(z, level, onLocation, onLogScale);
            var (n, scale) = (rowsOf[level].Length, Math.Exp(logScale[level]));
            locationVariance[level] = 1 / (n * onLocation / (scale * scale) + 1 / (LocationSpread * LocationSpread));
            logScaleVariance[level] = 1 / (n * onLogScale + 1 / (LogScaleSpread * LogScaleSpread));
        }

        LocationSpread = Spread(location, locationVariance);
        LogScaleSpread = Spread(logScale, logScaleVariance);
        standard = Standardised(z);
        for (var step = 0; step < steps; step++)
            Shape = Shape.Improved(standard).Mixture;
    }

    /// <summary>z and what belongs to it in other units, c z.</summary>
    internal void Rescale(double c)
    {
        Shape = Shape.Scaled(c);
        LocationSpread *= c;
        for (var level = 0; level < rowsOf.Length; level++)
            (location[level], locationVariance[level]) = (c * location[level], c * c * locationVariance[level]);
    }

    /// <summary>
    /// (z − m_u)/s_u at all points of what m, s may be: at the most probable ones alone, the shape would be too narrow.
    /// </summary>
    private double[] Standardised(double[] z)
    {
        var standard = new List<double>(z.Length * Points.Length);
        for (var level = 0; level < rowsOf.Length; level++)
            foreach (var point in Points)
            {
                var (m, a) = At(level, point);
                standard.AddRange(rowsOf[level].Select(row => (z[row] - m) * Math.Exp(-a)));
            }

        return [.. standard];
    }

    private (double M, double A) At(int level, (double M, double A) point) => (
        location[level] + Math.Sqrt(locationVariance[level]) * point.M,
        logScale[level] + Math.Sqrt(logScaleVariance[level]) * point.A);

    /// <summary>What one row of scale 1 says of m, mean ψ², and of log s, mean (ψ ε − 1)².</summary>
    private (double Location, double LogScale) Information(double[] standard)
    {
        var (onLocation, onLogScale) = (0.0, 0.0);
        foreach (var value in standard)
        {
            Shape.LogDensity(value, out var psi, out _);
            onLocation += psi * psi / standard.Length;
            onLogScale += (psi * value - 1) * (psi * value - 1) / standard.Length;
        }

        return (onLocation, onLogScale);
    }

    /// <summary>One step for a level, halved until it raises log p(rows, m, s).</summary>
    private void Move(double[] z, int level, double onLocation, double onLogScale)
    {
        var (m, a) = (location[level], logScale[level]);
        var precisionOfM = 1 / (LocationSpread * LocationSpread);
        var precisionOfA = 1 / (LogScaleSpread * LogScaleSpread);
        var (before, slopeM, slopeA) = (LogPosterior(m, a), -m * precisionOfM, -a * precisionOfA);
        var scale = Math.Exp(a);
        foreach (var row in rowsOf[level])
        {
            var standard = (z[row] - m) / scale;
            Shape.LogDensity(standard, out var psi, out _);
            slopeM += psi / scale;
            slopeA += psi * standard - 1;
        }

        var n = rowsOf[level].Length;
        var stepM = slopeM / (n * onLocation / (scale * scale) + precisionOfM);
        var stepA = slopeA / (n * onLogScale + precisionOfA);
        for (var share = 1.0; share > 1e-3; share /= 2)
            if (LogPosterior(m + share * stepM, a + share * stepA) > before)
            {
                (location[level], logScale[level]) = (m + share * stepM, a + share * stepA);
                return;
            }

        double LogPosterior(double centre, double logarithm)
        {
            var sum = -(centre * centre * precisionOfM + logarithm * logarithm * precisionOfA) / 2;
            var inverse = Math.Exp(-logarithm);
            foreach (var row in rowsOf[level])
                sum += Shape.LogDensity((z[row] - centre) * inverse) - logarithm;
            return sum;
        }
    }

    private static double Spread(double[] values, double[] variances)
        => Math.Sqrt(Math.Max(values.Zip(variances, (value, variance) => value * value + variance).Average(), 1e-6));
}
