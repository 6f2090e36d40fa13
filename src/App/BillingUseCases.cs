using Fulgurite.Access;
using Fulgurite.Billing;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Invoices;
using Fulgurite.Messaging;
using Fulgurite.OnChain;
using Fulgurite.Wallets;

namespace Fulgurite.App;

/// <summary>The use cases of Core about billing.</summary>
internal sealed class BillingUseCases
{
    /// <summary>Wires them.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="registry">Who exists.</param>
    /// <param name="books">Writes wallets' books.</param>
    /// <param name="lines">Reads lines of credit.</param>
    /// <param name="tell">Signs messages, and has the world told.</param>
    /// <param name="pay">What bills are paid with, and payouts.</param>
    public BillingUseCases(
        EnginePorts ports,
        Registry registry,
        BookKeeper books,
        LineReads lines,
        (MessageSeal Seal, AnnounceToEnvironment Announce) tell,
        (CreateChainRequest OnChain, CreateInvoice Lightning, PayoutSends Payouts) pay)
    {
        var (tables, clock) = (ports.Tables, ports.Clock);
        var wallets = new WalletReads(tables);
        var due = new DueLines(tables);
        Cycles = new CycleChanges(tables, clock);
        Roll = new RollCycle(tables, Cycles);
        Bills = new BillStore(tables, clock);
        Publish = new PublishBilling(due, wallets, ports.Bus, tell.Seal, clock);
        var own = new BillingBooks(registry, tables, clock);
        var advance = new AdvanceBills(
            Bills,
            new IssueBill(tables, Bills, own, pay.OnChain, pay.Lightning),
            new CoverBills(tables, wallets, books, Bills),
            new SettleBill(tables, books, Bills, own, new PayOutBill(books, Bills, own, pay.Payouts)),
            new RemindCustomer(Bills, new BlockLine(tables, clock), tell.Announce),
            tell.Announce);
        Run = new RunBilling(lines, new CloseCycles(tables, Roll, clock), advance, due);
        RequestPayout = new RequestPayout(Bills, lines, wallets, due, Publish, ports.Network);
    }

    /// <summary>Begins cycles of wallets.</summary>
    public CycleChanges Cycles { get; }

    /// <summary>Has wallets leave cycles that are over.</summary>
    public RollCycle Roll { get; }

    /// <summary>Reads and changes bills.</summary>
    public BillStore Bills { get; }

    /// <summary>Orders looks at lines.</summary>
    public PublishBilling Publish { get; }

    /// <summary>Takes orders to have bills paid out.</summary>
    public RequestPayout RequestPayout { get; }

    /// <summary>Does what is due for a line.</summary>
    public RunBilling Run { get; }
}
