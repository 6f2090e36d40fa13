using Fulgurite.Bitcoin;
using Fulgurite.Money;

namespace Fulgurite.Worlds.Blocks;

/// <summary>The coins of the node's wallet: what it can spend, what it sets aside, what is gone.</summary>
internal sealed class WorldCoins(World world)
{
    private const int OverheadBytes = 11;
    private const int InputBytes = 68;
    private const int OutputBytes = 31;
    private const int TargetBlocksCheapest = 6;
    private static readonly Msat Dust = Msat.FromSats(294);
    private static readonly TimeSpan SetAsideFor = TimeSpan.FromMinutes(10);

    private readonly List<Coin> coins = [];
    private readonly Dictionary<OutPoint, Coin> byPlace = [];

    // Of the transaction that is being made: fees change from one moment to the next.
    private int rate;

    /// <summary>What a virtual byte costs at least where there is no hurry, satoshis; at most, twice that.</summary>
    public int FeeRate { get; set; } = 1;

    /// <summary>What was the operator's own, less what the operator spent by hand, msat.</summary>
    public long OwnMsat { get; private set; }

    /// <summary>Everything that the wallet holds, in blocks and on its way there.</summary>
    public Msat Balance => coins.Where(coin => coin.SpentBy is null && coin.IsThere)
        .Aggregate(Msat.Zero, (sum, coin) => sum + coin.Amount);

    /// <summary>What it could spend now, set aside or not.</summary>
    public IReadOnlyList<Coin> Spendable => [.. coins.Where(coin => coin.IsSpendable)];

    /// <summary>Gives the operator a coin to begin with.</summary>
    public void Endow(Msat amount)
    {
        var hash = new byte[32];
        world.Dice.Fill(hash);
        Add(new Coin(new OutPoint(OnChainTransactionId.OfHash(hash), 0), amount, null));
        OwnMsat += amount.Value;
    }

    /// <summary>A transaction that the wallet has seen brings it coins, and takes those that it spends.</summary>
    public void Saw(WorldTransaction transaction)
    {
        foreach (var spent in SpentOf(transaction.Signed))
        {
            spent.SpentBy = transaction;
        }

        foreach (var output in transaction.Ours)
        {
            Add(new Coin(new OutPoint(transaction.Signed.Id, output.Index), output.Amount, transaction));
        }
    }

    /// <summary>Whether another transaction spends what this one does, or what it spends is no more.</summary>
    public bool Contradicts(SignedTransaction transaction) => SpentOf(transaction).Any(
        coin => !coin.IsThere || (coin.SpentBy is { } other && other.Signed.Id != transaction.Id));

    /// <summary>Whether anything spends what a transaction brought.</summary>
    public bool IsSpent(WorldTransaction transaction) =>
        coins.Exists(coin => coin.Source == transaction && coin.SpentBy is not null);

    /// <summary>Makes a transaction, or says why there is none.</summary>
    public (PreparedSend? Prepared, PrepareSendOutcome.Refused? Refusal) Prepare(NewChainSend asked)
    {
        if (asked.Amount < Dust)
        {
            return Refused(ChainSendFailure.AmountTooSmall, "dust");
        }

        rate = FeeRate * world.Dice.Between(1, 2);
        var (chosen, total) = (new List<Coin>(), Msat.Zero);
        var free = coins.Where(coin => coin.IsSpendable && coin.SetAsideUntil <= world.Scheduler.Now).ToList();
        for (var next = 0; total < asked.Amount + FeeOf(chosen.Count, asked); next++)
        {
            if (next == free.Count)
            {
                return Refused(ChainSendFailure.InsufficientFunds, "insufficient funds available");
            }

            chosen.Add(free[next]);
            total += free[next].Amount;
        }

        // What would be left is too little for an output of its own: the miner gets it.
        var fee = FeeOf(chosen.Count, asked);
        var change = total - asked.Amount - fee;
        fee = change < Dust ? fee + change : fee;
        return fee > asked.FeeMax
            ? Refused(ChainSendFailure.FeeAboveMax, "fee above the maximum", fee)
            : (Made(asked, chosen, total, fee), null);
    }

    /// <summary>The operator spends a coin without us, all of it, whoever it was set aside for.</summary>
    public void SpendByHand(Coin coin)
    {
        var transaction = TransactionWriter.Write([coin.Place], [(world.Chain.Stranger(), coin.Amount)], world.Dice);
        world.Chain.Publish(transaction, "");
        OwnMsat -= coin.Amount.Value;
    }

    private PreparedSend Made(NewChainSend asked, List<Coin> chosen, Msat total, Msat fee)
    {
        chosen.ForEach(coin => coin.SetAsideUntil = world.Scheduler.Now + SetAsideFor);
        List<(BitcoinAddress To, Msat Amount)> outputs = [(asked.Destination, asked.Amount)];
        if (total - asked.Amount - fee is { IsZero: false } change)
        {
            outputs.Insert(world.Dice.Below(2), (world.Chain.NewAddress(), change));
        }

        var transaction = TransactionWriter.Write([.. chosen.Select(coin => coin.Place)], outputs, world.Dice);
        return new PreparedSend(asked, transaction, fee);
    }

    private Msat FeeOf(int inputs, NewChainSend asked)
    {
        var bytes = OverheadBytes + (Math.Max(1, inputs) * InputBytes) + (2 * OutputBytes);
        return Msat.FromSats(bytes * rate * Math.Max(1, TargetBlocksCheapest / asked.TargetBlocks));
    }

    private IEnumerable<Coin> SpentOf(SignedTransaction transaction) =>
        transaction.Inputs.Where(byPlace.ContainsKey).Select(place => byPlace[place]);

    private void Add(Coin coin)
    {
        coins.Add(coin);
        byPlace.Add(coin.Place, coin);
    }

    private static (PreparedSend?, PrepareSendOutcome.Refused?) Refused(
        ChainSendFailure failure, string reason, Msat? fee = null) =>
        (null, new PrepareSendOutcome.Refused(failure, reason, fee));
}
