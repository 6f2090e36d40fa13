namespace Fulgurite.App.SandboxPages;

/// <summary>A callback that reached the sandbox's inbox, exactly as it came.</summary>
internal sealed record ReceivedCallback
{
    /// <summary>Its id in the inbox: letters, digits, hyphens. Newer ones never reuse it.</summary>
    public required string Id { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The signing scheme: <c>voltage</c>, <c>alphapo</c>, <c>bitgo</c> or <c>standard</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>The event, such as <c>deposit</c>; null when the scheme has no name for it.</summary>
    public string? EventName { get; init; }

    /// <summary>True when the signature over the body was right.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>Why it was not verified; null when it was.</summary>
    public string? Problem { get; init; }

    /// <summary>Which attempt of its delivery this was, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The headers as they came, in order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The bytes that were signed.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
