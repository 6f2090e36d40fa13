namespace Fulgurite.Bitcoin;

/// <summary>Why a text is not an address to pay, in precedence order.</summary>
public enum BitcoinAddressError
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Neither base58 nor bech32, or no program that Bitcoin knows.</summary>
    Malformed,

    /// <summary>Well formed, but the checksum does not match: mistyped, or cut short.</summary>
    ChecksumMismatch,

    /// <summary>An address of another chain.</summary>
    WrongNetwork,
}
