using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>
/// A network D with log [q(z)/Π_d q(z_d)] as its optimum: it minimises −log σ(D(z)) − log(1 − σ(D(z′))), z′ being z
/// with every column permuted over the batch.
/// </summary>
internal sealed class Discriminator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> parameters = new();
    private readonly Mlp<T> network;
    private readonly Tape<T> tape = new();
    private readonly Variable<T> sample;
    private readonly Variable<T> permuted;
    private readonly Variable<T> loss;
    private readonly Adam<T> adam;
    private readonly RandomStream order;
    private readonly double learningRate;

    /// <summary>Creates it.</summary>
    /// <param name="latents">L.</param>
    /// <param name="options">Its width and rate, which are not open.</param>
    /// <param name="stream">Where chance comes from.</param>
    public Discriminator(int latents, FactorVaeMethod options, RandomStream stream)
    {
        var shape = new NetworkOptions
        {
            HiddenWidths = [.. Enumerable.Repeat(options.Width!.Value, options.Layers)],
            Activation = Activation.LeakyRelu,
            Initialiser = Initialiser.He,
        };
        network = new Mlp<T>(
            parameters, "discriminator", new ContextShape(latents, []), 1, shape, stream.Split("initialise"));
        (sample, permuted) = (tape.Input(latents), tape.Input(latents));
        loss = ((-LogRatio(sample)).Activate(Activation.Softplus) + LogRatio(permuted).Activate(Activation.Softplus))
            .Average();
        adam = new Adam<T>(parameters, new TrainingOptions { GradientClip = 0 }, 0.5, 0.9);
        (order, learningRate) = (stream.Split("order"), options.LearningRate!.Value);
    }

    /// <summary>D(z) <c>[B, 1]</c>, on the tape of z.</summary>
    public Variable<T> LogRatio(Variable<T> z) => network.Apply(Context<T>.Of(z));

    /// <summary>What it has learned, as state.</summary>
    public void Exchange(StateArchive state)
    {
        state.Values<T>(parameters.Values);
        adam.Exchange(state);
        order.Exchange(state);
    }

    /// <summary>One step on the values of z <c>[B, L]</c>.</summary>
    public void Learn(Variable<T> z)
    {
        sample.Resize(z.Rows);
        permuted.Resize(z.Rows);
        z.Value.CopyTo(sample.Value);
        z.Value.CopyTo(permuted.Value);
        for (var column = 0; column < z.Columns; column++)
            for (var row = z.Rows - 1; row > 0; row--)
            {
                var other = order.NextInt32(row + 1);
                var (a, b) = (row * z.Columns + column, other * z.Columns + column);
                (permuted.Value[a], permuted.Value[b]) = (permuted.Value[b], permuted.Value[a]);
            }

        tape.Forward();
        tape.Backward(loss);
        adam.Step(learningRate);
    }
}
