using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Ivae.Data;

namespace Ivae.Test;

/// <summary>
/// Every public method and constructor of the library names an argument that is null and must not be. Records, which
/// hold values and do nothing, are left to the compiler, and so are methods that take spans, which reflection cannot
/// call.
/// </summary>
public sealed class NullArgumentTest
{
    private static readonly Assembly Library = typeof(Dataset).Assembly;

    public static TheoryData<string> Arguments => [.. Places().Select(place => place.Name)];

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Null_is_refused_by_name(string name)
    {
        var (_, member, parameter) = Places().First(place => place.Name == name);
        var arguments = member.GetParameters()
            .Select(other => other == parameter ? null : Something(other.ParameterType)).ToArray();
        var thrown = Assert.Throws<TargetInvocationException>(() => member is ConstructorInfo constructor
            ? constructor.Invoke(arguments)
            : member.Invoke(member.IsStatic ? null : Blank(member.DeclaringType!), arguments)).InnerException;
        Assert.Equal(parameter.Name, Assert.IsType<ArgumentNullException>(thrown).ParamName);
    }

    private static IEnumerable<(string Name, MethodBase Member, ParameterInfo Parameter)> Places()
    {
        var context = new NullabilityInfoContext();
        const BindingFlags Own =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return
            from exported in Library.GetExportedTypes()
            where !exported.IsEnum && !exported.IsSubclassOf(typeof(Delegate))
            let type = exported.IsGenericTypeDefinition ? exported.MakeGenericType(typeof(float)) : exported
            from member in type.GetMembers(Own).OfType<MethodBase>()
            where !member.IsAbstract && !IsMadeByCompiler(type, member)
            let callable = OfFloats(member)
            where !callable.GetParameters().Any(other => other.ParameterType.IsByRefLike || other.ParameterType.IsByRef)
            from parameter in callable.GetParameters()
            where !parameter.ParameterType.IsValueType
            where context.Create(parameter).WriteState == NullabilityState.NotNull
            orderby exported.FullName
            let types = string.Join(", ", callable.GetParameters().Select(other => other.ParameterType.Name))
            select ($"{exported.FullName}.{member.Name}({types}) {parameter.Name}", callable, parameter);
    }

    private static MethodBase OfFloats(MethodBase member) =>
        member is MethodInfo { IsGenericMethod: true } generic ? generic.MakeGenericMethod(typeof(float)) : member;

    private static bool IsMadeByCompiler(Type type, MethodBase member)
    {
        var isRecord = type.GetMethod("<Clone>$") is not null;
        return member is MethodInfo { IsSpecialName: true }
            || member.IsDefined(typeof(CompilerGeneratedAttribute))
            || (isRecord && member is ConstructorInfo);
    }

    /// <summary>An argument that is not null; it is not looked at when others are checked first.</summary>
    private static object? Something(Type type)
    {
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        if (type == typeof(string))
            return "x";
        if (type.IsArray)
            return Array.CreateInstance(type.GetElementType()!, new int[type.GetArrayRank()]);
        if (type.IsSubclassOf(typeof(Delegate)))
            return Doing(type);
        if (!type.IsInterface)
            return Blank(type);
        var arguments = type.GetGenericArguments();
        return arguments.Length == 2
            ? Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))
            : type.IsAssignableFrom(arguments[0].MakeArrayType()) ? Array.CreateInstance(arguments[0], 0) : null;
    }

    private static Delegate Doing(Type type)
    {
        var method = type.GetMethod("Invoke")!;
        var parameters = method.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType));
        return Expression.Lambda(type, Expression.Default(method.ReturnType), parameters).Compile();
    }

    private static object Blank(Type type) => type switch
    {
        _ when type == typeof(Stream) => new MemoryStream(),
        _ when type == typeof(TextWriter) => new StringWriter(),
        { IsAbstract: true } =>
            Blank(Library.GetTypes().First(other => !other.IsAbstract && other.IsSubclassOf(type))),
        _ => RuntimeHelpers.GetUninitializedObject(type),
    };
}
