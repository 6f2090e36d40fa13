using System.Globalization;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Messaging;
using Fulgurite.Wallets;

namespace Fulgurite.Billing;

/// <summary>Orders looks at lines of credit: those that are due, and those on whose bills something was paid.</summary>
public sealed class PublishBilling(
    DueLines due, WalletReads wallets, IMessageBus bus, MessageSeal seal, TimeProvider clock)
{
    // A look that has died is ordered again after this; until then the bus drops the repeat.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Orders a look at every line that is due. One storage transaction for a thousand, and a message each. Returns how
    /// many there are.
    /// </summary>
    /// <exception cref="BusUnavailableException">Some are not ordered: the next run does.</exception>
    public async Task<int> Due(CancellationToken cancel)
    {
        var (now, count) = (clock.GetUtcNow(), 0);
        await foreach (var line in due.Until(now, cancel))
        {
            var late = (now - line.At).Ticks / Patience.Ticks;
            var reason = string.Create(CultureInfo.InvariantCulture, $"due:{line.At.UtcTicks}:{late}");
            await bus.Send(new BillingOrder(line.Line, line.At).ToMessage(seal, reason), cancel);
            count++;
        }

        return count;
    }

    /// <summary>
    /// Orders a look at the line whose book a wallet is: something was paid there, or from there. One storage
    /// transaction and a message.
    /// </summary>
    /// <param name="book">A wallet of <see cref="BillingBooks.Environment"/>.</param>
    /// <param name="what">What was paid, or was not in the end: letters and digits.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="BusUnavailableException">Not ordered: it is looked at within minutes all the same.</exception>
    public async Task Paid(WalletId book, string what, CancellationToken cancel)
    {
        if (await wallets.Head(book, cancel) is { } head)
        {
            await bus.Send(new BillingOrder(head.LineOfCredit, null).ToMessage(seal, $"paid:{what}"), cancel);
        }
    }

    /// <summary>Orders a look at the line of a bill whose payout was just asked for. One message.</summary>
    /// <exception cref="BusUnavailableException">Not ordered: it is looked at within minutes all the same.</exception>
    public Task Asked(Bill bill, CancellationToken cancel)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"payout:{bill.Id}:{bill.Payout?.Attempt}");
        return bus.Send(new BillingOrder(bill.LineOfCredit, null).ToMessage(seal, reason), cancel);
    }
}
