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
        "registry-api-key-pointer",
        "registry-environment-created",
        "registry-environment-wallet",
        "registry-environment-line",
        "registry-environment-processing-key",
        "registry-environment-api-key",
        "registry-organization-created",
        "registry-organization-environment",
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

    private static readonly ApiKeyHash Hash = ApiKeyHash.Of("fulg_key");

    private static readonly ApiKey Key =
        new(ApiKey.IdOf(Hash), Hash, Samples.Environment, Samples.Organization, "first key", ApiKey.Full);

    private static readonly ApiKey Whole = Key with
    {
        ValidIps = [Range("192.0.2.1"), Range("2001:db8::/32")],
        CreatedAt = Samples.At,
        ExpiresAt = Samples.At.AddDays(90),
        RevokedAt = Samples.At.AddDays(2),
        LastUsedAt = Samples.At.AddDays(1),
    };

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
        Assert.Equal(
            Environment with { CreatedAt = Samples.At },
            RegistryRows.ToEnvironment(GoldenFile.Row("registry-environment-created")));
        Assert.Equal(
            new MerchantOrganization(Samples.Organization, "Shop & Söhne", null),
            RegistryRows.ToOrganization(GoldenFile.Row("registry-organization")));
        Assert.Equal(
            new MerchantOrganization(Samples.Organization, "Shop & Söhne", Samples.At),
            RegistryRows.ToOrganization(GoldenFile.Row("registry-organization-created")));
        Assert.Equal(Samples.Endpoint, RegistryRows.ToEndpoint(GoldenFile.Row("registry-endpoint")));
        Assert.Equal(Samples.Wallet, RegistryRows.ToWallet(GoldenFile.Row("registry-environment-wallet")));
    }

    [Fact]
    public void A_key_of_every_restriction_is_stored_as_it_always_was()
    {
        GoldenFile.AssertRow(
            "registry-environment-api-key-whole",
            Registry.Table,
            RowWrite.Insert(ApiKeyRows.RecordOf(Whole.Environment, Whole.Id), ApiKeyRows.ToFields(Whole)));
        Assert.Equivalent(
            Whole, ApiKeyRows.ToApiKey(GoldenFile.Row("registry-environment-api-key-whole")), strict: true);
    }

    [Fact]
    public void Stored_keys_read_back()
    {
        Assert.Equivalent(
            Key with { CreatedAt = Samples.At },
            ApiKeyRows.ToApiKey(GoldenFile.Row("registry-environment-api-key")),
            strict: true);
        Assert.Equal(
            ApiKeyRows.RecordOf(Key.Environment, Key.Id),
            ApiKeyRows.ToRecordKey(GoldenFile.Row("registry-api-key-pointer")));
    }

    // From before there were permissions, and from before there were ids.
    [Fact]
    public void Keys_of_older_forms_read_back()
    {
        Assert.All(
            ["registry-api-key", "registry-api-key-permissions"],
            name => Assert.Null(ApiKeyRows.ToRecordKey(GoldenFile.Row(name))));
        Assert.Equivalent(Key, ApiKeyRows.ToOldApiKey(GoldenFile.Row("registry-api-key")), strict: true);
        Assert.Equivalent(
            Key with { Permissions = [.. ApiKey.Full.Where(p => p != Permission.Owner)] },
            ApiKeyRows.ToOldApiKey(GoldenFile.Row("registry-api-key-permissions")),
            strict: true);
    }

    [Fact]
    public void An_audit_record_is_stored_as_it_always_was()
    {
        var actor = new AuditActor(Samples.Organization, Samples.Environment, Key.Id, "192.0.2.1");
        var record = new AuditRecord(
            "fe5e0467349efbb81c0885fa31919a56", Samples.At, actor, AuditAction.ApiKeyRevoked, "subject", "detail");
        var key = new RowKey(Samples.Organization.ToString(), record.Id);
        GoldenFile.AssertRow("audit-record", AuditLog.Table, RowWrite.Insert(key, AuditLog.ToFields(record)));
        Assert.Equal(record, AuditLog.ToRecord(GoldenFile.Row("audit-record"), Samples.Organization));
    }

    [Fact]
    public void A_stored_processing_key_opens()
    {
        var row = GoldenFile.Row("registry-processing-key");
        var key = RegistryRows.ToProcessingKey(row, Merchant.ProcessingKey, Box);
        Assert.Equal(Secret, key.Secret.Reveal());
        Assert.Equal((Samples.Environment, Samples.Wallet), (key.Environment, key.Wallet));
    }

    private static AddressRange Range(string text) =>
        AddressRange.TryParse(text, out var range) ? range : throw new ArgumentException(text);
}
