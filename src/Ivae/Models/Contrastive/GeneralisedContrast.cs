using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Models.Contrastive;

/// <summary>
/// Generalised contrastive learning: does u belong to x, or to another row? The logit is Σ_i ψ_i(h_i(x), u) with a network ψ_i for each feature; at the optimum it is
/// log p(x, u)/(p(x) p(u)).
/// </summary>
/// <remarks>Source: Hyvärinen, Sasaki and Turner, "Nonlinear ICA using auxiliary variables and generalized contrastive learning", AISTATS 2019, equation 10.</remarks>
internal sealed class GeneralisedContrast<T> : Contrast<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> observed;
    private readonly AuxiliaryInput<T> own;
    private readonly AuxiliaryInput<T> other;
    private readonly Variable<T> ofTrue;
    private readonly Variable<T> ofFalse;
    private int[] chosen = [];

    /// <summary>Creates the comparison and records the contrast.</summary>
    public GeneralisedContrast(FeatureNetwork<T> features, ParameterSet<T> parameters, NetworkOptions comparison, ContextShape auxiliary, RandomStream stream)
    {
        var shape = auxiliary with { Columns = 2 + auxiliary.Columns };
        Mlp<T>[] psi = [.. Enumerable.Range(0, features.Features).Select(i => new Mlp<T>(parameters, $"comparison{i}", shape, 1, comparison, stream.Split((ulong)i)))];
        observed = Tape.Input(features.Observed);
        (own, other) = (new AuxiliaryInput<T>(Tape, auxiliary), new AuxiliaryInput<T>(Tape, auxiliary));
        var h = features.Apply(observed);
        var absolute = Tape.Record(new Absolute<T>(h));
        Variable<T>[] each = [.. Enumerable.Range(0, features.Features).Select(i => Tape.Record(new Beside<T>(h.Slice(i, 1), absolute.Slice(i, 1))))];
        Variable<T> Logit(AuxiliaryInput<T> u) => psi.Select((network, i) => network.Apply(u.Beside(each[i]))).Aggregate((sum, next) => sum + next);
        (ofTrue, ofFalse) = (Logit(own), Logit(other));
        Bound = (LogSigmoid(ofTrue) + LogSigmoid(-ofFalse)) * 0.5;
    }

    /// <summary>Mean log-probability of the right answers about a true and a false pair.</summary>
    public override Variable<T> Bound { get; }

    public override double? Accuracy => Right(ofTrue, ofFalse);

    public override void Load(ModelData data, ReadOnlySpan<int> rows, ReadOnlySpan<int> others, RandomStream stream)
    {
        if (chosen.Length < rows.Length)
            chosen = new int[rows.Length];
        var drawn = chosen.AsSpan(0, rows.Length);
        Draw(others, drawn, stream);
        ModelData.Copy(data.Observed, rows, observed, 0);
        own.Load(data, rows);
        other.Load(data, drawn);
    }
}
