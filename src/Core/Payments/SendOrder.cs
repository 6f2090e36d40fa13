using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Messaging;

namespace Fulgurite.Payments;

/// <summary>
/// What the <c>sends</c> queue carries: look at this payment, and do what is next. Ordering it once more than needed
/// costs a look.
/// </summary>
/// <param name="Wallet">The payment's wallet.</param>
/// <param name="Payment">Its id.</param>
/// <param name="Look">Which look of the plan this is, from 0; null for one that stands outside it.</param>
public sealed record SendOrder(WalletId Wallet, PaymentId Payment, int? Look)
{
    private const string Chain = "chain";

    /// <summary>True for a send on chain, false for a payment over Lightning.</summary>
    public bool IsOnChain { get; init; }

    /// <summary>The order of a payload; null when it is not one.</summary>
    public static SendOrder? Parse(ReadOnlySpan<byte> payload) =>
        FlatText.Parse(payload) is { } flat
        && WalletId.TryParse(flat.Find("wallet"), out var wallet)
        && PaymentId.TryParse(flat.Find("payment"), out var payment)
            ? new SendOrder(
                wallet,
                payment,
                int.TryParse(flat.Find("look"), CultureInfo.InvariantCulture, out var look) ? look : null)
            {
                IsOnChain = flat.Find("rail") == Chain,
            }
            : null;

    /// <summary>The message that has this order carried out at <paramref name="at"/>.</summary>
    /// <param name="seal">Signs it.</param>
    /// <param name="reason">Tells this order from others of the same payment: the key of duplicate detection.</param>
    /// <param name="at">When; null at once.</param>
    public BusMessage ToMessage(MessageSeal seal, string reason, DateTimeOffset? at)
    {
        var payload = new FlatText()
            .With("wallet", Wallet.ToString())
            .With("payment", Payment.ToString())
            .With("look", Look?.ToString(CultureInfo.InvariantCulture))
            .With("rail", IsOnChain ? Chain : null);
        var body = seal.Seal(QueueName.Sends, payload.ToBytes());
        return new BusMessage(QueueName.Sends, $"{Wallet}:{Payment}:{reason}", body, at);
    }
}
