using System.Globalization;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>
/// Holds deliveries against the invoices that they tell of. A delivery's id is made from its event and its endpoint,
/// and an invoice knows its event, so each settled invoice strikes its deliveries off; what is left tells of nothing.
/// At most <see cref="DeliveriesMax"/> at once, so that memory has a bound.
/// </summary>
internal sealed class DeliveryProof(IReadOnlyCollection<CallbackScheme> schemes, Condemned condemned)
{
    /// <summary>Deliveries that are held against one reading of the invoices.</summary>
    public const int DeliveriesMax = 100_000;

    private const int MillisecondDigits = 12;

    private readonly Dictionary<string, Delivery> open = new(StringComparer.Ordinal);
    private readonly HashSet<EndpointId> endpoints = [];
    private readonly List<Finding> contradictions = [];

    /// <summary>True when no more fit.</summary>
    public bool IsFull => open.Count >= DeliveriesMax;

    /// <summary>The id of the last one taken; null before the first.</summary>
    public string? Last { get; private set; }

    /// <summary>Takes a delivery, and checks what it says of itself.</summary>
    public void Add(Delivery delivery, RowKey row, EnvironmentId environment)
    {
        Last = delivery.Id;
        endpoints.Add(delivery.Endpoint);
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
        if (invoice.State != InvoiceState.Settled)
        {
            return;
        }

        var happened = EventIds.For("settled", invoice.Hash.ToString());
        foreach (var endpoint in endpoints)
        {
            var digest = DeliveryRows.IdOf(happened, endpoint, invoice.CreatedAt)[MillisecondDigits..];
            if (open.Remove(digest, out var delivery))
            {
                Compare(invoice, delivery, endpoint);
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
        var excused = condemned.CountOf(["invoice"]);
        var strays = open.Values.Select(delivery => DeliveryRows.Key(delivery.Wallet, delivery.Id)).ToList();
        foreach (var stray in strays.Where(row => !condemned.Contains(row)).Skip(excused))
        {
            condemned.Add(Wrong(stray, "endpoint", null, null, "its id is not of a settled invoice and this endpoint"));
        }

        open.Clear();
        endpoints.Clear();
    }

    private void Compare(Invoice invoice, Delivery delivery, EndpointId endpoint)
    {
        var row = DeliveryRows.Key(delivery.Wallet, delivery.Id);
        var witness = InvoiceRows.Key(invoice.Wallet, invoice.Id);
        if (delivery.Endpoint != endpoint)
        {
            contradictions.Add(
                Wrong(row, "endpoint", $"{delivery.Endpoint}", $"{endpoint}", "its id is of another endpoint") with
                {
                    Witness = witness,
                });
        }

        var serial = invoice.Serial.ToString(CultureInfo.InvariantCulture);
        if (delivery.Reference != serial)
        {
            contradictions.Add(
                Wrong(row, "reference", delivery.Reference, serial, "the invoice has another number") with
                {
                    Witness = witness,
                });
        }

        // The scheme of an endpoint that is gone is not known: one of them must have written it.
        if (contradictions.Count < Condemned.FindingsMax
            && !schemes.Any(scheme => IsWritten(scheme, invoice, delivery)))
        {
            contradictions.Add(Wrong(row, "body", null, null, "it does not tell what the invoice says") with
            {
                Witness = witness,
            });
        }
    }

    private static bool IsWritten(CallbackScheme scheme, Invoice invoice, Delivery delivery)
    {
        try
        {
            var body = invoice.SettledAt is null ? [] : scheme.RenderSettled(SettlementPlan.FactsOf(invoice));
            return delivery.Body.Span.SequenceEqual(body);
        }
        catch (InvariantBrokenException)
        {
            // Facts that no scheme would ever have been given.
            return false;
        }
    }

    private static Finding Wrong(RowKey row, string? column, string? says, string? should, string why) =>
        new("wallets", row, column, says, should, why);
}
