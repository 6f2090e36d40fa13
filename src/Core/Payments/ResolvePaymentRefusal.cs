namespace Fulgurite.Payments;

/// <summary>Why a payment does not end.</summary>
internal enum ResolvePaymentRefusal
{
    /// <summary>It ended meanwhile.</summary>
    AlreadyFinal,

    /// <summary>The stored payment no longer allows it: something was learned or begun meanwhile.</summary>
    NoLongerDue,
}
