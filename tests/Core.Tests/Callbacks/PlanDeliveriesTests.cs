using Fulgurite.Access;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Tests.Callbacks;

public sealed class PlanDeliveriesTests
{
    private static readonly Dictionary<string, CallbackScheme> Schemes =
        new[] { Samples.Scheme("plain"), Samples.Scheme("other") }.ToDictionary(scheme => scheme.Name);

    private static readonly SettledInvoice Settled =
        new(42, Samples.Hash, "lnbcrt1", new Msat(5), Msat.Zero, null, null, Samples.At);

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
    public void Nobody_to_tell_is_no_delivery() => Assert.Empty(Plan());

    private static IReadOnlyList<Delivery> Plan(params CallbackEndpoint[] endpoints) =>
        PlanDeliveries.For(Settled, Guid.Empty, Samples.Wallet, endpoints, Schemes, Samples.At);
}
