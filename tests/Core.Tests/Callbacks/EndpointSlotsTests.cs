using Fulgurite.Callbacks;
using Fulgurite.Identity;

namespace Fulgurite.Tests.Callbacks;

public sealed class EndpointSlotsTests
{
    private readonly EndpointSlots slots = new();

    [Fact]
    public void An_endpoint_has_at_most_half_of_what_a_process_does_at_once()
    {
        Assert.Equal(EndpointSlots.PerEndpointMax, Fill(To(1)).Count);
        Assert.NotNull(slots.Enter(To(2)));
    }

    [Fact]
    public void One_that_does_not_answer_soon_has_two_until_it_does()
    {
        var first = slots.Enter(To(1))!;
        first.Leave(isPrompt: false);
        var running = Fill(To(1));
        Assert.Equal(EndpointSlots.PerSuspectMax, running.Count);
        running[0].Leave(isPrompt: true);
        Assert.Equal(EndpointSlots.PerEndpointMax - 1, Fill(To(1)).Count);
    }

    [Fact]
    public void However_many_do_not_answer_they_leave_most_slots_to_others()
    {
        for (var endpoint = 1; endpoint <= 20; endpoint++)
        {
            slots.Enter(To(endpoint))!.Leave(isPrompt: false);
        }

        var running = Enumerable.Range(1, 20).Sum(endpoint => Fill(To(endpoint)).Count);
        Assert.Equal(EndpointSlots.SuspectsMax, running);
        Assert.Equal(EndpointSlots.PerEndpointMax, Fill(To(21)).Count);
    }

    [Fact]
    public void The_same_id_in_another_environment_is_another_endpoint()
    {
        Fill(To(1));
        Assert.NotNull(slots.Enter(To(1) with { Environment = new EnvironmentId(Guid.Empty) }));
    }

    private List<EndpointSlots.Slot> Fill(Delivery delivery)
    {
        var entered = new List<EndpointSlots.Slot>();
        while (slots.Enter(delivery) is { } slot)
        {
            entered.Add(slot);
        }

        return entered;
    }

    private static Delivery To(int endpoint) =>
        Samples.Delivery with { Endpoint = new EndpointId(new Guid(endpoint, 0, 0, new byte[8])) };
}
