using Fulgurite.App.Apis.Voltage;

namespace Fulgurite.App.Local;

/// <summary>What <c>fulgurite local</c> was asked for.</summary>
internal sealed record LocalOptions
{
    /// <summary>Where everything is served.</summary>
    public required int Port { get; init; }

    /// <summary>Keep nothing: memory instead of Azurite and files.</summary>
    public required bool IsEphemeral { get; init; }

    /// <summary>Where state, keys and tools are kept.</summary>
    public required DirectoryInfo Data { get; init; }

    /// <summary>Where callbacks go; null for the sandbox's inbox, or for what was set before.</summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary>A real node, <c>HOST:PORT</c>; null for the sandbox network.</summary>
    public string? LndAddress { get; init; }

    /// <summary>Its TLS certificate, PEM.</summary>
    public FileInfo? LndCertificate { get; init; }

    /// <summary>A macaroon of it, binary.</summary>
    public FileInfo? LndMacaroon { get; init; }

    /// <summary>Another, binary, that may pay; null leaves paying off.</summary>
    public FileInfo? LndPaymentsMacaroon { get; init; }

    /// <summary>Another, binary, for the wallet on the chain; null leaves the chain off.</summary>
    public FileInfo? LndChainMacaroon { get; init; }

    /// <summary>Another, binary, that may read what it paid and owns; for verification alone.</summary>
    public FileInfo? LndAuditMacaroon { get; init; }

    /// <summary>How often keys of the native API may call.</summary>
    public RequestLimits Limits { get; init; } = RequestLimits.Local;

    /// <summary>The address of everything.</summary>
    public string BaseUrl => $"http://localhost:{Port}";
}
