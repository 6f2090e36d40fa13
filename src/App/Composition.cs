using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.App.Apis.Voltage.Webhooks;
using Fulgurite.App.Callbacks;
using Fulgurite.App.Local;
using Fulgurite.Azure.KeyVault;
using Fulgurite.Azure.ServiceBus;
using Fulgurite.Azure.Tables;
using Fulgurite.Bitcoin;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Messaging;
using Fulgurite.Sandbox;
using Fulgurite.Sandbox.Azurite;
using Fulgurite.Sandbox.Chain;
using Fulgurite.Sandbox.Clock;
using Fulgurite.Sandbox.FileSecrets;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.MemorySecrets;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Sandbox.Network;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App;

/// <summary>The only place that chooses adapters: Azure's for a deployment, this machine's for a local run.</summary>
internal static class Composition
{
    /// <summary>The secret from which every key of ours is derived: 32 bytes, base64.</summary>
    public const string MasterKeySecret = "fulgurite-master-key";

    /// <summary>The file of the sandbox node's invoices in a data directory.</summary>
    public const string SandboxNodeLog = "sandbox-node.log";

    /// <summary>The file of its payments.</summary>
    public const string SandboxPaymentsLog = "sandbox-payments.log";

    /// <summary>The file of the sandbox chain.</summary>
    public const string SandboxChainLog = "sandbox-chain.log";

    private const string LndCertificateSecret = "fulgurite-lnd-certificate";
    private const string LndMacaroonSecret = "fulgurite-lnd-macaroon";
    private const string LndPaymentsMacaroonSecret = "fulgurite-lnd-payments-macaroon";
    private const string LndChainMacaroonSecret = "fulgurite-lnd-chain-macaroon";
    private const string LndAuditMacaroonSecret = "fulgurite-lnd-audit-macaroon";
    private const string SandboxNodeKeySecret = "fulgurite-sandbox-node-key";
    private const string SandboxPayeeKeySecret = "fulgurite-sandbox-payee-key";

    /// <summary>
    /// How an environment's callback address is told, by scheme: what needs nothing but what happened.
    /// </summary>
    public static IReadOnlyDictionary<string, CallbackScheme> Schemes { get; } =
        new Dictionary<string, CallbackScheme> { [AlphaPoWiring.Scheme.Name] = AlphaPoWiring.Scheme };

    /// <summary>How every endpoint is told, by scheme: payments show their preimages, which come of the key.</summary>
    public static IReadOnlyDictionary<string, CallbackScheme> SchemesOf(byte[] masterKey)
    {
        var bodies = new PaymentBodies(new PreimageSource(masterKey));
        byte[]? Render(News news) => NewsObject.Render(bodies, news);
        return Schemes.Values.Concat([VoltageScheme.Of(Render), StandardScheme.Of(Render)])
            .ToDictionary(scheme => scheme.Name);
    }

    /// <summary>The engine of a deployment: everything secret comes from Key Vault.</summary>
    public static async Task<Engine> InAzure(Settings settings, TimeProvider clock, CancellationToken cancel)
    {
        var (credential, secrets) = SecretsInAzure(settings, clock);
        var lnd = new LndNodeSettings(
            settings.LndAddress,
            (await Required(secrets, LndCertificateSecret, cancel)).Reveal(),
            await Required(secrets, LndMacaroonSecret, cancel));
        var masterKey = MasterKeyOf(await Required(secrets, MasterKeySecret, cancel));
        var ports = new EnginePorts(
            AzureTableStore.WithToken(new AzureTableOptions(settings.TablesUri, clock), credential),
            ServiceBusSender.WithToken(new ServiceBusOptions(settings.ServiceBusUri, clock), credential),
            DeployedNode(lnd, clock),
            settings.Network,
            new CallbackHttp(new TargetPolicy(AllowsLocal: false), clock),
            new SystemRandomness(),
            clock)
        {
            Connections = new LndConnections(secrets, clock),
            Paying = DeployedPayingNode(lnd, await secrets.Get(LndPaymentsMacaroonSecret, cancel), clock),
            Chain = DeployedChain(lnd, await secrets.Get(LndChainMacaroonSecret, cancel), settings.Network, clock),
        };
        return new Engine(ports, masterKey, SchemesOf(masterKey));
    }

    /// <summary>The records of a deployment's node; null where there is no macaroon for audits.</summary>
    /// <exception cref="SecretsUnavailableException">Not there, or the operator stored something else.</exception>
    public static async Task<INodeAccounts?> AccountsInAzure(
        Settings settings, TimeProvider clock, CancellationToken cancel)
    {
        var (_, secrets) = SecretsInAzure(settings, clock);
        if (await secrets.Get(LndAuditMacaroonSecret, cancel) is not { } macaroon)
        {
            return null;
        }

        var certificate = await Required(secrets, LndCertificateSecret, cancel);
        try
        {
            return new LndNodeAccounts(
                new LndNodeSettings(settings.LndAddress, certificate.Reveal(), macaroon), clock);
        }
        catch (ArgumentException failure)
        {
            throw new SecretsUnavailableException(
                $"FULGURITE_LND_ADDRESS, or the secret {LndCertificateSecret} or {LndAuditMacaroonSecret}, is "
                + $"malformed: see {failure.ParamName}.");
        }
    }

