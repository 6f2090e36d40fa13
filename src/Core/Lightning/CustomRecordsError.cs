namespace Fulgurite.Lightning;

/// <summary>Why custom records cannot be sent, in order of precedence.</summary>
public enum CustomRecordsError
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>There are more than <see cref="CustomRecords.CountMax"/>.</summary>
    TooMany,

    /// <summary>A type is no decimal number from <see cref="CustomRecords.TypeMin"/> to 2^64 - 1.</summary>
    InvalidType,

    /// <summary>A type is the one that a keysend itself needs.</summary>
    ReservedType,

    /// <summary>A value is not made of pairs of hex digits.</summary>
    InvalidValue,

    /// <summary>The values have more than <see cref="CustomRecords.BytesMax"/> bytes together.</summary>
    TooLarge,
}
