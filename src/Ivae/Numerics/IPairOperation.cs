namespace Ivae.Numerics;

/// <summary>Two results from one register's worth of numbers.</summary>
internal interface IPairOperation
{
    static abstract TLanes Invoke<TLanes, T>(TLanes x, out TLanes second)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged;
}
