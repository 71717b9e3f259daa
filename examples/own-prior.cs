#:project ../src/Ivae/Ivae.csproj
#:project ../src/Ivae.Reporting/Ivae.Reporting.csproj
#:property PublishAot=false
#:property Configuration=Release

// A prior family of your own: latents with flat tops and light tails, p(z) ∝ exp(−z⁴/4), whose scale moves with u.
// Since it is an exponential family with T(z) = z⁴ it comes with a guarantee: Theorem 3 of Khemakhem et al. 2020.
// Run from the root of the repository: dotnet run examples/own-prior.cs
using System.Globalization;
using Ivae;
using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Simulation;
using Ivae.Training;
using MathNet.Numerics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var quartic = new Quartic();
PriorFamily.Register(quartic); // from here on "quartic" is a name that files and --set prior.family know

var truth = new SimulationOptions { Source = quartic, Latent = 2, Observed = 2, Segments = 20, RowsPerSegment = 500 };
var data = Simulator.Generate(truth, seed: 1).ToDataset();
var progress = new Progress<EpochMetrics>(epoch => Console.Error.WriteLine(
    $"{epoch.StageName}: pass {epoch.Epoch} of {epoch.Epochs}, {epoch.HeldOutBound:F2} nats per held-out row"));
foreach (var family in new[] { quartic, PriorFamily.Named("gaussian") })
{
    var prior = new PriorOptions { Family = family, Modulates = Modulation.Scale };
    var options = new IvaeOptions { Prior = prior, Training = new() { Epochs = 20, LearningRate = 0.01 } };
    var fit = new IvaeEstimator(options).Fit(data, progress);
    var score = MeanCorrelationCoefficient.ComputeHeldOut(fit.Model.Transform(data), data.Sources!).Score;
    Console.WriteLine($"{family}: {fit.Training.BestBound:F3} nats per held-out row, MCC {score:F3}");
    Console.WriteLine($"  {Guarantee.Of(fit.Model, data).Statement}");
}

/// <summary>p(r) = exp(−r⁴/4)/C with C = 2·4^(1/4)·Γ(5/4).</summary>
internal sealed class Quartic() : PriorFamily("quartic", "quartic")
{
    private static readonly double LogC = Math.Log(2 * Math.Pow(4, 0.25) * SpecialFunctions.Gamma(1.25));

    public override double Variance => 2 * SpecialFunctions.Gamma(0.75) / SpecialFunctions.Gamma(0.25);

    public override double? Exponent => 4;

    public override double LogDensity(double r) => -r * r * r * r / 4 - LogC;

    public override double Derivative(double r) => -r * r * r;

    public override double CumulativeProbability(double r)
        => 0.5 + 0.5 * Math.Sign(r) * SpecialFunctions.GammaLowerRegularized(0.25, r * r * r * r / 4);

    // A normal draw r is kept with probability exp(−(r² − 1)²/4): exp(−r⁴/4) by exp(−r²/2), by their largest ratio.
    public override double Sample(RandomStream stream)
    {
        double r;
        do
            r = stream.NextNormal();
        while (stream.NextDouble() > Math.Exp(-(r * r - 1) * (r * r - 1) / 4));
        return r;
    }
}
