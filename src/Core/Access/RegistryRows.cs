using System.Security.Cryptography;
using System.Text;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Access;

/// <summary>How the registry's records are stored; see <see cref="Registry"/> for the keys.</summary>
public static class RegistryRows
{
    /// <summary>Where an environment's settings live.</summary>
    public static RowKey EnvironmentOf(EnvironmentId id) => new(id.ToString(), "environment");

    /// <summary>Where a processing key lives.</summary>
    public static RowKey ProcessingKeyOf(string publicKey) => new($"processing-key|{publicKey}", "key");

    /// <summary>Where an API key lives: under its hash.</summary>
    public static RowKey ApiKeyOf(string key) =>
        new("api-key|" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), "key");

    /// <summary>Where an endpoint lives.</summary>
    public static RowKey EndpointOf(EnvironmentId environment, EndpointId endpoint) =>
        new(environment.ToString(), $"endpoint|{endpoint}");

    /// <summary>Where an organization lives.</summary>
    public static RowKey OrganizationOf(OrganizationId id) => new(id.ToString(), "organization");

    /// <summary>The partition that lists every organization: where whoever must see all begins.</summary>
    public const string Organizations = "organizations";

    /// <summary>Where an organization is listed.</summary>
    public static RowKey ListedOf(OrganizationId id) => new(Organizations, $"organization|{id}");

    /// <summary>Where an organization lists one of its environments.</summary>
    public static RowKey MemberOf(OrganizationId organization, EnvironmentId environment) =>
        new(organization.ToString(), $"environment|{environment}");

    /// <summary>The prefix under which an environment lists its wallets.</summary>
    public const string WalletPrefix = "wallet|";

    /// <summary>Where an environment lists one of its wallets.</summary>
    public static RowKey WalletOf(EnvironmentId environment, WalletId wallet) =>
        new(environment.ToString(), $"{WalletPrefix}{wallet}");

    /// <summary>The prefix under which an environment lists its lines of credit.</summary>
    public const string LinePrefix = "line|";

    /// <summary>Where an environment lists one of its lines of credit.</summary>
    public static RowKey LineOf(EnvironmentId environment, LineOfCreditId line) =>
        new(environment.ToString(), $"{LinePrefix}{line}");

    /// <summary>Where an environment lists one of its processing keys.</summary>
    public static RowKey ProcessingKeyIn(EnvironmentId environment, string publicKey) =>
        new(environment.ToString(), $"processing-key|{publicKey}");

    /// <summary>An environment's columns.</summary>
    public static RowFields ToFields(MerchantEnvironment environment) => new()
    {
        { "organization", environment.Organization.ToString() },
        { "name", environment.Name },
        { "deposit_fee_basis_points", environment.DepositFee.Value },
    };

    /// <summary>A processing key's columns; the secret is boxed for its public key.</summary>
    public static RowFields ToFields(ProcessingKey key, SecretBox box) => new()
    {
        { "environment", key.Environment.ToString() },
        { "wallet", key.Wallet.ToString() },
        { "secret_box", box.Close(key.Secret, key.PublicKey) },
    };

    /// <summary>An API key's columns.</summary>
    public static RowFields ToFields(ApiKey key) => new()
    {
        { "environment", key.Environment.ToString() },
        { "organization", key.Organization.ToString() },
        { "name", key.Name },
        { "permissions", string.Join(' ', key.Permissions) },
    };

    /// <summary>An endpoint's columns.</summary>
    public static RowFields ToFields(CallbackEndpoint endpoint) => new()
    {
        { "scheme", endpoint.Scheme },
        { "url", endpoint.Url.AbsoluteUri },
        { "signing_key", endpoint.SigningKey },
    };

    internal static MerchantEnvironment ToEnvironment(Row row)
    {
        var complete = EnvironmentId.TryParse(row.Key.Partition, out var id)
            & OrganizationId.TryParse(row.Fields.Text("organization"), out var organization);
        Invariant.Holds(complete, "a stored environment carries its ids");
        return new MerchantEnvironment(
            id,
            organization,
            row.Fields.Text("name"),
            new BasisPoints((int)row.Fields.Integer("deposit_fee_basis_points")));
    }

    internal static ProcessingKey ToProcessingKey(Row row, string publicKey, SecretBox box)
    {
        var complete = EnvironmentId.TryParse(row.Fields.Text("environment"), out var environment)
            & WalletId.TryParse(row.Fields.Text("wallet"), out var wallet);
        Invariant.Holds(complete, "a stored processing key carries its ids");
        return new ProcessingKey(publicKey, box.Open(row.Fields.Binary("secret_box"), publicKey), environment, wallet);
    }

    internal static ApiKey ToApiKey(Row row)
    {
        var complete = EnvironmentId.TryParse(row.Fields.Text("environment"), out var environment)
            & OrganizationId.TryParse(row.Fields.Text("organization"), out var organization);
        Invariant.Holds(complete, "a stored API key carries its ids");
        return new ApiKey(
            environment,
            organization,
            row.Fields.Text("name"),
            ToPermissions(row.Fields.TextOrNull("permissions")));
    }

    // Keys from before there were permissions could do everything.
    private static IReadOnlyList<Permission> ToPermissions(string? text) =>
        text is null ? ApiKey.Full : [.. text.Split(' ').Select(Enum.Parse<Permission>)];

    internal static CallbackEndpoint ToEndpoint(Row row)
    {
        var complete = EnvironmentId.TryParse(row.Key.Partition, out var environment)
            & EndpointId.TryParse(row.Key.Row["endpoint|".Length..], out var id);
        Invariant.Holds(complete, "a stored endpoint carries its ids");
        return new CallbackEndpoint(
            id,
            environment,
            row.Fields.Text("scheme"),
            new Uri(row.Fields.Text("url")),
            row.Fields.Text("signing_key"));
    }

    internal static WalletId ToWallet(Row row)
    {
        var complete = WalletId.TryParse(row.Key.Row[WalletPrefix.Length..], out var wallet);
        Invariant.Holds(complete, "a stored wallet's row is its id");
        return wallet;
    }

    internal static LineOfCreditId ToLine(Row row)
    {
        var complete = LineOfCreditId.TryParse(row.Key.Row[LinePrefix.Length..], out var line);
        Invariant.Holds(complete, "a listed line of credit's row is its id");
        return line;
    }
}