    private static (TokenCredential Credential, KeyVaultSecretStore Secrets) SecretsInAzure(
        Settings settings, TimeProvider clock)
    {
        TokenCredential credential = settings.ClientId is { } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential();
        return (credential, new KeyVaultSecretStore(new SecretClient(settings.VaultUri, credential), clock));
    }

    // What is wrong is named; what is in the secrets is not.
    private static LndNode DeployedNode(LndNodeSettings settings, TimeProvider clock)
    {
        try
        {
            return new LndNode(settings, clock);
        }
        catch (ArgumentException failure)
        {
            throw new SecretsUnavailableException(
                $"FULGURITE_LND_ADDRESS, or the secret {LndCertificateSecret} or {LndMacaroonSecret}, is malformed: "
                + $"see {failure.ParamName}.");
        }
    }

    /// <summary>What pays: the node with the macaroon for payments; without one, what refuses to.</summary>
    /// <exception cref="SecretsUnavailableException">The operator stored something that is no macaroon.</exception>
    internal static IPayingNode DeployedPayingNode(LndNodeSettings settings, SecretValue? macaroon, TimeProvider clock)
    {
        if (macaroon is null)
        {
            return new PayingNodeOff();
        }

        try
        {
            return new LndPayingNode(settings with { MacaroonHex = macaroon }, clock);
        }
        catch (ArgumentException)
        {
            throw new SecretsUnavailableException(
                $"The secret {LndPaymentsMacaroonSecret} is malformed: it is a macaroon in hex digits.");
        }
    }

    /// <summary>The node's wallet on the chain, with the macaroon for it; null without one.</summary>
    /// <exception cref="SecretsUnavailableException">The operator stored something that is no macaroon.</exception>
    private static LndChainWallet? DeployedChain(
        LndNodeSettings settings, SecretValue? macaroon, BitcoinNetwork network, TimeProvider clock)
    {
        try
        {
            return macaroon is null
                ? null
                : new LndChainWallet(settings with { MacaroonHex = macaroon }, network, clock);
        }
        catch (ArgumentException)
        {
            throw new SecretsUnavailableException(
                $"The secret {LndChainMacaroonSecret} is malformed: it is a macaroon in hex digits.");
        }
    }

    /// <summary>The secrets of a local run.</summary>
    public static ISecretStore LocalSecrets(LocalOptions options) => options.IsEphemeral
        ? new MemorySecretStore()
        : new FileSecretStore(Path.Combine(options.Data.FullName, "secrets"));

    /// <summary>The clock of a local run whose network is the sandbox's: it can be moved.</summary>
    /// <exception cref="SettingsException">The file that keeps how far it was moved cannot be read.</exception>
    public static SandboxClock LocalClock(LocalOptions options, TimeProvider machine)
    {
        var path = options.IsEphemeral ? null : Path.Combine(options.Data.FullName, "sandbox-clock");
        try
        {
            return new SandboxClock(machine, path);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new SettingsException($"How far the sandbox's clock was moved cannot be read: {failure.Message}.");
        }
    }

    /// <summary>The tables of a local run.</summary>
    public static ITableStore LocalTables(AzuriteProcess? azurite, TimeProvider clock) => azurite is null
        ? new MemoryTableStore()
        : AzureTableStore.WithSharedKey(new AzureTableOptions(azurite.Endpoint, clock), SharedKey.Azurite);

    /// <summary>The queues of a local run.</summary>
    /// <exception cref="IOException">Another process holds the data directory.</exception>
    public static LocalMessageBus LocalBus(LocalOptions options, TimeProvider clock) => options.IsEphemeral
        ? LocalMessageBus.InMemory(clock)
        : LocalMessageBus.Open(Path.Combine(options.Data.FullName, "bus.log"), clock);

    /// <summary>A real node, by settings, and the same as what pays.</summary>
    /// <exception cref="SettingsException">
    /// A setting or file is not what it should be; the message names it.
    /// </exception>
    public static (ILightningNode Node, IPayingNode Paying) RealNode(LocalOptions options, TimeProvider clock) =>
        Real<(ILightningNode, IPayingNode)>(options, settings => (
            new LndNode(settings, clock),
            options.LndPaymentsMacaroon is { } file
                ? new LndPayingNode(settings with { MacaroonHex = Macaroon(file) }, clock)
                : new PayingNodeOff()));

    /// <summary>A real node's wallet on the chain, by settings; null without a macaroon for it.</summary>
    /// <exception cref="SettingsException">As for the node.</exception>
    public static IChainWallet? RealChain(LocalOptions options, BitcoinNetwork network, TimeProvider clock) =>
        Real(options, settings => options.LndChainMacaroon is { } file
            ? new LndChainWallet(settings with { MacaroonHex = Macaroon(file) }, network, clock)
            : null);

