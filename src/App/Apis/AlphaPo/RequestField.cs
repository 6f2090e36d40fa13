using System.Text;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>What kind of value a request holds under a name.</summary>
internal enum RequestFieldKind
{
    /// <summary>
    /// Nothing, JSON <c>null</c>, or text that is empty or blank: clients send all of these for "not given".
    /// </summary>
    Absent,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A number, as it was written.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>An object, an array, or a string that is not Unicode (half of a surrogate pair).</summary>
    Unusable,
}

/// <summary>One field of a request. <c>default</c> is absent.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The string, the number's digits as written, <c>true</c> or <c>false</c>; null otherwise.</param>
internal readonly record struct RequestField(RequestFieldKind Kind, string? Value)
{
    private const int IdentifierLengthMax = 255;

    /// <summary>The field was given.</summary>
    public bool IsPresent => Kind != RequestFieldKind.Absent;

    /// <summary>A string as a field: blank is absent.</summary>
    public static RequestField FromText(string text) =>
        string.IsNullOrWhiteSpace(text) ? default : new RequestField(RequestFieldKind.Text, text);

    /// <summary>
    /// The field as a merchant's identifier: text, or a number as it was written, of at most 255 characters without
    /// control characters. Kept exactly: merchants compare what callbacks bring back. Null when absent or refused; what
    /// is wrong is added to <paramref name="errors"/> under <paramref name="name"/>.
    /// </summary>
    public string? ReadIdentifier(string name, FieldErrors errors)
    {
        if (!IsPresent)
        {
            return null;
        }

        if (Kind is RequestFieldKind.Boolean or RequestFieldKind.Unusable || Value is null)
        {
            errors.Add(name, AlphaPoErrors.MustBeText(name));
            return null;
        }

        if (Value.EnumerateRunes().Count() > IdentifierLengthMax)
        {
            errors.Add(name, AlphaPoErrors.TooLong(name, IdentifierLengthMax));
            return null;
        }

        if (Value.EnumerateRunes().Any(Rune.IsControl))
        {
            errors.Add(name, AlphaPoErrors.BadFormat(name));
            return null;
        }

        return Value;
    }
}
