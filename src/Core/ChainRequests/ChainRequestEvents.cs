using Fulgurite.Events;
using Fulgurite.Storage;

namespace Fulgurite.ChainRequests;

/// <summary>What the event log says of requests, and of the receipts that pay them.</summary>
public static class ChainRequestEvents
{
    /// <summary>It is there, and can be paid.</summary>
    public const string Generated = "chain-request.generated";

    /// <summary>What was asked is credited.</summary>
    public const string Completed = "chain-request.completed";

    /// <summary>Its time is over.</summary>
    public const string Expired = "chain-request.expired";

    /// <summary>It was withdrawn.</summary>
    public const string Canceled = "chain-request.canceled";

    /// <summary>A transaction that pays an address was seen.</summary>
    public const string ReceiptDetected = "receipt.detected";

    /// <summary>A receipt was credited, and completed nothing.</summary>
    public const string ReceiptCredited = "receipt.credited";

    /// <summary>A receipt came too late.</summary>
    public const string ReceiptSuspended = "receipt.suspended";

    /// <summary>Every type that is of a request alone.</summary>
    public static readonly IReadOnlyList<string> OfRequest = [Generated, Completed, Expired, Canceled];

    /// <summary>The id of something that happened to a request: each happens once.</summary>
    public static Guid IdOf(string type, ChainRequest request) => EventIds.For(type, $"{request.Wallet}/{request.Id}");

    /// <summary>The id of something that happened to a receipt.</summary>
    public static Guid IdOf(string type, ChainReceipt receipt) =>
        EventIds.For(type, $"{receipt.Wallet}/{receipt.Output}");

    /// <summary>The event of a request.</summary>
    public static NewEvent Of(string type, ChainRequest request) =>
        new(IdOf(type, request), type, new RowFields { { "receive", request.Id.ToString() } });

    /// <summary>The event of a receipt.</summary>
    public static NewEvent Of(string type, ChainReceipt receipt) => new(IdOf(type, receipt), type, Facts(receipt));

    /// <summary>The event of the receipt that completed its request.</summary>
    public static NewEvent Completing(ChainRequest request, ChainReceipt receipt) =>
        new(IdOf(Completed, request), Completed, Facts(receipt));

    private static RowFields Facts(ChainReceipt receipt) => new()
    {
        { "receive", receipt.Receive.ToString() },
        { "transaction", receipt.Output.Transaction.ToString() },
        { "output_index", receipt.Output.Index },
        { "amount_msat", receipt.Amount.Value },
        { "fee_paid_msat", receipt.FeePaid.Value },
    };
}
