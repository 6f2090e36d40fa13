namespace Fulgurite.Storage;

/// <summary>
/// A table's name: 3 to 63 lower-case letters and digits, beginning with a letter (Table Storage folds case on
/// creation but emulators do not on access, so only lower case is used).
/// </summary>
public sealed record TableName
{
    /// <summary>Creates a name.</summary>
    /// <exception cref="ArgumentException">Not of the form above.</exception>
    public TableName(string value)
    {
        if (value.Length is < 3 or > 63 || !char.IsAsciiLetterLower(value[0])
            || !value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
        {
            throw new ArgumentException($"'{value}' is not a table name.", nameof(value));
        }

        Value = value;
    }

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
