using System.Net;
using System.Security.Cryptography;
using System.Text;
using Fulgurite.Identity;
using Fulgurite.Secrets;

namespace Fulgurite.Access;

/// <summary>A key of the native API, as it is known after it was presented: only its hash is stored.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Hash">How it is recognised.</param>
/// <param name="Environment">The one environment that it opens.</param>
/// <param name="Organization">Whose that is.</param>
/// <param name="Name">For people.</param>
/// <param name="Permissions">What it may do there.</param>
public sealed record ApiKey(
    ApiKeyId Id,
    ApiKeyHash Hash,
    EnvironmentId Environment,
    OrganizationId Organization,
    string Name,
    IReadOnlyList<Permission> Permissions)
{
    /// <summary>Most ranges that one key can have.</summary>
    public const int ValidIpsMax = 100;

    private const string Prefix = "fulg_";
    private const int RandomLength = 43;

    /// <summary>What the first key of a merchant may do: everything but operate the deployment.</summary>
    public static IReadOnlyList<Permission> Full { get; } =
    [
        Permission.Read,
        Permission.Receive,
        Permission.Write,
        Permission.Billing,
        Permission.TeamManager,
        Permission.Owner,
    ];

    /// <summary>Where callers may be; empty for anywhere. At most <see cref="ValidIpsMax"/>.</summary>
    public IReadOnlyList<AddressRange> ValidIps { get; init; } = [];

    /// <summary>When it was made; null for keys from before this was kept.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>From when on it opens nothing; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it was used, to within <see cref="ApiKeyUses.Precision"/>; null where it is not known.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>A new key: <c>fulg_</c> and 43 random letters and digits.</summary>
    public static SecretValue Invent(IRandomness randomness) =>
        new(Prefix + randomness.NextAlphanumeric(RandomLength));

    /// <summary>
    /// The id of a key that was given none: the first 128 bits of a hash of its hash, which tells nothing about it.
    /// </summary>
    public static ApiKeyId IdOf(ApiKeyHash hash)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes("api key id " + hash.Text));
        return new ApiKeyId(new Guid(digest.AsSpan(0, 16), bigEndian: true));
    }

    /// <summary>Whether it opens anything at an instant.</summary>
    public bool IsValid(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is not { } end || now < end);

    /// <summary>
    /// Whether it may be used from an address. Where that is not known (null), only if it may from anywhere.
    /// </summary>
    public bool AllowsFrom(IPAddress? caller) =>
        ValidIps.Count == 0 || (caller is not null && ValidIps.Any(range => range.Contains(caller)));

    /// <summary>Whether it may do what asks for a permission.</summary>
    public bool Allows(Permission asked) =>
        Permissions.Contains(asked)
        || (asked == Permission.Receive && Permissions.Contains(Permission.Write))
        || (asked != Permission.Administrator && Permissions.Contains(Permission.Owner));

    /// <summary>Whether it may give another key these permissions: only such as it has itself.</summary>
    public bool MayGrant(IEnumerable<Permission> permissions) => permissions.All(Allows);
}
