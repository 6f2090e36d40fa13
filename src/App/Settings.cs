using System.Globalization;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Secrets;

namespace Fulgurite.App;

/// <summary>
/// What the deployed app is told by its environment: read once, checked once, explained in
/// <c>local.settings.sample.json</c>. The only place that reads environment variables.
/// </summary>
internal sealed record Settings
{
    /// <summary>The port on which the Functions host expects us.</summary>
    public required int Port { get; init; }

    /// <summary>The storage account's table endpoint.</summary>
    public required Uri TablesUri { get; init; }

    /// <summary>The Service Bus namespace.</summary>
    public required Uri ServiceBusUri { get; init; }

    /// <summary>The Key Vault.</summary>
    public required Uri VaultUri { get; init; }

    /// <summary>The managed identity to use; null for the default one.</summary>
    public string? ClientId { get; init; }

    /// <summary>The node, <c>HOST:PORT</c>.</summary>
    public required string LndAddress { get; init; }

    /// <summary>The chain that the node must be on: an invoice of another one is never handed out.</summary>
    public BitcoinNetwork Network { get; init; } = BitcoinNetwork.Mainnet;

    /// <summary>What the operator keeps of receipts of new environments, and publishes.</summary>
    public BasisPoints DepositFee { get; init; }

    /// <summary>The least that can be deposited at once.</summary>
    public Msat DepositMin { get; init; } = Msat.FromSats(1_000);

    /// <summary>Who is paid, as payers read it on hosted pages.</summary>
    public string Payee { get; init; } = "Fulgurite";

    /// <summary>Whether the hosted deposit form is open to everyone.</summary>
    public bool HasDepositForm { get; init; }

    /// <summary>How often keys of the native API may call.</summary>
    public RequestLimits Limits { get; init; } = RequestLimits.Deployed;

    /// <summary>The key of the native API that a verb calls it with; null where none is given.</summary>
    public static SecretValue? CallerKey =>
        Environment.GetEnvironmentVariable("FULGURITE_API_KEY") is { Length: > 0 } key ? new SecretValue(key) : null;

    /// <summary>Whether the process's environment names a deployment.</summary>
    public static bool AreGiven => Environment.GetEnvironmentVariable("FULGURITE_TABLES_URI") is { Length: > 0 };

    /// <summary>Reads the process's environment.</summary>
    /// <exception cref="SettingsException">One is missing or wrong; the message names it.</exception>
    public static Settings FromEnvironment() => Read(Environment.GetEnvironmentVariable);

    /// <summary>Reads settings by name.</summary>
    /// <exception cref="SettingsException">One is missing or wrong; the message names it.</exception>
    public static Settings Read(Func<string, string?> find) => new()
    {
        Port = Integer(find, "FUNCTIONS_CUSTOMHANDLER_PORT", 0, 65_535) ?? 8080,
        TablesUri = Address(find, "FULGURITE_TABLES_URI"),
        ServiceBusUri = Host(find, "ServiceBus__fullyQualifiedNamespace"),
        VaultUri = Address(find, "FULGURITE_VAULT_URI"),
        ClientId = find("FULGURITE_CLIENT_ID") is { Length: > 0 } clientId ? clientId : null,
        LndAddress = Required(find, "FULGURITE_LND_ADDRESS"),
        Network = NetworkOf(find("FULGURITE_NETWORK")),
        DepositFee = new BasisPoints(Integer(find, "FULGURITE_DEPOSIT_FEE_BASIS_POINTS", 0, BasisPoints.PerWhole) ?? 0),
        DepositMin = Msat.FromSats(Integer(find, "FULGURITE_DEPOSIT_MIN_SATS", 1, 4_500_000) ?? 1_000),
        Payee = find("FULGURITE_PAYEE") is { Length: > 0 } payee ? payee : "Fulgurite",
        HasDepositForm = find("FULGURITE_DEPOSIT_FORM") == "true",
        Limits = Integer(find, "FULGURITE_REQUESTS_PER_SECOND", 1, RequestLimits.Max) is { } perSecond
            ? RequestLimits.Deployed with { RequestsPerSecond = perSecond }
            : RequestLimits.Deployed,
    };

    private static string Required(Func<string, string?> find, string name) =>
        find(name) is { Length: > 0 } value ? value : throw new SettingsException($"The setting {name} is missing.");

    private static BitcoinNetwork NetworkOf(string? name) => name switch
    {
        null or "" or "mainnet" => BitcoinNetwork.Mainnet,
        "testnet" => BitcoinNetwork.Testnet,
        "signet" => BitcoinNetwork.Signet,
        "regtest" => BitcoinNetwork.Regtest,
        _ => throw new SettingsException("The setting FULGURITE_NETWORK is mainnet, testnet, signet or regtest."),
    };

    private static Uri Address(Func<string, string?> find, string name) =>
        Uri.TryCreate(Required(find, name), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? uri
            : throw new SettingsException($"The setting {name} must be an https address.");

    // The Functions host reads the same setting, and takes nothing but the name.
    private static Uri Host(Func<string, string?> find, string name) =>
        Required(find, name) is var host && Uri.CheckHostName(host) == UriHostNameType.Dns
            ? new Uri($"https://{host}")
            : throw new SettingsException($"The setting {name} must be a host name.");

    private static int? Integer(Func<string, string?> find, string name, int min, int max)
    {
        if (find(name) is not { Length: > 0 } text)
        {
            return null;
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new SettingsException($"The setting {name} must be a number from {min} to {max}.");
    }
}
