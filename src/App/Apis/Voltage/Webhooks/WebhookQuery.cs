using System.Globalization;
using Fulgurite.App.Apis.Voltage.Payments;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>Reads the parameters of lists.</summary>
internal static class WebhookQuery
{
    /// <summary>Every value of a list, repeated or with brackets.</summary>
    public static IReadOnlyList<string> Values(VoltageCall call, string name) =>
        new QueryText(call.Context.Request.Query).Many(name);

    /// <summary>One value; null where it is not given.</summary>
    public static string? Value(VoltageCall call, string name) =>
        new QueryText(call.Context.Request.Query).One(name);

    /// <summary>A whole number within bounds, or what it is without one; null when it is something else.</summary>
    public static int? Number(VoltageCall call, string name, int fallback, int min, int max) =>
        Value(call, name) is not { } text ? fallback
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max ? number
        : null;

    /// <summary>
    /// How a list is sorted: by when things changed instead of when they were made, and oldest first; null when it is
    /// not understood.
    /// </summary>
    public static (bool ByUpdate, bool IsAscending)? Order(VoltageCall call)
    {
        bool? byUpdate = Value(call, "sort_key") switch
        {
            null or "created_at" => false,
            "updated_at" => true,
            _ => null,
        };
        bool? isAscending = Value(call, "sort_order")?.ToUpperInvariant() switch
        {
            null or "DESC" => false,
            "ASC" => true,
            _ => null,
        };
        return byUpdate is { } key && isAscending is { } order ? (key, order) : null;
    }

    /// <summary>What is said of an order that is not understood.</summary>
    public static VoltageAnswer WrongOrder { get; } = VoltageErrors.InvalidParameter(
        "sort_key is created_at or updated_at, and sort_order is ASC or DESC.");
}
