using Azure.Core;
using Fulgurite.Storage;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Rest;

namespace Fulgurite.Contracts.Tables;

/// <summary>
/// The service that the simulation puts under the client is true: what holds for Azurite holds for it.
/// </summary>
public sealed class AzureTableStoreInTheWorldTests() : TableStoreContract(Client())
{
    private static ITableStore Client()
    {
        var service = new World(1, keepsHistory: false).Tables.Service;
        Task<TableAnswer> Carry(TableRequest request, TimeSpan timeMax)
        {
            // A world has one thread; these tests have several.
            lock (service)
            {
                return Task.FromResult(service.Answer(TableAsk.Read(request)));
            }
        }

        return ProductionClient.Over(Carry, TimeProvider.System, DelayStrategy.CreateFixedDelayStrategy(TimeSpan.Zero));
    }
}
