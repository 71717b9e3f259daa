using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Methods.Contrastive;
using Ivae.Methods.Linear;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>A method that learns features h(x) by telling things apart.</summary>
public abstract record ContrastiveMethod : FeatureMethod
{
    private protected ContrastiveMethod(string name, string title, string guarantee)
        : base(name, title, guarantee)
    {
    }

    /// <summary>
    /// Whether there is a linear map in parallel to the network of the features, started at principal components in a
    /// random rotation.
    /// </summary>
    public bool LinearPath { get; init; } = true;

    /// <summary>The network of the features.</summary>
    public FeatureOptions Features { get; init; } = new();

    internal sealed override bool HasLinearPath => LinearPath;

    internal override IEnumerable<string> Problems(IvaeOptions options, string key) =>
        Features.Problems($"{key}.features");

    /// <summary>Makes the contrast, with its parameters in addition to those of the features.</summary>
    internal abstract Contrast<float> Contrast(
        FeatureNetwork<float> features, ParameterSet<float> parameters, ModelDescription model, RandomStream stream);

    /// <summary>Each feature by itself, at mean 0 and variance 1.</summary>
    internal override LinearUnmixing Unmix(Matrix features, int latents, RandomStream stream)
    {
        var scaling = Standardizer.Fit(features);
        var matrix = new double[features.Columns * features.Columns];
        for (var j = 0; j < features.Columns; j++)
            matrix[j * features.Columns + j] = 1.0 / scaling.Scale[j];
        return new LinearUnmixing(Array.ConvertAll(scaling.Center, c => (double)c), matrix);
    }
}
