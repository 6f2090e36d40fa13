using Fulgurite.Contracts.Azurite;

namespace Fulgurite.Contracts.Tables;

[Collection(AzuriteTests.Name)]
public sealed class AzureTableStoreOnAzuriteTests(AzuriteFixture azurite) : TableStoreContract(azurite.Store);
