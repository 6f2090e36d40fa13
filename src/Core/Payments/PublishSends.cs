using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>
/// Orders looks at payments: the first, those that follow while one is in flight, and those that were forgotten.
/// </summary>
public sealed class PublishSends(
    ITableStore tables, PaymentClaims claims, IMessageBus bus, MessageSeal seal, TimeProvider clock)
{
    /// <summary>
    /// When a payment in flight is looked at again after its look; from then on Reconcile looks once a minute, until it
    /// is final.
    /// </summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20),
        TimeSpan.FromSeconds(40),
    ];

    /// <summary>Has a new payment sent. One message; a repeat is dropped by the bus.</summary>
    public Task First(Payment payment, CancellationToken cancel) => Order(payment.Wallet, payment.Id, 0, null, cancel);

    /// <summary>
    /// Has a new send on chain taken to its end. One message; a repeat is dropped by the bus. What is not final after
    /// that is Reconcile's.
    /// </summary>
    public Task FirstOnChain(WalletId wallet, PaymentId send, CancellationToken cancel) =>
        bus.Send(new SendOrder(wallet, send, 0) { IsOnChain = true }.ToMessage(seal, "look:0", null), cancel);

    /// <summary>Orders the look that follows one of the plan; nothing after the last. At most one message.</summary>
    public Task Next(SendOrder done, CancellationToken cancel) => done.Look is { } look && look < Pauses.Length
        ? Order(done.Wallet, done.Payment, look + 1, clock.GetUtcNow() + Pauses[look], cancel)
        : Task.CompletedTask;

    /// <summary>
    /// Orders a look at whatever payment of ours a hash names, because its node says that it is final. One storage
    /// transaction and a message; nothing for hashes that are not ours.
    /// </summary>
    public async Task Final(PaymentHash hash, CancellationToken cancel)
    {
        if (await claims.Find(hash, cancel) is { } claim)
        {
            await OrderOnce(claim.Wallet, claim.Payment, cancel);
        }
    }

    /// <summary>
    /// Orders a look at every payment of a wallet that is not final. One storage transaction for every thousand, and a
    /// message each. Returns how many there are.
    /// </summary>
    public async Task<int> Unfinished(WalletId wallet, CancellationToken cancel)
    {
        var count = 0;
        var query = RowQuery.Prefix(wallet.ToString(), PaymentRows.SendingPrefix);
        await foreach (var row in tables.Read(WalletRows.Table, query, cancel))
        {
            await OrderOnce(wallet, PaymentRows.PaymentOf(row.Key), cancel);
            count++;
        }

        return count;
    }

    private Task Order(WalletId wallet, PaymentId payment, int look, DateTimeOffset? at, CancellationToken cancel)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"look:{look}");
        return bus.Send(new SendOrder(wallet, payment, look).ToMessage(seal, reason, at), cancel);
    }

    // An id of its own, to the second: duplicate detection must not take it for an earlier one.
    private Task OrderOnce(WalletId wallet, PaymentId payment, CancellationToken cancel)
    {
        var second = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return bus.Send(new SendOrder(wallet, payment, null).ToMessage(seal, $"at:{second}", null), cancel);
    }
}
