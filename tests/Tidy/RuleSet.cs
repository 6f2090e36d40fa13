using System.Reflection;
using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy;

/// <summary>Every rule, found by its shape: a public static function from a repository to violations.</summary>
internal static class RuleSet
{
    public static IReadOnlyList<Func<Repository, IEnumerable<Violation>>> All { get; } =
        [.. typeof(Limits).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Limits).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.ReturnType == typeof(IEnumerable<Violation>))
            .Select(method => method.CreateDelegate<Func<Repository, IEnumerable<Violation>>>())];
}
