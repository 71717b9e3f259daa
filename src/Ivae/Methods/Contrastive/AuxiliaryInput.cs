using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;

namespace Ivae.Methods.Contrastive;

/// <summary>The auxiliary variable of a batch as input of networks.</summary>
internal sealed class AuxiliaryInput<T>(Tape<T> tape, ContextShape shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> numeric = tape.Input(shape.Columns);
    private readonly Codes[] codes = [.. shape.Levels.Select(_ => new Codes())];

    /// <summary>u alone.</summary>
    public Context<T> Alone => new(tape, shape.Columns > 0 ? numeric : null, codes);

    /// <summary>Some columns <c>[B, C]</c> and then u.</summary>
    public Context<T> Concatenate(Variable<T> columns) =>
        new(tape, shape.Columns > 0 ? tape.Record(new Concatenate<T>(columns, numeric)) : columns, codes);

    /// <summary>Copies the u of some rows in.</summary>
    public void Load(ModelData data, ReadOnlySpan<int> rows)
    {
        ModelData.Copy(data.Auxiliary, rows, numeric, 0);
        for (var i = 0; i < codes.Length; i++)
            data.Copy(i, rows, codes[i]);
    }
}
