namespace Ivae.Numerics;

/// <summary>A kernel that is written once for every register width; its operands are fields.</summary>
internal interface ILaneKernel
{
    /// <summary>Works with the registers chosen by <see cref="LaneDispatch"/>.</summary>
    void Run<TLanes, T>()
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged;
}
