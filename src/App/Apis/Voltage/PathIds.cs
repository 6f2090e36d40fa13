namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// The ids in paths, of what belongs to an organization or environment. One that is no UUID is a mistake of the
/// caller's, and not something that there is not: it is refused, and no answer repeats it.
/// </summary>
internal static class PathIds
{
    /// <summary>The names in path templates of ids that are UUIDs; the contract adds <c>_id</c>.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["wallet", "payment", "line", "webhook", "delivery", "quote", "bill"];

    /// <summary>What is wrong with a path's ids; null where nothing is.</summary>
    public static VoltageAnswer? ProblemWith(RouteValueDictionary path) =>
        Names.FirstOrDefault(name => path.TryGetValue(name, out var id) && !IsUuid(id)) is { } wrong
            ? VoltageErrors.InvalidParameter($"{wrong}_id: it must be a UUID.")
            : null;

    private static bool IsUuid(object? id) => Guid.TryParseExact(id as string, "D", out _);
}
