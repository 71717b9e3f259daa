namespace Ivae.Numerics;

/// <summary>
/// What happens to one register's worth of numbers; operands beyond <see cref="Inputs"/> are not read.
/// </summary>
internal interface IElementOperation
{
    /// <summary>How many of x, y, dy and what stands in the destination are read, in this order.</summary>
    static abstract int Inputs { get; }

    static abstract TLanes Invoke<TLanes, T>(TLanes x, TLanes y, TLanes dy, TLanes destination)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged;
}
