using Fulgurite.Callbacks;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>The contract's names of where a delivery stands.</summary>
internal static class DeliveryStatuses
{
    /// <summary>Its name.</summary>
    public static string FromCore(DeliveryState state) => state switch
    {
        DeliveryState.Pending => "attempting",
        DeliveryState.Delivered => "succeeded",
        DeliveryState.Exhausted => "failed",
        DeliveryState.Abandoned => "abandoned",
    };

    /// <summary>The states of names; all where there is no name, null where one is not understood.</summary>
    public static IReadOnlySet<DeliveryState>? ToCore(IReadOnlyList<string> names)
    {
        var all = Enum.GetValues<DeliveryState>();
        var named = all.Where(state => names.Contains(FromCore(state))).ToHashSet();
        return names.Count == 0 ? all.ToHashSet()
            : names.All(name => all.Any(state => FromCore(state) == name)) ? named
            : null;
    }
}
