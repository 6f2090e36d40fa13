namespace Fulgurite.Invoices;

/// <summary>Whether an invoice can still be paid over the network.</summary>
public enum OffNetworkStatus
{
    /// <summary>It cannot, for good.</summary>
    Off,

    /// <summary>Somebody is paying it, or has paid it: look at the book again a little later.</summary>
    Busy,

    /// <summary>Another node issued it, and only that one can say.</summary>
    Elsewhere,
}
