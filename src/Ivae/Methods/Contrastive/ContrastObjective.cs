using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods.Contrastive;

/// <summary>A contrast on training and held-out rows, for the training loop.</summary>
internal sealed class ContrastObjective<T> : IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestValidation = 4096;
    private const int ValidationBatch = 512;
    private readonly Contrast<T> contrast;
    private readonly ModelData data;
    private readonly RowSplit split;
    private readonly int[] validationRows;
    private readonly Variable<T> loss;
    private readonly RandomStream training;
    private readonly RandomStream validation;

    /// <param name="contrast">What is asked.</param>
    /// <param name="parameters">What answers.</param>
    /// <param name="data">All rows.</param>
    /// <param name="split">Which rows to train on and which to hold out.</param>
    /// <param name="stream">Where chance comes from.</param>
    public ContrastObjective(
        Contrast<T> contrast, ParameterSet<T> parameters, ModelData data, RowSplit split, RandomStream stream)
    {
        (this.contrast, this.data, this.split, Parameters) = (contrast, data, split, parameters);
        var held = split.HeldOut.Length > 0 ? split.HeldOut : split.Training;
        var step = (held.Length + LargestValidation - 1) / LargestValidation;
        validationRows = [.. held.Where((_, i) => i % step == 0)];
        loss = -contrast.Bound.Average();
        (training, validation) = (stream.Split("contrast"), stream.Split("validation"));
    }

    public ParameterSet<T> Parameters { get; }

    public ReadOnlySpan<int> TrainingRows => split.Training;

    /// <summary>Share of right answers on the held-out rows at the last call of <see cref="Validate"/>.</summary>
    public double? Accuracy { get; private set; }

    public double Loss(ReadOnlySpan<int> rows, double progress)
    {
        contrast.Load(data, rows, split.Training, training);
        contrast.Tape.Forward();
        contrast.Tape.Backward(loss);
        return double.CreateTruncating(loss.Value[0]);
    }

    public double Validate()
    {
        var (sum, right) = (0.0, (double?)0.0);
        var stream = validation.Split(0); // the same chance at every call
        for (var start = 0; start < validationRows.Length; start += ValidationBatch)
        {
            var rows = validationRows.AsSpan(start, Math.Min(ValidationBatch, validationRows.Length - start));
            contrast.Load(data, rows, validationRows, stream);
            contrast.Tape.Forward();
            sum += double.CreateTruncating(TensorPrimitives.Sum<T>(contrast.Bound.Value));
            right += contrast.Accuracy * rows.Length;
        }

        Accuracy = right / validationRows.Length;
        return sum / validationRows.Length;
    }

    /// <inheritdoc/>
    public void Exchange(StateArchive state) => training.Exchange(state);

    public IEnumerable<(string Name, double Value)> Terms() => [("contrast", double.CreateTruncating(loss.Value[0]))];
}
