namespace Fulgurite.App.Checkout;

/// <summary>Ids in addresses of the checkout.</summary>
internal static class PathId
{
    /// <summary>Longer than any id that we hand out.</summary>
    public const int LengthMax = 128;

    /// <summary>
    /// True for letters, digits, hyphens and underscores. Anything else is unknown without a read: a stranger's path
    /// costs no storage request and reaches no storage key.
    /// </summary>
    public static bool IsWellFormed(string? id, int lengthMax = LengthMax) =>
        !string.IsNullOrEmpty(id) && id.Length <= lengthMax
        && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
