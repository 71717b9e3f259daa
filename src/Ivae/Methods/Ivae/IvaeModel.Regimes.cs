using Ivae.Data;
using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <content>Regimes that are not observed.</content>
public sealed partial class IvaeModel
{
    /// <summary>
    /// The regime of each row <c>[N]</c>, from 0, the most probable given all rows of its sequence, and the
    /// probabilities of all <c>[N, K]</c>; −1 and NaN for rows without the past that the prior reads.
    /// </summary>
    /// <exception cref="NotSupportedException">The model has no regimes.</exception>
    /// <exception cref="ArgumentException">The data has other columns than the model.</exception>
    public (IReadOnlyList<int> Path, Matrix Probabilities) Regimes(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (Chain is null)
            throw new NotSupportedException("This model has no regimes; fit one with prior.regimes.");
        return Regimes(ToModelUnits(data, requireAuxiliary: false));
    }

    /// <summary>
    /// p(k_1) <c>[K]</c> and p(k_t | k_{t−1}) <c>[K, K]</c>, from row to column, of regimes that are not observed;
    /// none where there are none.
    /// </summary>
    public (IReadOnlyList<double> Initial, double[,] Transition)? RegimeTransitions
    {
        get
        {
            if (Chain is not { } chain)
                return null;
            var transition = new double[chain.Regimes, chain.Regimes];
            Buffer.BlockCopy(chain.Transition, 0, transition, 0, chain.Transition.Length * sizeof(double));
            return (chain.Initial, transition);
        }
    }

    /// <summary>The chain of regimes; none where there are none.</summary>
    internal HiddenMarkovChain? Chain => network.Regimes?.Value;

    /// <summary>
    /// Whether its first regimes are held to last: every second start, and without a past the first one.
    /// </summary>
    private bool HasLastingStart => Restart % 2 == 0 == (Past == 0);

    /// <summary>The model with its parameters.</summary>
    internal IvaeNetwork<float> Network => network;

    /// <summary>The same of rows that are preprocessed already.</summary>
    internal (int[] Path, Matrix Probabilities) Regimes(ModelData units)
    {
        var found = Found(units);
        var (path, probabilities) = (found.Path(), found.Probability);
        for (var row = 0; row < units.Rows; row++)
            if (units.RowsBefore(row) < Past)
            {
                path[row] = -1;
                probabilities.Row(row).Fill(float.NaN);
            }

        return (path, probabilities);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// u is then the most probable regime, and weights are those given the rows before, whose sum is the likelihood.
    /// </remarks>
    internal override ModelData WithRegimes(ModelData units)
    {
        if (Chain is null)
            return units;
        var found = Found(units);
        return units with { Codes = [found.Path()], LogRegimes = found.LogPredicted };
    }

    private RegimePosterior Found(ModelData units) => Chain!.Given(
        RegimeObjective.Densities(network, units),
        units.Runs(units.WithPast([.. Enumerable.Range(0, units.Rows)], Past)));
}
