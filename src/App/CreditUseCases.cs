using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Credit;
using Fulgurite.Wallets;

namespace Fulgurite.App;

/// <summary>The use cases of Core about lines of credit and the wallets under them.</summary>
internal sealed class CreditUseCases
{
    /// <summary>Wires them.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="registry">Who exists.</param>
    /// <param name="books">Writes wallets' books.</param>
    /// <param name="attention">Has wallets looked at.</param>
    /// <param name="cursor">Where looking begins.</param>
    public CreditUseCases(
        EnginePorts ports, Registry registry, BookKeeper books, AttentionIndex attention, AttentionCursor cursor)
    {
        var (tables, clock) = (ports.Tables, ports.Clock);
        var wallets = new WalletReads(tables);
        var terms = new ApplyTerms(tables, books);
        var profiles = new ProfileWrites(tables, attention, cursor, clock);
        Lines = new LineReads(tables, registry, ports.Network);
        ChangeLine = new ChangeLine(Lines, registry, new DueLines(tables), tables, clock);
        Gate = new WalletGate(wallets, Lines, clock);
        var own = new OwnNodes(tables);
        Nodes = new BackingNodes(
            new BackingNode(ports.Node, ports.Paying), ports.Connections, Lines, own, ports.Waits);
        RegisterNode = new RegisterNode(Nodes, own, ports.Network);
        Finish = new FinishGrant(
            tables, registry, Lines, new AllocateCredit(Lines, tables), terms, clock);
        FindWallet = new FindWallet(tables, wallets);
        ListWallets = new ListWallets(tables, FindWallet);
        WalletsOfLines = new WalletsOfLines(tables, Lines, wallets);
        OpenWallet = new OpenWallet(wallets, Lines, Finish, profiles, clock);
        ChangeWallet = new ChangeWallet(wallets, FindWallet, Finish, terms, profiles, clock);
    }

    /// <summary>Reads lines of credit.</summary>
    public LineReads Lines { get; }

    /// <summary>Makes and changes lines of credit.</summary>
    public ChangeLine ChangeLine { get; }

    /// <summary>Whether a wallet may take on something new.</summary>
    public WalletGate Gate { get; }

    /// <summary>The nodes behind wallets.</summary>
    public BackingNodes Nodes { get; }

    /// <summary>Looks at customers' own nodes.</summary>
    public RegisterNode RegisterNode { get; }

    /// <summary>Finishes what is under way between a wallet and its line.</summary>
    public FinishGrant Finish { get; }

    /// <summary>Finds wallets.</summary>
    public FindWallet FindWallet { get; }

    /// <summary>Lists wallets.</summary>
    public ListWallets ListWallets { get; }

    /// <summary>Tells which wallets hang under which line.</summary>
    public WalletsOfLines WalletsOfLines { get; }

    /// <summary>Opens wallets.</summary>
    public OpenWallet OpenWallet { get; }

    /// <summary>Changes and deletes wallets.</summary>
    public ChangeWallet ChangeWallet { get; }
}
