using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ivae.Cli;
using Ivae.Experiments;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Simulation.Worlds;

namespace Ivae.Test.Persistence;

/// <summary>
/// What a program that is compiled ahead of time cannot find by itself is written down, and nothing was left out.
/// </summary>
public class DescribedTypesTest
{
    private static readonly Assembly[] Shipped =
        [typeof(Method).Assembly, typeof(RunJson).Assembly, typeof(ExperimentJson).Assembly, typeof(JsonText).Assembly];

    [Fact]
    public void Every_method_is_described()
    {
        IJsonTypeInfoResolver described = MethodContext.Default;
        Assert.All(Method.Names, name =>
            Assert.NotNull(described.GetTypeInfo(Method.Named(name).GetType(), JsonText.Options)));
    }

    [Fact]
    public void Every_enumeration_that_is_written_is_written_as_its_name()
    {
        var described = Shipped.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)))
            .SelectMany(type => type.GetProperties())
            .Select(property => property.PropertyType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(JsonTypeInfo<>))
            .Select(type => type.GetGenericArguments()[0])
            .ToHashSet();
        Assert.True(described.Count > 100, $"only {described.Count} types");
        var numbered = described.Where(type =>
            type.IsEnum && type.GetCustomAttribute<JsonConverterAttribute>() is null);
        Assert.Empty(numbered);
    }

    /// <summary>An option that a configuration leaves out keeps its default, also where that is no zero.</summary>
    [Fact]
    public void Options_that_are_not_named_keep_their_defaults()
    {
        var read = JsonSerializer.Deserialize("{}", JsonText.Options.GetTypeInfo<FitSettings>())!;
        Assert.Equal(JsonText.Of(new FitSettings()), JsonText.Of(read));
    }

    [Fact]
    public void Every_kind_of_every_part_of_a_world_is_listed()
    {
        AssertListed<MixingKind>();
        AssertListed<SourceKind>();
        AssertListed<AuxiliaryKind>();
    }

    private static void AssertListed<T>()
        where T : WorldKind, IWorldPart<T> => Assert.Equal(
            typeof(T).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(T))).Select(type => type.Name).Order(),
            WorldKinds<T>.All.Select(kind => kind.GetType().Name).Order());
}
