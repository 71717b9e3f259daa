using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Distributions;

/// <summary>
/// log p <c>[B, 1]</c> = Σ_l log f_l(r_l) − log s_l with r = (z − μ)/s and f_l = Σ_k w_kl N(m_kl, σ_kl²), over z,
/// location μ, log-scale log s, and the logarithms of weights, the locations and the log-deviations of the components.
/// </summary>
/// <remarks>
/// What is computed of every row, latent and component is kept as <c>[L, K, B]</c>, so that numbers of a component are
/// one for a whole run of memory.
/// </remarks>
/// <param name="z">Value <c>[B, L]</c>.</param>
/// <param name="location">μ <c>[B, L]</c>, or none for 0.</param>
/// <param name="logScale">log s <c>[B, L]</c>, or none for 0.</param>
/// <param name="logWeight">Logits of w <c>[K, L]</c>.</param>
/// <param name="centre">m <c>[K, L]</c>.</param>
/// <param name="logDeviation">log (σ − <see cref="FreeShape.LeastDeviation"/>) <c>[K, L]</c>.</param>
internal sealed class FreeShapeLogDensity<T>(
    Variable<T> z,
    Variable<T>? location,
    Variable<T>? logScale,
    Variable<T> logWeight,
    Variable<T> centre,
    Variable<T> logDeviation)
    : Operation<T>(z.Tape, 1, requiresGradient: true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> weights = new(); // w [K, L]
    private readonly Scratch<T> precisions = new(); // 1/σ [K, L]
    private readonly Scratch<T> constants = new(); // log w − log σ − ½ log 2π [K, L]
    private readonly Scratch<T> standards = new(); // r [L, B]
    private readonly Scratch<T> inverses = new(); // 1/s [B, L]
    private readonly Scratch<T> distances = new(); // t = (r − m)/σ [L, K, B]
    private readonly Scratch<T> shares = new(); // p(k | r) [L, K, B]
    private readonly Scratch<T> totals = new(); // what a latent adds up [B]
    private readonly Scratch<T> work = new(); // [B]
    private readonly Scratch<T> weighted = new(); // [B]

    private int Latents => z.Columns;

    private int Components => logWeight.Rows;

    public override void Forward()
    {
        var rows = z.Rows;
        Output.Resize(rows);
        Standardise();
        SetComponents();
        var inverse = precisions.Span;
        var t = distances.Resize(Latents * Components * rows);
        var p = shares.Resize(Latents * Components * rows);
        var largest = totals.Resize(rows);
        var sum = work.Resize(rows);
        var y = Output.Value;
        y.Clear();
        for (var latent = 0; latent < Latents; latent++)
        {
            var r = standards.Span.Slice(latent * rows, rows);
            var ofLatent = p.Slice(latent * Components * rows, Components * rows);
            largest.Fill(T.NegativeInfinity);
            for (var k = 0; k < Components; k++)
            {
                var i = k * Latents + latent;
                var distance = Part(t, latent, k);
                var term = Part(p, latent, k);
                TensorPrimitives.Subtract(r, centre.Value[i], distance);
                TensorPrimitives.Multiply(distance, inverse[i], distance);
                TensorPrimitives.Multiply(distance, T.CreateTruncating(-0.5), term);
                TensorPrimitives.MultiplyAdd(distance, term, constants.Span[i], term);
                TensorPrimitives.Max(largest, term, largest);
            }

            for (var k = 0; k < Components; k++)
                TensorPrimitives.Subtract(Part(p, latent, k), largest, Part(p, latent, k));
            ElementFunctions.Exp<T>(ofLatent, ofLatent);
            Part(p, latent, 0).CopyTo(sum);
            for (var k = 1; k < Components; k++)
                TensorPrimitives.Add(sum, Part(p, latent, k), sum);
            TensorPrimitives.Add(y, largest, y);
            ElementFunctions.Log<T>(sum, largest);
            TensorPrimitives.Add(y, largest, y);
            TensorPrimitives.Divide(T.One, sum, sum);
            for (var k = 0; k < Components; k++)
                TensorPrimitives.Multiply(Part(p, latent, k), sum, Part(p, latent, k));
        }

        if (logScale is not null)
            for (var row = 0; row < rows; row++)
                y[row] -= TensorPrimitives.Sum<T>(logScale.Value.Slice(row * Latents, Latents));
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        SetComponents();
        var r = location is null ? onnx[z] : onnx[z] - onnx[location];
        if (logScale is not null)
            r *= (-onnx[logScale]).Exp();
        var distance = (r.Unsqueeze(1) - onnx[centre]) * Table(precisions.Span);
        var density = (Table(constants.Span) - distance * distance * 0.5).LogSumExp(1).Reshape(-1, Latents).Sum(1);
        onnx[Output] = logScale is null ? density : density - onnx[logScale].Sum(1);

        OnnxValue Table(ReadOnlySpan<T> values) => onnx.Constant(values, [Components, Latents]);
    }

    public override void Backward()
    {
        var rows = z.Rows;
        var dY = Output.Gradient;
        var w = weights.Span;
        var inverse = precisions.Span;
        var total = totals.Span;
        var product = work.Span;
        var p = weighted.Resize(rows);
        var dWeight = logWeight.GradientToAdd();
        var dCentre = centre.GradientToAdd();
        var dDeviation = logDeviation.GradientToAdd();
        var dZ = Target(z);
        var dLocation = Target(location);
        var dLogScale = Target(logScale);
        var sumOfY = TensorPrimitives.Sum<T>(dY);
        var least = T.CreateTruncating(FreeShape.LeastDeviation);
        for (var latent = 0; latent < Latents; latent++)
        {
            total.Clear(); // −Σ_k p t/σ ∂loss/∂y
            for (var k = 0; k < Components; k++)
            {
                var i = k * Latents + latent;
                var t = Part(distances.Span, latent, k);
                TensorPrimitives.Multiply(Part(shares.Span, latent, k), dY, p);
                TensorPrimitives.Multiply(p, t, product);
                var mass = TensorPrimitives.Sum<T>(p);
                var pull = TensorPrimitives.Sum<T>(product);
                dWeight[i] += mass - w[i] * sumOfY;
                dCentre[i] += pull * inverse[i];
                dDeviation[i] +=
                    (TensorPrimitives.Dot<T>(product, t) - mass) * (T.One - least * inverse[i]); // dσ/dlog(σ − least)
                TensorPrimitives.MultiplyAdd(product, -inverse[i], total, total);
            }

            Add(dZ, dLocation, dLogScale, latent, total, standards.Span.Slice(latent * rows, rows), dY);
        }
    }

    /// <summary>From the slope at r to those at z, μ and log s.</summary>
    private void Add(
        Span<T> dZ, Span<T> dLocation, Span<T> dLogScale, int latent, Span<T> slope, Span<T> r, Span<T> dY)
    {
        var inverse = inverses.Span;
        for (var (row, i) = (0, latent); row < dY.Length; row++, i += Latents)
        {
            var ofZ = inverse.IsEmpty ? slope[row] : slope[row] * inverse[i];
            if (!dZ.IsEmpty)
                dZ[i] += ofZ;
            if (!dLocation.IsEmpty)
                dLocation[i] -= ofZ;
            if (!dLogScale.IsEmpty)
                dLogScale[i] -= slope[row] * r[row] + dY[row];
        }
    }

    private void SetComponents()
    {
        var w = weights.Resize(logWeight.Length);
        var inverse = precisions.Resize(logWeight.Length);
        var constant = constants.Resize(logWeight.Length);
        for (var latent = 0; latent < Latents; latent++)
        {
            var total = default(LogSumExp);
            for (var i = latent; i < w.Length; i += Latents)
                total.Add(double.CreateTruncating(logWeight.Value[i]));
            for (var i = latent; i < w.Length; i += Latents)
            {
                var logarithm = double.CreateTruncating(logWeight.Value[i]) - total.Value;
                var deviation = FreeShape.Deviation(double.CreateTruncating(logDeviation.Value[i]));
                w[i] = T.CreateTruncating(Math.Exp(logarithm));
                inverse[i] = T.CreateTruncating(1 / deviation);
                constant[i] = T.CreateTruncating(logarithm - Math.Log(deviation) - GaussianFamily.HalfLogTwoPi);
            }
        }
    }

    /// <summary>r = (z − μ)/s, transposed.</summary>
    private void Standardise()
    {
        var rows = z.Rows;
        var value = z.Value;
        var r = standards.Resize(z.Length);
        var inverse = inverses.Resize(logScale?.Length ?? 0);
        if (logScale is not null)
        {
            TensorPrimitives.Negate(logScale.Value, inverse);
            ElementFunctions.Exp<T>(inverse, inverse);
        }

        var mu = location is null ? default : location.Value;
        for (var (row, i) = (0, 0); row < rows; row++)
            for (var latent = 0; latent < Latents; latent++, i++)
            {
                var centred = mu.IsEmpty ? value[i] : value[i] - mu[i];
                r[latent * rows + row] = inverse.IsEmpty ? centred : centred * inverse[i];
            }
    }

    private Span<T> Part(Span<T> all, int latent, int component) =>
        all.Slice((latent * Components + component) * z.Rows, z.Rows);
}
