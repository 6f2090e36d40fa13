using Fulgurite.Billing;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>
/// What a wallet adds to a bill. Its last five members are additive: with them the item can be recomputed from the
/// wallet's journal.
/// </summary>
internal sealed record LineItemBody
{
    /// <summary>Whose.</summary>
    public required string WalletId { get; init; }

    /// <summary>What the wallet had as the cycle began; below zero it owed.</summary>
    public required VoltageSignedAmount StartingBalance { get; init; }

    /// <summary><c>btc</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>What was sent less what was received, or the other way round.</summary>
    public required VoltageAmount AmountTotal { get; init; }

    /// <summary><c>Collection</c> where more was sent, else <c>Payout</c>.</summary>
    public required string SettlementType { get; init; }

    /// <summary>Payments that were sent, each in the cycle in which it settled.</summary>
    public required long TotalTransactionsSent { get; init; }

    /// <summary>All that they took out of the wallet, fees included.</summary>
    public required VoltageAmount AmountSent { get; init; }

    /// <summary>Payments that arrived.</summary>
    public required long TotalTransactionsReceived { get; init; }

    /// <summary>All that they brought into the wallet, less the operator's fees on them.</summary>
    public required VoltageAmount AmountReceived { get; init; }

    /// <summary>The operator's fees on payments, which the wallet has paid already.</summary>
    public required DirectedAmount ProcessingFees { get; init; }

    /// <summary>How many payments moved how much.</summary>
    public required ActivityBody PaymentActivity { get; init; }

    /// <summary>The fees on volume, which the bill adds; rounded down to the millisatoshi.</summary>
    public required DirectedAmount VolumeFee { get; init; }

    /// <summary>What routing and mining cost, which is in what was sent.</summary>
    public required VoltageAmount NetworkFees { get; init; }

    /// <summary>What the wallet had as the cycle ended.</summary>
    public required VoltageSignedAmount EndingBalance { get; init; }

    /// <summary>What earlier bills brought into the wallet in this cycle, or took out of it.</summary>
    public required VoltageSignedAmount Settled { get; init; }

    /// <summary>What a bill before has left to this one.</summary>
    public required VoltageSignedAmount CarriedOver { get; init; }

    /// <summary>The first and the last line of the wallet's journal that are in it.</summary>
    public required LinesBody JournalLines { get; init; }

    /// <summary>True where the customer's own node backs the wallet: only the operator's fees are billed.</summary>
    public required bool FeesOnly { get; init; }

    /// <summary>Of an item.</summary>
    public static LineItemBody FromCore(BillItem item) => new()
    {
        WalletId = item.Wallet.ToString(),
        StartingBalance = VoltageSignedAmount.FromCore(item.StartingBalance),
        Currency = "btc",
        AmountTotal = BillWords.Magnitude(item.Own),
        SettlementType = BillWords.DirectionOf(item.Own),
        TotalTransactionsSent = item.SentCount,
        AmountSent = VoltageAmount.FromCore(item.Sent),
        TotalTransactionsReceived = item.ReceivedCount,
        AmountReceived = VoltageAmount.FromCore(item.Received),
        ProcessingFees = DirectedAmount.Of(item.SentProcessingFees, item.ReceivedProcessingFees),
        PaymentActivity = ActivityBody.FromCore(item.Moved),
        VolumeFee = DirectedAmount.Of(item.SentVolumeFee, item.ReceivedVolumeFee),
        NetworkFees = VoltageAmount.FromCore(item.NetworkFees),
        EndingBalance = VoltageSignedAmount.FromCore(item.EndingBalance),
        Settled = VoltageSignedAmount.FromCore(item.Settled),
        CarriedOver = VoltageSignedAmount.FromCore(item.Carried),
        JournalLines = new LinesBody(item.FirstLine, item.LastLine),
        FeesOnly = item.IsFeesOnly,
    };
}
