using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>Options that tests make up, described as those of the program are.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(OptionTreeTest.Outer))]
internal sealed partial class TestTypes : JsonSerializerContext
{
    [ModuleInitializer]
    internal static void MakeKnown() => JsonText.Options.TypeInfoResolverChain.Add(Default);
}
