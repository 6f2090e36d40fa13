using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Storage;
using Fulgurite.Tests.Identity;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Credit;

/// <summary>The use cases of one process.</summary>
internal sealed class Desk
{
    public Desk(ITableStore tables, TimeProvider clock)
    {
        var attention = new AttentionIndex(tables, clock);
        Registry = new Registry(tables, new SecretBox(Samples.MasterKey, new ScriptedRandomness(9)), clock);
        Books = new BookKeeper(tables, attention, clock);
        Wallets = new WalletReads(tables);
        Find = new FindWallet(tables, Wallets);
        List = new ListWallets(tables, Find);
        Lines = new LineReads(tables, Registry, BitcoinNetwork.Regtest);
        ChangeLine = new ChangeLine(Lines, Registry, new DueLines(tables), tables, clock);
        Terms = new ApplyTerms(tables, Books);
        Finish = new FinishGrant(
            tables, Registry, Lines, new AllocateCredit(Lines, tables), Terms, clock);
        var profiles = new ProfileWrites(tables, attention, new AttentionCursor(tables, clock), clock);
        OpenWallet = new OpenWallet(Wallets, Lines, Finish, profiles, clock);
        ChangeWallet = new ChangeWallet(Wallets, Find, Finish, Terms, profiles, clock);
        var publish = new PublishDeliveries(
            tables, LocalMessageBus.InMemory(clock), new MessageSeal(Samples.MasterKey), clock);
        var announce = new Announce(Registry, new Dictionary<string, CallbackScheme>(), publish);
        Store = new Fulgurite.Invoices.StoreInvoice(tables, attention, new ActivateWallet(Books), announce, clock);
    }

    public Registry Registry { get; }

    public BookKeeper Books { get; }

    public WalletReads Wallets { get; }

    public FindWallet Find { get; }

    public ListWallets List { get; }

    public LineReads Lines { get; }

    public ChangeLine ChangeLine { get; }

    public ApplyTerms Terms { get; }

    public FinishGrant Finish { get; }

    public OpenWallet OpenWallet { get; }

    public ChangeWallet ChangeWallet { get; }

    public Fulgurite.Invoices.StoreInvoice Store { get; }
}
