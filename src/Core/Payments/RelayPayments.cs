using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Storage;

namespace Fulgurite.Payments;

/// <summary>
/// Has a payment looked at as soon as its node says that it is final. A hint and no more: a payment that nobody tells
/// of is found by its scheduled looks, and by Reconcile within a minute or so. So nothing is remembered of the stream,
/// and one that went deaf needs no watching: it costs that minute, where a settlement that nobody tells of would wait
/// for its invoice's expiry.
/// </summary>
public sealed class RelayPayments(IPayingNode node, PublishSends sends)
{
    /// <summary>
    /// Relays until the stream breaks, which it always does by throwing, or the token is cancelled. One storage
    /// transaction for each payment that the node ends, and a message for each of ours.
    /// </summary>
    /// <exception cref="NodeUnavailableException">The node went away.</exception>
    /// <exception cref="NodeRefusedException">The node does not tell us of its payments.</exception>
    /// <exception cref="BusUnavailableException">The bus went away.</exception>
    /// <exception cref="StorageUnavailableException">The tables went away.</exception>
    public async Task Execute(CancellationToken cancel)
    {
        await foreach (var hash in node.SubscribeFinalPayments(cancel))
        {
            await sends.Final(hash, cancel);
        }
    }
}