    /// <summary>A real node's records, by settings; null without a macaroon for audits.</summary>
    /// <exception cref="SettingsException">As for the node.</exception>
    public static INodeAccounts? RealAccounts(LocalOptions options, TimeProvider clock) =>
        Real(options, settings => options.LndAuditMacaroon is { } file
            ? new LndNodeAccounts(settings with { MacaroonHex = Macaroon(file) }, clock)
            : null);

    private static T Real<T>(LocalOptions options, Func<LndNodeSettings, T> connect)
    {
        var settings = new LndNodeSettings(
            options.LndAddress!,
            Readable(options.LndCertificate!, File.ReadAllText),
            Macaroon(options.LndMacaroon!));
        try
        {
            return connect(settings);
        }
        catch (ArgumentException failure) when (failure.ParamName == nameof(LndNodeSettings.Address))
        {
            throw new SettingsException("--lnd-address must be HOST:PORT, such as 127.0.0.1:10009.");
        }
        catch (ArgumentException)
        {
            throw new SettingsException($"{options.LndCertificate!.FullName} is not a TLS certificate in PEM form.");
        }
    }

    /// <summary>The sandbox network: our node and everybody else.</summary>
    public static async Task<SandboxNetwork> Sandbox(
        LocalOptions options, ISecretStore secrets, TimeProvider clock, CancellationToken cancel)
    {
        AppendOnlyLog? Log(string name) =>
            options.IsEphemeral ? null : AppendOnlyLog.Open(Path.Combine(options.Data.FullName, name));

        var node = await SandboxNode(secrets, Log(SandboxNodeLog), clock, cancel);
        var payee = new SandboxPayee(
            await SandboxKey(secrets, SandboxPayeeKeySecret, cancel),
            Log("sandbox-payee.log"),
            new SystemRandomness(),
            clock);
        var chain = new SandboxChain(Log(SandboxChainLog), new SystemRandomness(), clock);
        return new SandboxNetwork(
            node,
            new SandboxPayingNode(node.Id, payee, Log(SandboxPaymentsLog), clock),
            new SandboxPayer(node, clock),
            payee,
            chain,
            new SandboxChainWallet(chain, new SystemRandomness()));
    }

    /// <summary>The sandbox network's node over a log.</summary>
    public static async Task<SandboxNode> SandboxNode(
        ISecretStore secrets, AppendOnlyLog? log, TimeProvider clock, CancellationToken cancel) =>
        new(await SandboxKey(secrets, SandboxNodeKeySecret, cancel), log, new SystemRandomness(), clock);

    private static async Task<NodePrivateKey> SandboxKey(
        ISecretStore secrets, string name, CancellationToken cancel)
    {
        var key = await secrets.GetOrCreate(name, RandomKey(new SystemRandomness()), cancel);
        return new NodePrivateKey(Convert.FromBase64String(key.Reveal()));
    }

    /// <summary>The engine of a local run.</summary>
    public static async Task<Engine> OnThisMachine(
        ITableStore tables,
        IMessageBus bus,
        ILightningNode node,
        IPayingNode paying,
        LocalSetting local,
        CancellationToken cancel)
    {
        var randomness = new SystemRandomness();
        var masterKey = await local.Secrets.GetOrCreate(MasterKeySecret, RandomKey(randomness), cancel);
        var ports = new EnginePorts(
            tables,
            bus,
            node,
            local.Network,
            new CallbackHttp(local.Targets, local.Waits),
            randomness,
            local.Clock)
        {
            Waits = local.Waits,
            Connections = new LndConnections(local.Secrets, local.Waits),
            NodePatience = local.NodePatience,
            Paying = paying,
            Chain = local.Chain,
            Confirmations = local.Confirmations,
        };
        var key = MasterKeyOf(masterKey);
        return new Engine(ports, key, SchemesOf(key));
    }

    private static SecretValue Macaroon(FileInfo file)
    {
        var macaroon = Readable(file, File.ReadAllBytes);
        return macaroon.Length > 0
            ? new SecretValue(Convert.ToHexStringLower(macaroon))
            : throw new SettingsException($"The macaroon {file.FullName} is empty.");
    }

    private static T Readable<T>(FileInfo file, Func<string, T> read)
    {
        try
        {
            return read(file.FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The file {file.FullName} cannot be read.");
        }
    }

    private static SecretValue RandomKey(IRandomness randomness)
    {
        var bytes = new byte[32];
        randomness.Fill(bytes);
        return new SecretValue(Convert.ToBase64String(bytes));
    }

    private static async Task<SecretValue> Required(ISecretStore secrets, string name, CancellationToken cancel) =>
        await secrets.Get(name, cancel)
        ?? throw new SecretsUnavailableException($"The secret {name} is not in the Key Vault.");

    /// <summary>The key's bytes.</summary>
    /// <exception cref="SecretsUnavailableException">The operator stored something else.</exception>
    internal static byte[] MasterKeyOf(SecretValue secret)
    {
        var bytes = new byte[64];
        return Convert.TryFromBase64String(secret.Reveal(), bytes, out var length) && length >= 32
            ? bytes[..length]
            : throw new SecretsUnavailableException(
                $"The secret {MasterKeySecret} is malformed: it is base64 of 32 to 64 bytes.");
    }
}
