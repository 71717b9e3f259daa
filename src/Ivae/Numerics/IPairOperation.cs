namespace Ivae.Numerics;

/// <summary>Two results from one register's worth of numbers.</summary>
internal interface IPairOperation
{
    static abstract (TLanes First, TLanes Second) Invoke<TLanes, T>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged;
}
