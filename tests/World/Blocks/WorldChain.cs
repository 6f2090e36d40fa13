using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Worlds.Blocks;

/// <summary>
/// The chain, and the node's wallet on it: addresses, transactions that wait, blocks that take them, and blocks that
/// are lost to others. Every transaction here has to do with the wallet.
/// </summary>
internal sealed class WorldChain
{
    /// <summary>More confirmations than anybody waits for are not counted.</summary>
    public const int ConfirmationsMax = 6;

    /// <summary>Of a new chain.</summary>
    public const int FirstHeight = 100;

    /// <summary>How often in a thousand a block leaves a transaction waiting, while the weather is bad.</summary>
    private const int LeftOut = 150;

    private static readonly TimeSpan BlockMin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BlockMax = TimeSpan.FromSeconds(90);

    private readonly World world;
    private readonly Dictionary<OnChainTransactionId, WorldTransaction> byId = [];
    private readonly List<WorldTransaction> transactions = [];
    private readonly Dictionary<string, BitcoinAddress> addresses = [];

    /// <summary>Creates one without a wallet.</summary>
    public WorldChain(World world)
    {
        this.world = world;
        Coins = new WorldCoins(world);
    }

    /// <summary>True where the deployment has a macaroon for the wallet on the chain.</summary>
    public bool IsThere { get; private set; }

    /// <summary>True while the node refuses that macaroon.</summary>
    public bool IsRefusing
    {
        get;
        set
        {
            field = value;
            WasRefused |= value;
        }
    }

    /// <summary>True once it has refused that.</summary>
    public bool WasRefused { get; private set; }

    /// <summary>The wallet's coins.</summary>
    public WorldCoins Coins { get; }

    /// <summary>Of the best block.</summary>
    public int Height { get; private set; } = FirstHeight;

    /// <summary>The highest that there ever was.</summary>
    public int HighestEver { get; private set; } = FirstHeight;

    /// <summary>When blocks were last lost.</summary>
    public DateTimeOffset ReorganizedAt { get; private set; }

    /// <summary>Every transaction that was ever published, in order.</summary>
    public IReadOnlyList<WorldTransaction> Transactions => transactions;

    /// <summary>Every transaction that the wallet ever made for somebody, in order.</summary>
    public List<PreparedSend> Prepared { get; } = [];

    /// <summary>Publications that are on their way to the node, whose senders gave up on them.</summary>
    public HashSet<string> PublicationsUnderWay { get; } = [];

    /// <summary>What happens as Reconcile first looks at the chain after an instant.</summary>
    public List<(DateTimeOffset After, Action Act)> WhenReconciled { get; } = [];

    /// <summary>Reconcile looks at the chain.</summary>
    public void Reconciled()
    {
        var due = WhenReconciled.Where(waiting => waiting.After <= world.Scheduler.Now).ToList();
        WhenReconciled.RemoveAll(due.Contains);
        due.ForEach(waiting => waiting.Act());
    }

    /// <summary>From here on there is a wallet, and blocks come.</summary>
    public void Begin()
    {
        IsThere = true;
        world.Scheduler.After(world.Dice.Between(BlockMin, BlockMax), MineByItself);
    }

    /// <summary>A transaction that was ever published; null when there was none of that id.</summary>
    public WorldTransaction? Find(string id) =>
        OnChainTransactionId.TryParse(id, out var parsed) ? byId.GetValueOrDefault(parsed) : null;

    /// <summary>What the wallet has to do with, from a height on and waiting.</summary>
    public ChainHistory Read(int fromHeight) => new(
        Height,
        [
            .. transactions.Where(known => !known.IsGone && !(known.Height < fromHeight))
                .Select(known => known.ToChainTransaction(Height)),
        ]);

    /// <summary>A fresh address of the wallet.</summary>
    public BitcoinAddress NewAddress()
    {
        var address = Stranger();
        addresses.Add(address.ToString(), address);
        return address;
    }

    /// <summary>An address of somebody else.</summary>
    public BitcoinAddress Stranger()
    {
        var program = new byte[20];
        world.Dice.Fill(program);
        return BitcoinAddress.OfWitness(BitcoinNetwork.Regtest, 0, program);
    }

    /// <summary>Somebody pays some addresses, ours and others, by one transaction.</summary>
    public WorldTransaction Pay(params IReadOnlyList<(BitcoinAddress To, Msat Amount)> outputs)
    {
        var hash = new byte[32];
        world.Dice.Fill(hash);
        var coin = new OutPoint(OnChainTransactionId.OfHash(hash), 0);
        var transaction = Add(TransactionWriter.Write([coin], outputs, world.Dice), "");
        world.Tally.Count("chain: paid");
        return transaction;
    }

