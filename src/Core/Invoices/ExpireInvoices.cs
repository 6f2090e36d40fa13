using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>
/// Takes a wallet's invoices whose time is over to their end: what the node says was paid is credited, the rest
/// expires. Also the safety net under the relay: a settlement that no stream ever brought is found here.
/// </summary>
public sealed class ExpireInvoices(
    ITableStore tables,
    BackingNodes nodes,
    SettleInvoice settle,
    BookKeeper books,
    Announce announce,
    TimeProvider clock)
{
    /// <summary>Invoices that one call takes to their end: other wallets wait for theirs.</summary>
    private const int FinishedMax = 200;

    /// <summary>So many failures of the store in a row are not one invoice's: it is away.</summary>
    private const int StoreFailuresMax = 3;

    /// <summary>
    /// Handles open invoices of the wallet that expired by now, oldest first. False when some are left over, to be
    /// looked at again in a minute: those of which the node holds an HTLC are passed by, and never keep others waiting.
    /// Neither do those that fail: the first failure is told when all others were handled, unless node or store are
    /// away. One storage transaction, and for each invoice one node request and a commit.
    /// </summary>
    /// <param name="wallet">Whose.</param>
    /// <param name="operators">The operator's node; null while it is away: what it issued waits.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="NodeUnavailableException">Some are not handled; try again.</exception>
    /// <exception cref="NodeRefusedException">Some are not handled; an operator must mend the credentials.</exception>
    /// <exception cref="StorageUnavailableException">Some are not handled; try again.</exception>
    /// <exception cref="InvariantBrokenException">One of them is not as it must be.</exception>
    public async Task<bool> Execute(WalletId wallet, NodePublicKey? operators, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var query = new RowQuery(wallet.ToString(), InvoiceRows.OpenPrefix, InvoiceRows.OpenUntil(now), Take: 200);
        var (finished, passedBy, storeFailures) = (0, 0, 0);
        Task? failed = null;
        Issuer? issuer = null;
        var isAway = false;
        async Task<bool> Finished(Row open)
        {
            var invoice = await Load(wallet, open, cancel);
            issuer = await IssuerOf(invoice, operators, cancel);
            isAway = issuer is null;
            return issuer is not null && await Finish(invoice, issuer, cancel);
        }

        await foreach (var open in tables.Read(WalletRows.Table, query, cancel))
        {
            var ending = Finished(open);
            await ((Task)ending).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (!ending.IsCompletedSuccessfully)
            {
                failed ??= ending;
                var failure = ending.Exception?.InnerException;
                storeFailures = failure is StorageUnavailableException ? storeFailures + 1 : 0;
                if (storeFailures == StoreFailuresMax || !await IsItsOwn(failure, issuer?.Node, cancel))
                {
                    break;
                }

                continue;
            }

            storeFailures = 0;
            if (isAway)
            {
                return false;
            }

            if (!await ending)
            {
                passedBy++;
            }
            else if (++finished == FinishedMax)
            {
                break;
            }
        }

        await (failed ?? Task.CompletedTask);
        return passedBy == 0 && finished < FinishedMax;
    }

    // Null where it is away.
    private async Task<Issuer?> IssuerOf(Invoice invoice, NodePublicKey? operators, CancellationToken cancel)
    {
        if (invoice.NodeLine is { } line && nodes.IsAway(line))
        {
            return null;
        }

        var backing = await nodes.Of(invoice.NodeLine, cancel);
        return (backing.Line is null ? operators : backing.Id) is { } id
            ? new Issuer(backing.Node, id, backing.Line)
            : null;
    }

    // Whether a failure is about one invoice. A node that gives no sensible answer about it may answer about others;
    // one that does not even say who it is, is away.
    private static async Task<bool> IsItsOwn(Exception? failure, ILightningNode? node, CancellationToken cancel)
    {
        if (failure is not NodeUnavailableException || node is null)
        {
            return failure is StorageUnavailableException or InvariantBrokenException;
        }

        var asked = node.GetInfo(cancel);
        await ((Task)asked).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return asked.IsCompletedSuccessfully;
    }

    private async Task<Invoice> Load(WalletId wallet, Row open, CancellationToken cancel)
    {
        var row = await tables.Get(WalletRows.Table, InvoiceRows.Key(wallet, InvoiceOf(open)), cancel);
        Invariant.Holds(row is not null, "an open row points at an invoice");
        return InvoiceRows.ToInvoice(row);
    }

    // True when the invoice is final now. A node that still holds an HTLC will settle or cancel it: look again later.
    private async Task<bool> Finish(Invoice invoice, Issuer issuer, CancellationToken cancel)
    {
        var (node, nodeId, line) = issuer;
        var atNode = await node.LookupInvoice(invoice.Hash, cancel);
        if (atNode is null && await PayeeOf(invoice, node, cancel) != nodeId)
        {
            // Another node issued it, and only that one can say what became of it.
            return false;
        }

        if (atNode is { State: NodeInvoiceState.Accepted })
        {
            return false;
        }

        if (atNode is { State: NodeInvoiceState.Open }
            && await node.CancelInvoice(invoice.Hash, cancel) == CancelInvoiceStatus.AlreadySettled)
        {
            return false;
        }

        if (atNode is { State: NodeInvoiceState.Settled })
        {
            await settle.Execute(Settlement.Of(nodeId, atNode) with { Line = line }, cancel);
            return true;
        }

        await Expire(invoice, cancel);
        return true;
    }

    private async Task Expire(Invoice invoice, CancellationToken cancel)
    {
        var audience = await announce.To(invoice.Environment, cancel);
        IReadOnlyList<Delivery> deliveries = [];
        var command = new BookCommand(
            new IdempotencyKey($"expire:{invoice.Hash}"),
            InputHash.Of(invoice.Hash.ToString()),
            async loading =>
            {
                var row = await tables.Get(WalletRows.Table, InvoiceRows.Key(invoice.Wallet, invoice.Id), loading);
                Invariant.Holds(row is not null, "an invoice is never deleted");
                return (_, now) =>
                {
                    var stored = InvoiceRows.ToInvoice(row);
                    var expired = stored with { State = InvoiceState.Expired, EndedAt = now };
                    deliveries = stored.IsPartOfRequest ? [] : audience.Plan(InvoiceNews.Expired(expired, now));
                    return Decide(stored, expired, row.Version, deliveries);
                };
            });
        if (await books.Execute(invoice.Wallet, command, cancel) is BookResult.Applied applied)
        {
            await announce.PublishOrLeave(deliveries, applied.Change.Writes, applied.Versions, cancel);
        }
    }

    private static BookDecision Decide(
        Invoice invoice, Invoice expired, ETag version, IReadOnlyList<Delivery> deliveries)
    {
        if (invoice.State != InvoiceState.Open)
        {
            return new BookDecision.Refused(ExpireInvoiceRefusal.AlreadyFinal);
        }

        return new BookDecision.Applied(new BookChange("expire-invoice", invoice.Id.ToString(), "expired")
        {
            Writes = [.. InvoiceRows.Finish(expired, version), .. deliveries.SelectMany(DeliveryRows.Inserts)],
            AttentionAt = deliveries.Count > 0 ? expired.EndedAt : null,
            Events =
            [
                new NewEvent(
                    EventIds.For("expired", invoice.Hash.ToString()),
                    "invoice.expired",
                    new RowFields
                    {
                        { "payment_hash", invoice.Hash.ToString() },
                        { "of_request", expired.IsPartOfRequest ? "ends" : null },
                    }),
            ],
        });
    }

    // An invoice that its own node does not know, restored from a backup perhaps, expires: nobody can pay it any more,
    // because a node fails an HTLC whose hash it does not know.
    private static async Task<NodePublicKey?> PayeeOf(
        Invoice invoice, ILightningNode node, CancellationToken cancel) =>
        Bolt11Invoice.TryDecode(invoice.PaymentRequest, out var request, out _)
            ? request.Payee
            : (await node.DecodePaymentRequest(invoice.PaymentRequest, cancel))?.Payee;

    private static InvoiceId InvoiceOf(Row open)
    {
        var isId = InvoiceId.TryParse(open.Key.Row[(open.Key.Row.LastIndexOf('|') + 1)..], out var id);
        Invariant.Holds(isId, "an open row ends in an invoice id");
        return id;
    }

    private sealed record Issuer(ILightningNode Node, NodePublicKey Id, LineOfCreditId? Line);
}
