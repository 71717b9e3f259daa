namespace Ivae.Causality;

/// <summary>What can be said about two variables a and b.</summary>
public enum DirectionAnswer
{
    /// <summary>a causes b.</summary>
    Forward,

    /// <summary>b causes a.</summary>
    Backward,

    /// <summary>The data do not tell.</summary>
    Undetermined,

    /// <summary>
    /// Neither order leaves independent disturbances: a common cause, a cycle, or a mechanism beyond the model.
    /// </summary>
    Confounded,
}
