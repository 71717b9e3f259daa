using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Methods.Contrastive;

/// <summary>
/// Generalised contrastive learning: does u belong to x, or to another row? The logit is Σ_i ψ_i(h_i(x), u) with ψ_i(h,
/// u) = Σ_k a_ik(h, |h|) b_ik(u), a and b networks; at the optimum it is log p(x, u)/(p(x) p(u)). Products reach the
/// sources from more starts than one network of (h, u) does, and |h| lets a symmetric density be learned without
/// folding h.
/// </summary>
/// <remarks>Source: Hyvärinen, Sasaki and Turner, "Nonlinear ICA using auxiliary variables and generalized contrastive
/// learning", AISTATS 2019, equation 10.</remarks>
internal sealed class GeneralisedContrast<T> : Contrast<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Terms = 8; // products in ψ, as many as the statistics that u may move
    private readonly Variable<T> observed;
    private readonly AuxiliaryInput<T> own;
    private readonly AuxiliaryInput<T> other;
    private readonly Variable<T> ofTrue;
    private readonly Variable<T> ofFalse;
    private int[] chosen = [];

    /// <summary>Creates the comparison and records the contrast.</summary>
    public GeneralisedContrast(FeatureNetwork<T> features, ParameterSet<T> parameters, NetworkOptions comparison,
        ContextShape auxiliary, RandomStream stream)
    {
        Mlp<T> Network(string name, int i, ContextShape inputs) =>
            new(parameters, $"comparison{i}.{name}", inputs, Terms, comparison, stream.Split(name).Split((ulong)i));
        var ofFeature = Enumerable.Range(0, features.Features)
            .Select(i => Network("feature", i, new ContextShape(2, []))).ToArray();
        var ofAuxiliary =
            Enumerable.Range(0, features.Features).Select(i => Network("auxiliary", i, auxiliary)).ToArray();
        observed = Tape.Input(features.Observed);
        (own, other) = (new AuxiliaryInput<T>(Tape, auxiliary), new AuxiliaryInput<T>(Tape, auxiliary));
        var h = features.Apply(observed);
        var absolute = Tape.Record(new Absolute<T>(h));
        var each = ofFeature.Select((network, i) => network.Apply(
            Context<T>.Of(Tape.Record(new Concatenate<T>(h.Slice(i, 1), absolute.Slice(i, 1)))))).ToArray();
        Variable<T> Logit(AuxiliaryInput<T> u) => each.Select((feature, i) => feature * ofAuxiliary[i].Apply(u.Alone))
            .Aggregate((sum, next) => sum + next).SumOfRow();
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
