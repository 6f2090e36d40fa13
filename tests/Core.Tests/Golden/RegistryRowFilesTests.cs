using Fulgurite.Access;
using Fulgurite.Money;
using Fulgurite.Secrets;
using Fulgurite.Storage;
using Fulgurite.Tests.Identity;

namespace Fulgurite.Tests.Golden;

public sealed class RegistryRowFilesTests
{
    private const string Secret = "secretSECRETsecretSECRETsecretSECRETsecretSECRETsecretSECRET1234";

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

    private static readonly ApiKey Key = new(Samples.Environment, Samples.Organization, "first key");

    [Theory]
    [InlineData("registry-environment")]
    [InlineData("registry-environment-wallet")]
    [InlineData("registry-environment-line")]
    [InlineData("registry-environment-processing-key")]
    [InlineData("registry-organization")]
    [InlineData("registry-organization-environment")]
    [InlineData("registry-api-key")]
    [InlineData("registry-processing-key")]
    [InlineData("registry-endpoint")]
    public void A_row_of_the_registry_is_stored_as_it_always_was(string name) =>
        GoldenFile.AssertRow(name, Registry.Table, WriteOf(name));

    [Fact]
    public void Stored_rows_read_back()
    {
        Assert.Equal(Environment, RegistryRows.ToEnvironment(GoldenFile.Row("registry-environment")));
        Assert.Equal(Key, RegistryRows.ToApiKey(GoldenFile.Row("registry-api-key")));
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

    private static RowWrite WriteOf(string name) => name switch
    {
        "registry-environment" =>
            RowWrite.Put(RegistryRows.EnvironmentOf(Merchant.Environment), RegistryRows.ToFields(Environment)),
        "registry-environment-wallet" =>
            RowWrite.Put(RegistryRows.WalletOf(Merchant.Environment, Merchant.Wallet), []),
        "registry-environment-line" =>
            RowWrite.Put(RegistryRows.LineOf(Merchant.Environment, Merchant.LineOfCredit), []),
        "registry-environment-processing-key" =>
            RowWrite.Put(RegistryRows.ProcessingKeyIn(Merchant.Environment, Merchant.ProcessingKey), []),
        "registry-organization" => RowWrite.Put(
            RegistryRows.OrganizationOf(Merchant.Organization), new RowFields { { "name", Merchant.Name } }),
        "registry-organization-environment" =>
            RowWrite.Put(RegistryRows.MemberOf(Merchant.Organization, Merchant.Environment), []),
        "registry-api-key" =>
            RowWrite.Put(RegistryRows.ApiKeyOf(Merchant.ApiKey.Reveal()), RegistryRows.ToFields(Key)),
        "registry-processing-key" => RowWrite.Put(
            RegistryRows.ProcessingKeyOf(Merchant.ProcessingKey),
            RegistryRows.ToFields(
                new ProcessingKey(
                    Merchant.ProcessingKey, Merchant.ProcessingSecret, Merchant.Environment, Merchant.Wallet),
                Box)),
        "registry-endpoint" => RowWrite.Put(
            RegistryRows.EndpointOf(Samples.Environment, Samples.EndpointId), RegistryRows.ToFields(Samples.Endpoint)),
        _ => throw new ArgumentException(name),
    };
}
