using System.Runtime.CompilerServices;
using System.Text;
using Fulgurite.Access;
using Fulgurite.Callbacks;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>
/// A webhook's deliveries of some states, in some order. Newest first costs a page; any other order, and counting, read
/// the index to its end: one storage transaction for a thousand deliveries.
/// </summary>
internal sealed class DeliveryList(Engine engine, CallbackEndpoint endpoint, IReadOnlySet<DeliveryState> states)
{
    /// <summary>Newest first, from after a place if one is given, as they are needed.</summary>
    public async IAsyncEnumerable<ListedDelivery> Newest(
        string? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var listed in engine.Callbacks.Index.Newest(endpoint.Environment, endpoint.Id, after, cancel))
        {
            // What is final in the index is so; of the rest, which is little, the wallet is asked.
            var state = listed.State == DeliveryState.Pending
                ? (await engine.Callbacks.Deliveries.Read(listed, cancel))?.State
                : listed.State;
            if (state is { } known && states.Contains(known))
            {
                yield return listed with { State = known };
            }
        }
    }

    /// <summary>All of them, in an order.</summary>
    public async Task<IReadOnlyList<ListedDelivery>> All(bool byUpdate, bool isAscending, CancellationToken cancel)
    {
        var all = await Newest(null, cancel).ToListAsync(cancel);
        if (byUpdate || isAscending)
        {
            all.Sort((left, right) => Compare(left, right, byUpdate) * (isAscending ? 1 : -1));
        }

        return all;
    }

    /// <summary>The place of a delivery in an order, as text that is bound to that order and these states.</summary>
    public string CursorOf(ListedDelivery last, bool byUpdate, bool isAscending)
    {
        var at = byUpdate ? last.UpdatedAt : last.CreatedAt;
        var text = $"{Question(byUpdate, isAscending)}|{at.UtcTicks:D19}|{last.Id}";
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>What a cursor says; null when it is not one of this question.</summary>
    public (DateTimeOffset At, string Id)? Parse(string cursor, bool byUpdate, bool isAscending)
    {
        var base64 = cursor.Replace('-', '+').Replace('_', '/');
        var bytes = new byte[base64.Length + 3];
        if (!Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(bytes, 0, length).Split('|');
        return parts.Length == 3 && parts[0] == Question(byUpdate, isAscending)
            && long.TryParse(parts[1], out var ticks) && ticks is > 0 && ticks <= DateTimeOffset.MaxValue.Ticks
            && DeliveryRows.IsId(parts[2])
                ? (new DateTimeOffset(ticks, TimeSpan.Zero), parts[2])
                : null;
    }

    /// <summary>Whether a delivery comes after a place in an order.</summary>
    public static bool IsAfter(
        ListedDelivery delivery, (DateTimeOffset At, string Id) place, bool byUpdate, bool isAscending)
    {
        var at = byUpdate ? delivery.UpdatedAt : delivery.CreatedAt;
        var compared = at.CompareTo(place.At);
        compared = compared != 0 ? compared : string.CompareOrdinal(delivery.Id, place.Id);
        return isAscending ? compared > 0 : compared < 0;
    }

    private static int Compare(ListedDelivery left, ListedDelivery right, bool byUpdate)
    {
        var (at, other) = byUpdate ? (left.UpdatedAt, right.UpdatedAt) : (left.CreatedAt, right.CreatedAt);
        var compared = at.CompareTo(other);
        return compared != 0 ? compared : string.CompareOrdinal(left.Id, right.Id);
    }

    private string Question(bool byUpdate, bool isAscending)
    {
        var asked = string.Concat(states.Order().Select(state => (int)state));
        return $"{(byUpdate ? 'u' : 'c')}{(isAscending ? 'a' : 'd')}{asked}";
    }
}
