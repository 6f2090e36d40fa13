using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Money;
using Fulgurite.Onboarding;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Secrets;
using Fulgurite.Storage;
using Fulgurite.Tests.Identity;
using Fulgurite.Tests.Storage;

namespace Fulgurite.Tests.Golden;

public sealed class RegistryRowFilesTests
{
    private const string Secret = "secretSECRETsecretSECRETsecretSECRETsecretSECRETsecretSECRET1234";

    // In the order in which a merchant's rows are written.
    private static readonly string[] Names =
    [
        "registry-organizations",
        "registry-environment",
        "registry-environment-wallet",
        "registry-environment-line",
        "registry-environment-processing-key",
        "registry-organization",
        "registry-organization-environment",
        "registry-api-key-permissions",
        "registry-processing-key",
    ];

    private static readonly SecretBox Box = new(Samples.MasterKey, new ScriptedRandomness(9));

    private static readonly NewMerchant Merchant = new(
        "Shop & Söhne",
        Samples.Organization,
        Samples.Environment,
        Samples.Line,
        Samples.Wallet,
        new BasisPoints(80),
        new SecretValue("fulg_key"),
        "publicPUBLICpublicPUBLICpublic12",
        new SecretValue(Secret));

    private static readonly MerchantEnvironment Environment =
        new(Samples.Environment, Samples.Organization, "Shop & Söhne", new BasisPoints(80));

    private static readonly ApiKey Key = new(Samples.Environment, Samples.Organization, "first key", ApiKey.Full);

    [Fact]
    public async Task A_merchant_is_stored_as_it_always_was()
    {
        var tables = new WatchedTableStore(new MemoryTableStore());
        var registry = new Registry(tables, Box, new ManualClock());
        var cursor = new AttentionCursor(tables, new ManualClock());
        var provision = new Provision(registry, Box, tables, cursor, new ScriptedRandomness(9), new ManualClock());
        await provision.Store(Merchant, CancellationToken.None);
        var writes = tables.Commits.Where(c => c.Table == Registry.Table).SelectMany(c => c.Batch.Writes).ToList();
        Assert.Equal(Names.Length, writes.Count);
        foreach (var (name, write) in Names.Zip(writes))
        {
            GoldenFile.AssertRow(name, Registry.Table, write);
        }
    }

    [Fact]
    public void An_endpoint_is_stored_as_it_always_was() => GoldenFile.AssertRow(
        "registry-endpoint",
        Registry.Table,
        RowWrite.Put(
            RegistryRows.EndpointOf(Samples.Environment, Samples.EndpointId), RegistryRows.ToFields(Samples.Endpoint)));

    [Fact]
    public void Stored_rows_read_back()
    {
        Assert.Equal(Environment, RegistryRows.ToEnvironment(GoldenFile.Row("registry-environment")));
        Assert.All(
            ["registry-api-key", "registry-api-key-permissions"],
            name => Assert.Equivalent(Key, RegistryRows.ToApiKey(GoldenFile.Row(name)), strict: true));
        Assert.Equal(Samples.Endpoint, RegistryRows.ToEndpoint(GoldenFile.Row("registry-endpoint")));
        Assert.Equal(Samples.Wallet, RegistryRows.ToWallet(GoldenFile.Row("registry-environment-wallet")));
    }

    [Fact]
    public void A_stored_processing_key_opens()
    {
        var row = GoldenFile.Row("registry-processing-key");
        var key = RegistryRows.ToProcessingKey(row, Merchant.ProcessingKey, Box);
        Assert.Equal(Secret, key.Secret.Reveal());
        Assert.Equal((Samples.Environment, Samples.Wallet), (key.Environment, key.Wallet));
    }
}
