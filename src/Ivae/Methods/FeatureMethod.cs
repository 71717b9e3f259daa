using Ivae.Methods.Linear;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>A method whose latents are features of x, unmixed linearly, without a density.</summary>
public abstract record FeatureMethod : Method
{
    private protected FeatureMethod(string name, string title, string guarantee)
        : base(name, title, guarantee)
    {
    }

    internal sealed override LatentModel Create(ModelDescription description, LinearStart start, RandomStream stream) =>
        new FeatureModel(description, this, start, stream);

    /// <summary>Unmixes features <c>[N, F]</c> of the training rows into L latents.</summary>
    internal abstract LinearUnmixing Unmix(Matrix features, int latents, RandomStream stream);
}
