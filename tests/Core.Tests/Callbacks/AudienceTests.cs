using Fulgurite.Access;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Invoices;

namespace Fulgurite.Tests.Callbacks;

public sealed class AudienceTests
{
    private static readonly Dictionary<string, CallbackScheme> Schemes =
        new[] { Samples.Scheme("plain"), Samples.Scheme("other") }.ToDictionary(scheme => scheme.Name);

    private static readonly InvoiceNews Settled = InvoiceNews.Completed(Samples.Invoice, Samples.At);

    [Fact]
    public void Every_endpoint_gets_one_that_is_due_at_once()
    {
        var other = Samples.Endpoint with { Id = new EndpointId(Guid.Empty), Scheme = "other" };
        var planned = Plan(Samples.Endpoint, other);
        Assert.Equal([Samples.EndpointId, other.Id], planned.Select(delivery => delivery.Endpoint));
        Assert.Equal(2, planned.DistinctBy(delivery => delivery.Id).Count());
        Assert.All(planned, delivery =>
        {
            Assert.Equal((DeliveryState.Pending, Samples.At, 0), (delivery.State, delivery.DueAt, delivery.Attempts));
            Assert.Equal(("42", Samples.Wallet), (delivery.Reference, delivery.Wallet));
            Assert.Equal([42], delivery.Body.ToArray());
        });
    }

    [Fact]
    public void An_endpoint_of_a_scheme_that_is_gone_gets_none() =>
        Assert.Empty(Plan(Samples.Endpoint with { Scheme = "gone" }));

    [Fact]
    public void News_that_a_scheme_does_not_tell_are_no_delivery() => Assert.Empty(
        new Audience(null, [Samples.Endpoint], Schemes).Plan(InvoiceNews.Generated(Samples.Invoice, Samples.At)));

    [Fact]
    public void A_webhook_is_told_what_it_wants_while_it_is_active()
    {
        var webhook = Samples.Endpoint with { Name = "ours", Events = [PaymentEvent.ReceiveCompleted] };
        var planned = Assert.Single(Plan(webhook));
        Assert.Equal(new ToldEvent(PaymentEvent.ReceiveCompleted, Settled.Id), planned.Event);
        Assert.Empty(Plan(webhook with { Events = [PaymentEvent.SendFailed] }));
        Assert.Empty(Plan(webhook with { Status = EndpointStatus.Stopped }));
        Assert.Empty(Plan(webhook with { Status = EndpointStatus.Deleted }));
    }

    [Fact]
    public void Nobody_to_tell_is_no_delivery() => Assert.Empty(Plan());

    private static IReadOnlyList<Delivery> Plan(params CallbackEndpoint[] endpoints) =>
        new Audience(null, endpoints, Schemes).Plan(Settled);
}
