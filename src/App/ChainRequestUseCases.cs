using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Invoices;
using Fulgurite.OnChain;

namespace Fulgurite.App;

/// <summary>The use cases of requests to receive on chain.</summary>
internal sealed class ChainRequestUseCases
{
    /// <summary>Wires them.</summary>
    public ChainRequestUseCases(
        EnginePorts ports, BookKeeper books, Announce announce, OnChainEngine chain, CancelInvoice cancelInvoice)
    {
        Store = new StoreChainRequest(ports.Tables, books, new ActivateWallet(books), announce, ports.Network);
        End = new EndChainRequest(ports.Tables, books, announce);
        Cancel = new CancelChainRequest(Store, cancelInvoice, End);
        Expire = new ExpireChainRequests(ports.Tables, End, chain.Watch, ports.Clock);
    }

    /// <summary>Stores requests, and finds them.</summary>
    public StoreChainRequest Store { get; }

    /// <summary>Ends them unpaid.</summary>
    public EndChainRequest End { get; }

    /// <summary>Withdraws them.</summary>
    public CancelChainRequest Cancel { get; }

    /// <summary>Takes those whose time is over to their end.</summary>
    public ExpireChainRequests Expire { get; }
}
