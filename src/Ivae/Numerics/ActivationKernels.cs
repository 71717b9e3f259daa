using System.Numerics;
using System.Runtime.CompilerServices;
using static Ivae.Numerics.ActivationFormulas;

namespace Ivae.Numerics;

/// <summary>
/// Activations over whole spans, with first and second derivative; x is the input, y the output of the forward pass.
/// </summary>
internal static class ActivationKernels
{
    /// <summary>y = f(x); <paramref name="y"/> may be <paramref name="x"/>.</summary>
    public static void Forward<T>(Activation kind, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, Forwards>(kind, x, default, default, y);

    /// <summary>dx = f′(x)·dy, or dx += f′(x)·dy; <paramref name="dx"/> may be <paramref name="dy"/>.</summary>
    public static void Backward<T>(
        Activation kind, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (accumulate)
            Run<T, BackwardsAdding>(kind, x, y, dy, dx);
        else
            Run<T, Backwards>(kind, x, y, dy, dx);
    }

    /// <summary>d = f′(x).</summary>
    public static void Derivative<T>(Activation kind, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, Slopes>(kind, x, y, default, d);

    /// <summary>d = f″(x).</summary>
    public static void SecondDerivative<T>(Activation kind, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, Curvatures>(kind, x, y, default, d);

    /// <summary>y = f(x) and s = f′(x), in one pass; one of the two may be <paramref name="x"/>.</summary>
    public static void ForwardWithSlope<T>(Activation kind, ReadOnlySpan<T> x, Span<T> y, Span<T> slope)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Choose(kind, new PairWork<T> { X = x, Y = y, Slope = slope });

    private static void Run<T, TUse>(
        Activation kind, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUse : IUse
        => Choose(kind, new ElementWork<T, TUse> { X = x, Y = y, Dy = dy, Destination = destination });

    private static void Choose<TWork>(Activation kind, TWork work)
        where TWork : IWork, allows ref struct
    {
        switch (kind)
        {
            case Activation.None:
                work.Run<Identity>();
                break;
            case Activation.LeakyRelu:
                work.Run<LeakyRelu>();
                break;
            case Activation.Xtanh:
                work.Run<Xtanh>();
                break;
            case Activation.Tanh:
                work.Run<Tanh>();
                break;
            case Activation.Softplus:
                work.Run<Softplus>();
                break;
            case Activation.Relu:
                work.Run<Relu>();
                break;
            case Activation.Elu:
                work.Run<Elu>();
                break;
            case Activation.Silu:
                work.Run<Silu>();
                break;
            case Activation.Sigmoid:
                work.Run<Sigmoid>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such activation.");
        }
    }

    /// <summary>What waits for its activation to be chosen.</summary>
    private interface IWork
    {
        void Run<TActivation>()
            where TActivation : IActivation;
    }

    private ref struct ElementWork<T, TUse> : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUse : IUse
    {
        public ReadOnlySpan<T> X, Y, Dy;
        public Span<T> Destination;

        public readonly void Run<TActivation>()
            where TActivation : IActivation => ElementLoop.Run<Operation<TActivation, TUse>, T>(X, Y, Dy, Destination);
    }

    private ref struct PairWork<T> : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public ReadOnlySpan<T> X;
        public Span<T> Y, Slope;

        public readonly void Run<TActivation>()
            where TActivation : IActivation => ElementLoop.RunPair<ValueAndSlope<TActivation>, T>(X, Y, Slope);
    }

    private readonly struct ValueAndSlope<TActivation> : IPairOperation
        where TActivation : IActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Invoke<TLanes, T>(TLanes x, out TLanes second)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TActivation.ValueAndSlope<TActivation, TLanes, T>(x, out second);
    }

    /// <summary>What is done with an activation.</summary>
    private interface IUse
    {
        static abstract int Inputs { get; }

        static abstract TLanes Invoke<TActivation, TLanes, T>(TLanes x, TLanes y, TLanes dy, TLanes destination)
            where TActivation : IActivation
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged;
    }

    private readonly struct Operation<TActivation, TUse> : IElementOperation
        where TActivation : IActivation
        where TUse : IUse
    {
        public static int Inputs => TUse.Inputs;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Invoke<TLanes, T>(TLanes x, TLanes y, TLanes dy, TLanes destination)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TUse.Invoke<TActivation, TLanes, T>(x, y, dy, destination);
    }

    private readonly struct Forwards : IUse
    {
        public static int Inputs => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Invoke<TActivation, TLanes, T>(TLanes x, TLanes y, TLanes dy, TLanes destination)
            where TActivation : IActivation
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TActivation.Value<TLanes, T>(x);
    }

    private readonly struct Slopes : IUse
    {
        public static int Inputs => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Invoke<TActivation, TLanes, T>(TLanes x, TLanes y, TLanes dy, TLanes destination)
            where TActivation : IActivation
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TActivation.Slope<TLanes, T>(x, y);
    }

    private readonly struct Curvatures : IUse
    {
        public static int Inputs => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Invoke<TActivation, TLanes, T>(TLanes x, TLanes y, TLanes dy, TLanes destination)
            where TActivation : IActivation
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TActivation.Curvature<TLanes, T>(x, y);
    }

    private readonly struct Backwards : IUse
    {
        public static int Inputs => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Invoke<TActivation, TLanes, T>(TLanes x, TLanes y, TLanes dy, TLanes destination)
            where TActivation : IActivation
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TActivation.Slope<TLanes, T>(x, y) * dy;
    }

    private readonly struct BackwardsAdding : IUse
    {
        public static int Inputs => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Invoke<TActivation, TLanes, T>(TLanes x, TLanes y, TLanes dy, TLanes destination)
            where TActivation : IActivation
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.MultiplyAdd(TActivation.Slope<TLanes, T>(x, y), dy, destination);
    }
}
