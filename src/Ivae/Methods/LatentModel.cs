using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>A fitted model of any method: it gives rows their latents. Immutable; safe to use from many threads.</summary>
public abstract class LatentModel
{
    private protected LatentModel(ModelDescription description) => Description = description;

    /// <summary>Options, preprocessing and coding of u.</summary>
    public ModelDescription Description { get; }

    /// <summary>The method it was fitted by, with its options.</summary>
    public Method Method => Description.Options.Method;

    /// <summary>Number of latents L.</summary>
    public int Latents => Description.Latents;

    /// <summary>Number of observed columns D.</summary>
    public int Observed => Description.Preprocessing.Columns;

    /// <summary>Number of fitted parameters.</summary>
    public int ParameterCount => Parameters.Values.Length;

    /// <summary>Whether latents of new rows need their u.</summary>
    public abstract bool EncoderReadsAuxiliary { get; }

    /// <summary>All that was fitted, which is what the model file holds beside the description.</summary>
    internal abstract ParameterSet<float> Parameters { get; }

    /// <summary>The latents of each row <c>[N, L]</c>.</summary>
    /// <exception cref="ArgumentException">The data has other columns than the model, or lacks the u its encoder reads.</exception>
    public abstract Matrix Transform(Dataset data);

    /// <summary>The latents <c>[N, L]</c> of rows that are preprocessed already.</summary>
    internal abstract Matrix Transform(ModelData units);

    /// <summary>What training moves the parameters by; none where they are computed in <see cref="Complete"/> alone.</summary>
    internal abstract IObjective<float>? Objective(ModelData data, RowSplit split, RandomStream stream);

    /// <summary>Computes what is left once training has ended, from the training rows.</summary>
    internal virtual void Complete(ModelData data, RowSplit split, RandomStream stream, List<string> warnings)
    {
    }

    /// <summary>The rows in the units of the model.</summary>
    private protected ModelData ToModelUnits(Dataset data, bool requireAuxiliary)
    {
        if (data.Observed.Columns != Observed)
            throw new ArgumentException($"The data has {data.Observed.Columns} observed columns; this model was fitted to {Observed}.", nameof(data));
        var auxiliary = requireAuxiliary ? data.Auxiliary : Blank(data.Rows);
        return new ModelData(Description.Preprocessing.Apply(data.Observed), AuxiliaryUnits(auxiliary), [.. auxiliary.Categorical.Select(c => c.Codes)]);
    }

    /// <summary>The numeric part of u in the units of the model <c>[N, P]</c>.</summary>
    private protected Matrix AuxiliaryUnits(Auxiliary auxiliary)
    {
        var shape = Description.Auxiliary;
        if (auxiliary.Categorical.Count < shape.Levels.Count || auxiliary.Numeric.Columns < shape.Columns)
            throw new ArgumentException(
                $"This model was fitted with {shape.Levels.Count} categorical and {shape.Columns} numeric auxiliary variables; the data has {auxiliary.Categorical.Count} and {auxiliary.Numeric.Columns}.");
        return shape.Columns == 0 ? new Matrix(auxiliary.Rows, 0) : Description.AuxiliaryScaling.Apply(auxiliary.Numeric);
    }

    /// <summary>A u of the right shape, for what does not depend on it.</summary>
    private Auxiliary Blank(int rows) => new(
        [.. Description.Auxiliary.Levels.Select(_ => new CategoricalVariable("", [], new int[rows]))],
        new Matrix(rows, Description.Auxiliary.Columns),
        [.. Enumerable.Repeat("", Description.Auxiliary.Columns)]);
}
