using System.Net;
using Fulgurite.Secrets;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>A merchant's key pair: it signs calls to us and our callbacks to the merchant.</summary>
internal sealed record AlphaPoKey
{
    /// <summary>The public half, sent as <c>X-Processing-Key</c>; opaque, by custom 32 of <c>[A-Za-z0-9]</c>.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The HMAC key, used as text and never decoded; by custom 64 of <c>[A-Za-z0-9]</c>.</summary>
    public required SecretValue Secret { get; init; }

    /// <summary>Whose key it is.</summary>
    public required AlphaPoMerchant Merchant { get; init; }

    /// <summary>Callers' addresses that are let in; empty lets in all.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Switched off: answered like a key that does not exist.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Whether the allowlist lets this caller in. An unknown address passes only an empty list.</summary>
    public bool Allows(IPAddress? caller)
    {
        if (AllowedNetworks.Count == 0)
        {
            return true;
        }

        // A dual-stack socket shows IPv4 callers as ::ffff:a.b.c.d, which no IPv4 network contains.
        var address = caller is { IsIPv4MappedToIPv6: true } ? caller.MapToIPv4() : caller;
        return address is not null && AllowedNetworks.Any(network => network.Contains(address));
    }
}
