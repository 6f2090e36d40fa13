using System.Globalization;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>
/// Holds deliveries against the invoices and payments that they tell of. A delivery's id is made from its event and its
/// endpoint, and an invoice or payment knows its events, so each strikes its deliveries off; what is left tells of
/// nothing. The body of a webhook's delivery is what its merchant was told then, and is not written again here.
/// At most <see cref="DeliveriesMax"/> at once, so that memory has a bound.
/// </summary>
internal sealed class DeliveryProof(IReadOnlyCollection<CallbackScheme> schemes, Condemned condemned)
{
    /// <summary>Deliveries that are held against one reading of the invoices.</summary>
    public const int DeliveriesMax = 100_000;

    private const int MillisecondDigits = 12;

    private readonly Dictionary<string, Delivery> open = new(StringComparer.Ordinal);
    private readonly HashSet<EndpointId> endpoints = [];
    private bool tellsOfLimits;
    private readonly List<Finding> contradictions = [];

    /// <summary>True when no more fit.</summary>
    public bool IsFull => open.Count >= DeliveriesMax;

    /// <summary>True while some was not struck off.</summary>
    public bool HasOpen => open.Count > 0;

    /// <summary>The id of the last one taken; null before the first.</summary>
    public string? Last { get; private set; }

    /// <summary>Takes a delivery, and checks what it says of itself.</summary>
    public void Add(Delivery delivery, RowKey row, EnvironmentId environment)
    {
        Last = delivery.Id;
        endpoints.Add(delivery.Endpoint);
        tellsOfLimits |= delivery.Event is { Kind: PaymentEvent.LineOfCreditLimitNearlyReached };
        if (!open.TryAdd(delivery.Id[MillisecondDigits..], delivery))
        {
            condemned.Add(Wrong(row, null, null, null, "two deliveries tell one endpoint of one event"));
        }

        if (delivery.Environment != environment)
        {
            condemned.Add(Wrong(
                row, "environment", delivery.Environment.ToString(), environment.ToString(), "it is the wallet's"));
        }

        var id = DeliveryRows.IdOf(Guid.Empty, delivery.Endpoint, delivery.CreatedAt);
        if (!delivery.Id.StartsWith(id[..MillisecondDigits], StringComparison.Ordinal))
        {
            condemned.Add(Wrong(row, "created_at", $"{delivery.CreatedAt:O}", null, "its id is of another instant"));
        }

        if ((delivery.State == DeliveryState.Pending) != delivery.DueAt is not null)
        {
            condemned.Add(Wrong(row, "state", delivery.State.ToString(), null, "exactly pending deliveries are due"));
        }

        if (delivery.AttemptsOfRound > delivery.Attempts || delivery.AttemptsOfRound < 0)
        {
            var says = delivery.AttemptsOfRound.ToString(CultureInfo.InvariantCulture);
            condemned.Add(Wrong(row, "attempts_of_round", says, null, "it is a part of all attempts"));
        }
    }

    /// <summary>An invoice strikes off its deliveries.</summary>
    public void Strike(Invoice invoice)
    {
        var row = InvoiceRows.Key(invoice.Wallet, invoice.Id);
        if (invoice.IsPartOfRequest)
        {
            StrikePart(invoice, row);
            return;
        }

        Strike(InvoiceNews.Generated(invoice, invoice.CreatedAt), row);
        InvoiceNews? end = invoice.State switch
        {
            InvoiceState.Open => null,
            InvoiceState.Settled => InvoiceNews.Completed(invoice, invoice.CreatedAt),
            InvoiceState.Expired => InvoiceNews.Expired(invoice, invoice.CreatedAt),
            InvoiceState.Canceled => InvoiceNews.Canceled(invoice, invoice.CreatedAt),
        };
        if (end is not null)
        {
            Strike(end, row);
        }
    }

    /// <summary>A payment strikes off its deliveries.</summary>
    public void Strike(Payment payment)
    {
        var row = PaymentRows.Key(payment.Wallet, payment.Id);
        StrikeLimit(payment.Wallet, payment.Id, payment.CreatedAt, row);
        if (payment.IsFinal)
        {
            Strike(PaymentNews.Of(payment, payment.CreatedAt), row);
        }
    }

    /// <summary>A request on chain strikes off its deliveries.</summary>
    public void Strike(ChainRequest request)
    {
        var row = ChainRequestRows.Key(request.Wallet, request.Id);
        Strike(ChainRequestNews.Generated(request), row);
        if (request.State == ChainRequestState.Completed)
        {
            var id = ChainRequestEvents.IdOf(ChainRequestEvents.Completed, request);
            Strike(new ChainRequestNews(PaymentEvent.ReceiveCompleted, id, request.UpdatedAt, request, []), row);
        }
        else if (request.IsFinal)
        {
            Strike(ChainRequestNews.Ended(request, []), row);
        }
    }

    /// <summary>A receipt on chain strikes off the deliveries that tell of it.</summary>
    public void Strike(ChainReceipt receipt)
    {
        foreach (var (kind, type) in new[]
        {
            (PaymentEvent.ReceiveDetected, ChainRequestEvents.ReceiptDetected),
            (PaymentEvent.ReceiveSucceeded, ChainRequestEvents.ReceiptCredited),
        })
        {
            var id = ChainRequestEvents.IdOf(type, receipt);
            Strike(
                new Told(kind, id, receipt.DetectedAt, receipt.Wallet, receipt.Receive.ToString()),
                ChainReceiptRows.Key(receipt));
        }
    }

