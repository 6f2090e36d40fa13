namespace Fulgurite.Secrets;

/// <summary>
/// Secret text that does not print. <see cref="Reveal"/> is where it leaves: easy to find, easy to review.
/// </summary>
public sealed class SecretValue(string value)
{
    /// <summary>The secret.</summary>
    public string Reveal() => value;

    /// <summary>Never the secret.</summary>
    public override string ToString() => "secret(redacted)";
}
