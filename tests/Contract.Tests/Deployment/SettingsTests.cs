using Fulgurite.App;

namespace Fulgurite.Contracts.Deployment;

/// <summary>What an operator is told about the environment of the deployed app.</summary>
public sealed class SettingsTests
{
    private const string Bus = "ServiceBus__fullyQualifiedNamespace";

    [Fact]
    public void Reads_what_is_required_and_takes_the_rest_from_defaults()
    {
        var settings = Settings.Read(Complete().GetValueOrDefault);

        Assert.Equal(new Uri("https://shop.servicebus.windows.net"), settings.ServiceBusUri);
        Assert.Equal(8080, settings.Port);
        Assert.False(settings.HasDepositForm);
    }

    [Theory]
    [InlineData("FULGURITE_TABLES_URI")]
    [InlineData("FULGURITE_VAULT_URI")]
    [InlineData("FULGURITE_LND_ADDRESS")]
    [InlineData(Bus)]
    public void Names_what_is_missing(string name)
    {
        var environment = Complete();
        environment.Remove(name);

        var failure = Assert.Throws<SettingsException>(() => Settings.Read(environment.GetValueOrDefault));
        Assert.Equal($"The setting {name} is missing.", failure.Message);
    }

    [Theory]
    [InlineData("FULGURITE_TABLES_URI", "http://shop.table.core.windows.net")]
    [InlineData("FULGURITE_VAULT_URI", "shop.vault.azure.net")]
    [InlineData("FULGURITE_NETWORK", "Mainnet")]
    [InlineData("FULGURITE_DEPOSIT_MIN_SATS", "0")]
    [InlineData("FULGURITE_DEPOSIT_FEE_BASIS_POINTS", "0.8")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT", "65536")]
    [InlineData(Bus, "https://shop.servicebus.windows.net")]
    [InlineData(Bus, "shop.servicebus.windows.net:443")]
    [InlineData(Bus, "shop servicebus")]
    [InlineData(Bus, "10.0.0.1")]
    public void Names_what_is_malformed(string name, string value)
    {
        var environment = Complete();
        environment[name] = value;

        var failure = Assert.Throws<SettingsException>(() => Settings.Read(environment.GetValueOrDefault));
        Assert.StartsWith($"The setting {name} ", failure.Message);
    }

    private static Dictionary<string, string> Complete() => new()
    {
        ["FULGURITE_TABLES_URI"] = "https://shop.table.core.windows.net",
        ["FULGURITE_VAULT_URI"] = "https://shop.vault.azure.net",
        ["FULGURITE_LND_ADDRESS"] = "lnd.example:10009",
        [Bus] = "shop.servicebus.windows.net",
    };
}
