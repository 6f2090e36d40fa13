namespace Fulgurite.Listings;

/// <summary>Which way a payment goes, seen from our wallet.</summary>
public enum PaymentDirection
{
    /// <summary>In: an invoice of ours.</summary>
    Receive,

    /// <summary>Out: a payment that we make.</summary>
    Send,
}
