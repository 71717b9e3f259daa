namespace Ivae.Training;

/// <summary>The stage of a fit that is being trained.</summary>
/// <param name="Name">Its name: that of the method, or of what the fit goes on with, such as "simpler prior".</param>
/// <param name="Number">Its number in the fit, from 1.</param>
/// <param name="Count">Stages of the fit; <see langword="null"/> where what this one finds decides whether others
/// follow.</param>
/// <param name="Epochs">Epochs of all its runs together, at most.</param>
public sealed record TrainingStage(string Name, int Number, int? Count, int Epochs)
{
    /// <summary>"stage 2 of 3: warm start"; without the count where it is not known.</summary>
    public override string ToString() =>
        Count is { } count ? $"stage {Number} of {count}: {Name}" : $"stage {Number}: {Name}";
}