    /// <summary>
    /// Tells the network of a transaction. One that is in a block is taken for a second spending of its coins.
    /// </summary>
    public PublishOutcome Publish(SignedTransaction signed, string label)
    {
        if (byId.GetValueOrDefault(signed.Id) is { } known)
        {
            return known.Height is null && !known.IsGone
                ? new PublishOutcome(PublishStatus.Published)
                : Refuse(signed, "transaction outputs already in utxo set");
        }

        if (Coins.Contradicts(signed))
        {
            return Refuse(signed, "bad-txns-inputs-missingorspent");
        }

        if (label.Length > 0 && world.Strikes(world.Weather.PublicationsRefused))
        {
            return Refuse(signed, "min relay fee not met");
        }

        Add(signed, label);
        return new PublishOutcome(PublishStatus.Published);
    }

    /// <summary>Mines blocks.</summary>
    public void Mine(int blocks = 1)
    {
        for (var block = 0; block < blocks; block++)
        {
            Height++;
            foreach (var waiting in transactions.Where(known => known is { Height: null, IsGone: false }))
            {
                if (world.CalmSince is not null || !world.Dice.PerMille(LeftOut))
                {
                    waiting.Confirm(Height, WholeSecond());
                }
            }

            Count();
        }

        world.History.Add("chain", blocks == 1 ? $"has block {Height}" : $"has {blocks} blocks more, up to {Height}");
    }

    /// <summary>
    /// Loses the newest blocks to others, at once or bit by bit. What was in them waits again; or its coins were spent
    /// otherwise, where so few confirmations were never enough for anybody.
    /// </summary>
    public void Reorganize(int blocks)
    {
        Height = Math.Max(FirstHeight, Height - blocks);
        ReorganizedAt = world.Scheduler.Now;
        world.History.Add("chain", $"loses its newest {blocks} blocks, down to {Height}");
        foreach (var lost in transactions.Where(known => known.Height > Height).ToList())
        {
            lost.Unconfirm();
            if (MayGo(lost) && world.Dice.PerMille(300))
            {
                Drop(lost);
            }
        }

        if (world.Dice.PerMille(500))
        {
            Mine(blocks + 1);
        }
    }

    /// <summary>A payer spends the coins of a payment that nobody counts on yet otherwise.</summary>
    public bool Replace(WorldTransaction paid, params IReadOnlyList<(BitcoinAddress To, Msat Amount)> outputs)
    {
        if (paid.Height is not null || !MayGo(paid))
        {
            return false;
        }

        Drop(paid);
        Pay(outputs);
        return true;
    }

    /// <summary>So many confirmations an output of such an amount needs: docs/chain.md.</summary>
    public static int RequiredFor(long amountMsat) =>
        amountMsat < 1_000_000_000 ? 1 : amountMsat < 10_000_000_000 ? 3 : 6;

    private bool MayGo(WorldTransaction paid) => paid is { IsGone: false, Label.Length: 0 }
        && paid.Ours.Length > 0
        && paid.Ours.All(output => paid.MostConfirmations < RequiredFor(output.Amount.Value))
        && !Coins.IsSpent(paid);

    private void Drop(WorldTransaction paid)
    {
        world.History.Add("chain", $"has no more place for {paid.Signed.Id}: its coins are spent otherwise");
        world.Tally.Count("chain: spent otherwise");
        paid.Drop();
    }

    private WorldTransaction Add(SignedTransaction signed, string label)
    {
        var ours = from output in signed.Outputs.Index()
                   let address = addresses.Values.FirstOrDefault(a => a.ToScript().SequenceEqual(output.Item.Script))
                   where address is not null
                   select new ChainOutput(address, (uint)output.Index, output.Item.Amount);
        var transaction = new WorldTransaction(signed, [.. ours], label, WholeSecond());
        transactions.Add(transaction);
        byId.Add(signed.Id, transaction);
        Coins.Saw(transaction);
        var told = string.Join(", ", signed.Outputs.Select(output => output.Amount));
        world.History.Add("chain", $"is told of {signed.Id}, which pays {told} msat");
        return transaction;
    }

    private PublishOutcome Refuse(SignedTransaction signed, string reason)
    {
        world.History.Add("chain", $"does not take {signed.Id}: {reason}");
        world.Tally.Count($"chain: not taken, {reason}");
        return new PublishOutcome(PublishStatus.NotAccepted, reason);
    }

    private void MineByItself()
    {
        Mine();
        world.Scheduler.After(world.Dice.Between(BlockMin, BlockMax), MineByItself);
    }

    private void Count()
    {
        HighestEver = Math.Max(HighestEver, Height);
        transactions.ForEach(known => known.Count(Height, world.Scheduler.Now));
    }

    private DateTimeOffset WholeSecond() =>
        DateTimeOffset.FromUnixTimeSeconds(world.Scheduler.Now.ToUnixTimeSeconds());
}
