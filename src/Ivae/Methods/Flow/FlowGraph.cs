using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// The exact likelihood of a flow g from x to D coordinates: log p(x | u) = log p(z | u) + log p(v | z) + log |det
/// ∂g/∂x|, the first L of them being the latents z and the others, if there are any, noise v. The encoder g is made of
/// invertible layers, or is any network whose inverse the decoder f learns to be: a free-form flow is trained with a
/// reconstruction term β‖f(g(x)) − x‖² that keeps g invertible. Where L &lt; D training blurs x by a little noise,
/// since data on a surface has no density. In many columns the gradient of a free-form flow's log |det| is estimated.
/// </summary>
/// <remarks>
/// Source of the free form: Draxler, Sorrenson, Zimmermann, Rousselot and Köthe, "Free-form flows: make any
/// architecture a normalizing flow", AISTATS 2024. The gradient of log |det J_g| is tr(J_g⁻¹ dJ_g), about tr(J_f dJ_g)
/// = E[vᵀ dJ_g J_f v], v of random signs (Hutchinson 1990): one tangent through the decoder and one through the
/// encoder, where the exact one takes D. Held-out rows are scored by the exact determinant.
/// </remarks>
internal sealed class FlowGraph<T> : ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FlowMethod method;
    private readonly Variable<T>? blur;
    private readonly Lazy<ModelGraph<T>> validation;

    /// <summary>Records the objective.</summary>
    /// <param name="network">A flow.</param>
    /// <param name="method">Its options.</param>
    /// <param name="training">Whether x is blurred where L &lt; D.</param>
    /// <param name="estimated">Whether in place of log |det| there is a number near 0 whose gradient is that of log
    /// |det| in expectation: for training a free-form flow.</param>
    public FlowGraph(IvaeNetwork<T> network, FlowMethod method, bool training = false, bool estimated = false)
        : base(network)
    {
        validation = new(() => estimated ? new FlowGraph<T>(network, method, training) : this);
        this.method = method;
        var x = Observed;
        if (training && network.Complement is not null)
        {
            blur = Tape.Input(network.Observed);
            x = Observed + blur;
        }

        Variable<T> coordinates, logDeterminant;
        Variable<T>? decoded = null;
        if (network.Flow is { } flow)
        {
            (coordinates, logDeterminant) = flow.Forward(x);
        }
        else if (estimated)
        {
            Signs = Tape.Input(network.Observed);
            coordinates = network.Posterior!.MeanOf(x);
            (decoded, var direction) = network.Likelihood.DecodeWithTangents(coordinates, Signs);
            var (_, tangent) = network.Posterior.WithTangents(x, Tape.Record(new StopGradient<T>(direction)));
            logDeterminant = (Signs * (tangent - Signs)).SumOfRow();
        }
        else
        {
            (coordinates, var jacobian) = network.Posterior!.WithJacobian(x);
            logDeterminant = Tape.Record(new LogAbsDeterminant<T>(jacobian));
            decoded = network.Likelihood.Decode(coordinates);
        }

        var residual = decoded is null ? null : decoded - x;
        var reconstructionError = residual is null ? null : (residual * residual).SumOfRow();

        Mean = network.LatentsOf(coordinates);
        LogDeterminant = logDeterminant;
        var logPrior = Regimes?.LogDensity(Mean) ?? Prior.LogDensity(Mean);
        var logComplement = network.Complement?.LogDensity(network.ComplementOf(coordinates), Mean);
        Bound = (logComplement is null ? logPrior : logPrior + logComplement) + logDeterminant;
        ValidationScore =
            reconstructionError is null ? Bound : Bound - reconstructionError * method.ReconstructionWeight;
        Loss = -ValidationScore.Average();
        (string, Variable<T>?)[] terms = [("log p(z|u)", logPrior), ("log p(v|z)", logComplement),
            (estimated ? "vᵀ(dz/dx·dx/dz − 1)v" : "log |det dz/dx|", logDeterminant),
            ("reconstruction error", reconstructionError)];
        Terms = [.. terms.Where(t => t.Item2 is not null).Select(t => (t.Item1, t.Item2!))];
    }

    /// <summary>v <c>[B, D]</c>, of an estimate.</summary>
    public Variable<T>? Signs { get; }

    public override Variable<T> Mean { get; }

    public override Variable<T>? Variance => null;

    /// <summary>log p(x | u), exact where f inverts g.</summary>
    public override Variable<T> Bound { get; }

    /// <summary>
    /// log p(x | u), of a free-form flow less the reconstruction term, without which an encoder that folds would look
    /// best.
    /// </summary>
    public override Variable<T> ValidationScore { get; }

    public override Variable<T> LogWeight => Bound;

    /// <inheritdoc/>
    public override Variable<T> LogDeterminant { get; }

    /// <inheritdoc/>
    public override ModelGraph<T> ValidationGraph => validation.Value;

    public override Variable<T> Loss { get; }

    /// <inheritdoc/>
    /// <remarks>A row of 256 takes as long as one of 32, so that a batch of usual size is not cut.</remarks>
    public override int SlabRows => Math.Max(256, Tape.SlabRows);

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms { get; }

    /// <inheritdoc/>
    protected override bool DrawsNoise => blur is not null || Signs is not null;

    /// <inheritdoc/>
    public override void Load(ModelData data, ReadOnlySpan<int> rows, RandomStream noise)
    {
        base.Load(data, rows, noise);
        if (blur is not null)
        {
            Draw(blur, rows.Length, noise);
            TensorPrimitives.Multiply(blur.Value, T.CreateTruncating(method.BlurAt(Progress)), blur.Value);
        }

        if (Signs is not null)
        {
            Draw(Signs, rows.Length, noise);
            foreach (ref var sign in Signs.Value)
                sign = T.CopySign(T.One, sign);
        }
    }
}
