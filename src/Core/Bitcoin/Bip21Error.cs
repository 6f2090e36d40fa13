namespace Fulgurite.Bitcoin;

/// <summary>Why a text is not a payment request of BIP 21 that we can pay, in precedence order.</summary>
public enum Bip21Error
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It does not begin with <c>bitcoin:</c>, or says nothing that could be paid.</summary>
    Malformed,

    /// <summary>A percent sign without two hex digits, or bytes that are no UTF-8.</summary>
    InvalidEncoding,

    /// <summary>A parameter that we know is there twice, so that nobody can say which one is meant.</summary>
    RepeatedParameter,

    /// <summary>A parameter that we do not know, and that says it must be known (<c>req-</c>).</summary>
    UnknownRequirement,

    /// <summary>The address is none.</summary>
    InvalidAddress,

    /// <summary>The address is one of another chain.</summary>
    WrongNetwork,

    /// <summary>The amount is no plain decimal number, finer than a satoshi, or more than there is.</summary>
    InvalidAmount,
}
