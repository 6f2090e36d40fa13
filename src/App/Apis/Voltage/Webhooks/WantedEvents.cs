using System.Text.Json;
using System.Text.Json.Nodes;
using Fulgurite.Events;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>
/// A list of events as clients write it: objects of categories, with one word, <c>{"send": "succeeded"}</c>, or more,
/// <c>{"send": ["succeeded", "failed"]}</c>, mixed as they like. Written with one word an object.
/// </summary>
internal static class WantedEvents
{
    /// <summary>The events, each once and in their own order; null with what is wrong.</summary>
    public static (IReadOnlyList<PaymentEvent>? Events, string? Problem) ToCore(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return (null, "it must be a list");
        }

        var wanted = new SortedSet<PaymentEvent>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                return (null, "each must be an object such as {\"receive\": \"completed\"}");
            }

            if (!item.EnumerateObject().Any())
            {
                return (null, "each must name an event");
            }

            foreach (var category in item.EnumerateObject())
            {
                if (Add(category, wanted) is { } problem)
                {
                    return (null, problem);
                }
            }
        }

        return ([.. wanted], null);
    }

    /// <summary>The list of events.</summary>
    public static JsonArray FromCore(IReadOnlyList<PaymentEvent> events)
    {
        var list = new JsonArray();
        foreach (var (category, word) in events.Select(EventNames.Of))
        {
            list.Add((JsonNode)new JsonObject { [category] = word });
        }

        return list;
    }

    private static string? Add(JsonProperty category, SortedSet<PaymentEvent> wanted)
    {
        JsonElement[] words = category.Value.ValueKind == JsonValueKind.Array
            ? [.. category.Value.EnumerateArray()]
            : [category.Value];
        foreach (var word in words)
        {
            var text = word.ValueKind == JsonValueKind.String ? word.GetString() : null;
            if (EventNames.Find(category.Name, text) is not { } happened)
            {
                return "it names an event that does not exist";
            }

            wanted.Add(happened);
        }

        return null;
    }
}