    private void StrikePart(Invoice part, RowKey row)
    {
        if (part.State == InvoiceState.Settled)
        {
            var told = InvoiceNews.Completed(part, part.CreatedAt);
            var kind = PaymentEvent.ReceiveCompleted;
            Strike(new Told(kind, told.Id, told.At, part.Wallet, part.Id.ToString())
            {
                OrKind = PaymentEvent.ReceiveSucceeded,
            }, row);
        }
    }

    /// <summary>A send on chain strikes off its deliveries.</summary>
    public void Strike(OnChainSend send)
    {
        var row = OnChainSendRows.Key(send.Wallet, send.Id);
        StrikeLimit(send.Wallet, send.Id, send.CreatedAt, row);
        if (send.IsFinal)
        {
            Strike(OnChainSendNews.Of(send, send.CreatedAt), row);
        }
    }

    // Whether a send passed a mark of the limit of that day is not asked again: the limit may be another since.
    private void StrikeLimit(WalletId wallet, PaymentId send, DateTimeOffset at, RowKey witness)
    {
        if (tellsOfLimits)
        {
            var (kind, id) = (PaymentEvent.LineOfCreditLimitNearlyReached, send.ToString());
            Strike(new Told(kind, LimitNews.IdOf(wallet, id), at, wallet, id), witness);
        }
    }

    private void Strike(News news, RowKey witness)
    {
        foreach (var endpoint in endpoints)
        {
            var digest = DeliveryRows.IdOf(news.Id, endpoint, news.At)[MillisecondDigits..];
            if (open.Remove(digest, out var delivery))
            {
                Compare(news, witness, delivery, endpoint);
            }
        }
    }

    /// <summary>
    /// What was not struck off is wrong, unless its invoice is; then begins the next stretch of deliveries.
    /// </summary>
    public void Conclude()
    {
        // Which of the two is wrong is known only now, that the invoices were held against the journal.
        contradictions.Where(each => !condemned.Contains(each.Row) && !condemned.Contains(each.Witness!.Value))
            .ToList().ForEach(condemned.Add);
        contradictions.Clear();
        var excused = condemned.CountOf(["invoice", "payment", "chain-send", "chain-request", "receipt"]);
        var strays = open.Values.Select(delivery => DeliveryRows.Key(delivery.Wallet, delivery.Id)).ToList();
        foreach (var stray in strays.Where(row => !condemned.Contains(row)).Skip(excused))
        {
            condemned.Add(Wrong(stray, "endpoint", null, null, "its id is not of what happened and this endpoint"));
        }

        open.Clear();
        endpoints.Clear();
        tellsOfLimits = false;
    }

    private void Compare(News news, RowKey witness, Delivery delivery, EndpointId endpoint)
    {
        var row = DeliveryRows.Key(delivery.Wallet, delivery.Id);
        if (delivery.Endpoint != endpoint)
        {
            contradictions.Add(
                Wrong(row, "endpoint", $"{delivery.Endpoint}", $"{endpoint}", "its id is of another endpoint") with
                {
                    Witness = witness,
                });
        }

        if (delivery.Reference != news.Reference)
        {
            contradictions.Add(
                Wrong(row, "reference", delivery.Reference, news.Reference, "what it tells of is named otherwise") with
                {
                    Witness = witness,
                });
        }

        var orKind = (news as Told)?.OrKind ?? news.Kind;
        if (delivery.Event is { } told
            && told != new ToldEvent(news.Kind, news.Id)
            && told != new ToldEvent(orKind, news.Id))
        {
            contradictions.Add(
                Wrong(row, "event", told.Kind.ToString(), news.Kind.ToString(), "its id is of another event") with
                {
                    Witness = witness,
                });
        }

        // The scheme of an endpoint that is gone is not known: one of them must have written it.
        if (contradictions.Count < Condemned.FindingsMax
            && delivery.Event is null
            && !schemes.Any(scheme => IsWritten(scheme, news, delivery)))
        {
            contradictions.Add(Wrong(row, "body", null, null, "it does not tell what the invoice says") with
            {
                Witness = witness,
            });
        }
    }

    private static bool IsWritten(CallbackScheme scheme, News news, Delivery delivery)
    {
        try
        {
            return scheme.Render(news) is { } body && delivery.Body.Span.SequenceEqual(body);
        }
        catch (InvariantBrokenException)
        {
            // Facts that no scheme would ever have been given.
            return false;
        }
    }

    // What is known of an event without the whole of what it tells of.
    private sealed record Told(PaymentEvent Kind, Guid Id, DateTimeOffset At, WalletId Of, string About)
        : News(Kind, Id, At)
    {
        /// <summary>What else it may be, depending on what came before it.</summary>
        public PaymentEvent? OrKind { get; init; }

        /// <inheritdoc/>
        public override WalletId Wallet => Of;

        /// <inheritdoc/>
        public override string Reference => About;
    }

    private static Finding Wrong(RowKey row, string? column, string? says, string? should, string why) =>
        new("wallets", row, column, says, should, why);
}
