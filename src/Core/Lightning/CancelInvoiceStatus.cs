namespace Fulgurite.Lightning;

/// <summary>How a node answered a cancellation.</summary>
public enum CancelInvoiceStatus
{
    /// <summary>It cannot be paid any more, by this call or an earlier one.</summary>
    Canceled,

    /// <summary>Too late: it is paid.</summary>
    AlreadySettled,

    /// <summary>The node does not know the hash.</summary>
    NotFound,
}
