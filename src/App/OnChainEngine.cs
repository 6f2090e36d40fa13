using Fulgurite.Bitcoin;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.OnChain;
using Fulgurite.Payments;

namespace Fulgurite.App;

/// <summary>The use cases of Core that need the chain.</summary>
internal sealed class OnChainEngine
{
    /// <summary>Wires them. Without a wallet on the chain none of them does anything but refuse.</summary>
    public OnChainEngine(
        EnginePorts ports,
        BookKeeper books,
        Announce announce,
        PaymentIds ids,
        PublishSends publish,
        WalletGate gate)
    {
        var (tables, network) = (ports.Tables, ports.Network);
        Wallet = ports.Chain ?? new ChainWalletOff();
        IsConfigured = ports.Chain is not null;
        var addresses = new ChainAddresses(tables);
        var cursor = new ChainCursor(tables, network);
        var credit = new CreditReceipt(tables, books, announce, ports.Confirmations);
        NewAddress = new NewChainAddress(tables, Wallet, addresses, network);
        Reads = new ChainReads(tables);
        var change = new ChangeOnChainSend(tables, books, announce);
        var seen = new SendHistory(Wallet, cursor, ports.Clock);
        Send = new SendOnChain(books, change, ids, publish, gate, network);
        Advance = new AdvanceOnChainSend(tables, change, Wallet, seen);
        Resolve = new ResolveOnChainSend(change, Advance, seen, ports.Confirmations);
        Watch = IsConfigured ? new WatchChain(Wallet, addresses, credit, cursor) : null;
    }

    /// <summary>False where everything below refuses.</summary>
    public bool IsConfigured { get; }

    /// <summary>The node's wallet, for estimates of fees.</summary>
    public IChainWallet Wallet { get; }

    /// <summary>Gives requests to receive their addresses.</summary>
    public NewChainAddress NewAddress { get; }

    /// <summary>Reads receipts and sends.</summary>
    public ChainReads Reads { get; }

    /// <summary>Takes orders to send.</summary>
    public SendOnChain Send { get; }

    /// <summary>Takes a send further.</summary>
    public AdvanceOnChainSend Advance { get; }

    /// <summary>Ends a send that cannot end by itself.</summary>
    public ResolveOnChainSend Resolve { get; }

    /// <summary>Books what arrives; null where there is no wallet on the chain.</summary>
    public WatchChain? Watch { get; }
}
