using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>The activations as formulas: value f(x), slope f′ and curvature f″ from x and y = f(x).</summary>
internal static class ActivationFormulas
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public interface IActivation
    {
        static abstract TLanes Value<TLanes, T>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged;

        static abstract TLanes Slope<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged;

        /// <summary>Both at once, where that saves work.</summary>
        static virtual TLanes ValueAndSlope<TSelf, TLanes, T>(TLanes x, out TLanes slope)
            where TSelf : IActivation
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            var y = TSelf.Value<TLanes, T>(x);
            slope = TSelf.Slope<TLanes, T>(x, y);
            return y;
        }

        static abstract TLanes Curvature<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged;
    }

    public readonly struct Identity : IActivation
    {
        [MethodImpl(Inline)]
        public static TLanes Value<TLanes, T>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => x;

        [MethodImpl(Inline)]
        public static TLanes Slope<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.Constant(1);

        [MethodImpl(Inline)]
        public static TLanes Curvature<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.Constant(0);
    }

    public readonly struct LeakyRelu : IActivation
    {
        [MethodImpl(Inline)]
        public static TLanes Value<TLanes, T>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.WherePositive(x, x, x * TLanes.Constant(0.2));

        [MethodImpl(Inline)]
        public static TLanes Slope<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.WherePositive(x, TLanes.Constant(1), TLanes.Constant(0.2));

        [MethodImpl(Inline)]
        public static TLanes Curvature<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.Constant(0);
    }

    public readonly struct Xtanh : IActivation
    {
        [MethodImpl(Inline)]
        public static TLanes Value<TLanes, T>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.MultiplyAdd(x, TLanes.Constant(0.1), TLanes.Tanh(x));

        [MethodImpl(Inline)]
        public static TLanes Slope<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.Constant(0.1) + Tanh.Slope<TLanes, T>(x, TanhPart<TLanes, T>(x, y));

        [MethodImpl(Inline)]
        public static TLanes Curvature<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => Tanh.Curvature<TLanes, T>(x, TanhPart<TLanes, T>(x, y));

        [MethodImpl(Inline)]
        public static TLanes ValueAndSlope<TSelf, TLanes, T>(TLanes x, out TLanes slope)
            where TSelf : IActivation
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            var tanh = TLanes.Tanh(x);
            slope = TLanes.MultiplyAdd(-tanh, tanh, TLanes.Constant(1.1));
            return TLanes.MultiplyAdd(x, TLanes.Constant(0.1), tanh);
        }

        [MethodImpl(Inline)]
        private static TLanes TanhPart<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.MultiplyAdd(x, TLanes.Constant(-0.1), y);
    }

    public readonly struct Tanh : IActivation
    {
        [MethodImpl(Inline)]
        public static TLanes Value<TLanes, T>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.Tanh(x);

        [MethodImpl(Inline)]
        public static TLanes Slope<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.MultiplyAdd(-y, y, TLanes.Constant(1));

        [MethodImpl(Inline)]
        public static TLanes Curvature<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.Constant(-2) * y * Slope<TLanes, T>(x, y);
    }

    public readonly struct Softplus : IActivation
    {
        [MethodImpl(Inline)]
        public static TLanes Value<TLanes, T>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.Softplus(x);

        [MethodImpl(Inline)]
        public static TLanes Slope<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => -TLanes.ExpM1(-y);

        [MethodImpl(Inline)]
        public static TLanes Curvature<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
            => TLanes.MultiplyAdd(-Slope<TLanes, T>(x, y), Slope<TLanes, T>(x, y), Slope<TLanes, T>(x, y));
    }

    public readonly struct Relu : IActivation
    {
        [MethodImpl(Inline)]
        public static TLanes Value<TLanes, T>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.WherePositive(-x, TLanes.Constant(0), x);

        [MethodImpl(Inline)]
        public static TLanes Slope<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.WherePositive(x, TLanes.Constant(1), TLanes.Constant(0));

        [MethodImpl(Inline)]
        public static TLanes Curvature<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.Constant(0);
    }

    public readonly struct Elu : IActivation
    {
        [MethodImpl(Inline)]
        public static TLanes Value<TLanes, T>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.WherePositive(x, x, TLanes.ExpM1(x));

        [MethodImpl(Inline)]
        public static TLanes Slope<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.WherePositive(x, TLanes.Constant(1), y + TLanes.Constant(1));

        [MethodImpl(Inline)]
        public static TLanes Curvature<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.WherePositive(x, TLanes.Constant(0), y + TLanes.Constant(1));
    }

    public readonly struct Silu : IActivation
    {
        [MethodImpl(Inline)]
        public static TLanes Value<TLanes, T>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => x * TLanes.Sigmoid(x);

        [MethodImpl(Inline)]
        public static TLanes Slope<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.MultiplyAdd(y, TLanes.Constant(1) - TLanes.Sigmoid(x), TLanes.Sigmoid(x));

        [MethodImpl(Inline)]
        public static TLanes ValueAndSlope<TSelf, TLanes, T>(TLanes x, out TLanes slope)
            where TSelf : IActivation
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            var sigmoid = TLanes.Sigmoid(x);
            var y = x * sigmoid;
            slope = TLanes.MultiplyAdd(y, TLanes.Constant(1) - sigmoid, sigmoid);
            return y;
        }

        [MethodImpl(Inline)]
        public static TLanes Curvature<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
            => Sigmoid.Slope<TLanes, T>(x, TLanes.Sigmoid(x)) * (TLanes.Constant(2) + x - TLanes.Constant(2) * y);
    }

    public readonly struct Sigmoid : IActivation
    {
        [MethodImpl(Inline)]
        public static TLanes Value<TLanes, T>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.Sigmoid(x);

        [MethodImpl(Inline)]
        public static TLanes Slope<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged => TLanes.MultiplyAdd(-y, y, y);

        [MethodImpl(Inline)]
        public static TLanes Curvature<TLanes, T>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
            => Slope<TLanes, T>(x, y) * TLanes.MultiplyAdd(TLanes.Constant(-2), y, TLanes.Constant(1));
    }
}
