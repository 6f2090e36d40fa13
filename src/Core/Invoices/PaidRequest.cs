using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Events;
using Fulgurite.Storage;

namespace Fulgurite.Invoices;

/// <summary>A request whose invoice is paid: what that changes beside the invoice, in the same commit.</summary>
/// <param name="Before">As it was read.</param>
/// <param name="After">As it is then.</param>
internal sealed record PaidRequest(ChainRequestReading Before, ChainRequest After)
{
    /// <summary>Whether this payment completes it; else it comes additionally.</summary>
    public bool Completes => After.IsFinal && !Before.Request.IsFinal;

    /// <summary>The same as a word, for the event.</summary>
    public string Word => Completes ? "completes" : "adds";

    /// <summary>The writes of the request.</summary>
    public IReadOnlyList<RowWrite> Writes => ChainRequestRows.Changes(Before.Request, After, Before.Version);

    /// <summary>Of an invoice that was just paid; null for one by itself.</summary>
    public static PaidRequest? Of(ChainRequestReading? request, Invoice paid, DateTimeOffset now)
    {
        Invariant.Holds(
            paid.IsPartOfRequest == request is not null, "an invoice that is part of a request is stored with it");
        return request is null
            ? null
            : new PaidRequest(request, request.Request.AfterLightning(paid.AmountPaid, paid.PaidBy, now));
    }

    /// <summary>What is told of it: only what completes it as that.</summary>
    public News NewsOf(Guid id, DateTimeOffset now) => new ChainRequestNews(
        Completes ? PaymentEvent.ReceiveCompleted : PaymentEvent.ReceiveSucceeded, id, now, After, Before.Receipts);
}
