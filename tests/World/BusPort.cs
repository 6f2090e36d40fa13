using Fulgurite.Messaging;

namespace Fulgurite.Worlds;

/// <summary>The world's bus as one process sees it.</summary>
internal sealed class BusPort(World world, Process process) : IMessageBus
{
    /// <inheritdoc/>
    public Task Send(BusMessage message, CancellationToken cancel) =>
        process.Wire.Call(() => $"sends {message.Queue} {message.Id}", () =>
        {
            var isUncertain = world.Strikes(process.Weather.SendsUncertain);
            if (!isUncertain || world.Dice.PerMille(500))
            {
                world.Bus.Accept(message);
            }

            return isUncertain ? throw new BusUnavailableException("The bus did not answer.") : true;
        });
}
