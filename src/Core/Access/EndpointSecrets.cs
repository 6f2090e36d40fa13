namespace Fulgurite.Access;

/// <summary>An endpoint's own signing secrets, each in a <see cref="SecretBox"/> that the endpoint owns.</summary>
/// <param name="Current">What signs.</param>
/// <param name="Previous">What signed before the last rotation; null when there was none.</param>
/// <param name="PreviousUntil">Until when it signs too.</param>
public sealed record EndpointSecrets(byte[] Current, byte[]? Previous = null, DateTimeOffset? PreviousUntil = null)
{
    /// <summary>How long the secret before a rotation signs beside the new one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>After a rotation: what signed until now keeps signing for <see cref="Overlap"/>.</summary>
    public EndpointSecrets Rotated(byte[] next, DateTimeOffset now) => new(next, Current, now + Overlap);

    /// <summary>Never the boxes: they are of no use in a log.</summary>
    public override string ToString() => "secrets(redacted)";
}
