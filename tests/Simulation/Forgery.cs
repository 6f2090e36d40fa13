using System.Text;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

/// <summary>Messages of somebody who reached the bus, or the port, and has no key of ours.</summary>
internal static class Forgery
{
    /// <summary>Puts one in: that an open invoice were settled, or something that says nothing.</summary>
    public static void Send(World world)
    {
        var open = world.Node.AnyOpen();
        var body = open is { } hash ? Settled(world, hash) : Encoding.ASCII.GetBytes("v1.nothing");
        world.Bus.Forge(new BusMessage(QueueName.LndEvents, $"forged-{world.Bus.Forged.Count + 1}", body));
    }

    private static byte[] Settled(World world, PaymentHash hash)
    {
        var claimed = new Settlement(world.Node.Info.Id, 1, hash, new Msat(1_000_000), world.Scheduler.Now);
        var otherKey = new byte[32];
        world.Dice.Fill(otherKey);
        return world.Dice.Below(3) switch
        {
            0 => new MessageSeal(otherKey).Seal(QueueName.LndEvents, claimed.ToPayload()),

            // Ours, and for another queue.
            1 => new MessageSeal(world.MasterKey).Seal(QueueName.Callbacks, claimed.ToPayload()),
            _ => claimed.ToPayload(),
        };
    }
}
