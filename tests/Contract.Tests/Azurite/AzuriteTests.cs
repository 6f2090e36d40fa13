namespace Fulgurite.Contracts.Azurite;

/// <summary>The tests that share one Azurite; they run one class after the other.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
