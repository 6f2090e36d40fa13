namespace Fulgurite.Ledger;

/// <summary>
/// Names one intended effect on one wallet: the same key never has a second effect. Letters, digits, <c>-</c>,
/// <c>_</c>, <c>.</c> and <c>:</c>, 1 to 200 characters; keys from outside are prefixed and hashed by their surface.
/// </summary>
public sealed record IdempotencyKey
{
    /// <summary>Creates a key.</summary>
    /// <exception cref="InvariantBrokenException">Not of the form above.</exception>
    public IdempotencyKey(string value)
    {
        Invariant.Holds(
            value.Length is >= 1 and <= 200 && value.All(IsAllowed),
            "an idempotency key is 1 to 200 letters, digits and -_.:");
        Value = value;
    }

    /// <summary>The key.</summary>
    public string Value { get; }

    /// <summary>The key.</summary>
    public override string ToString() => Value;

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':';
}
