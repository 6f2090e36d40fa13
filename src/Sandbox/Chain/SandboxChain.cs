using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Chain;

/// <summary>
/// A simulated regtest chain: transactions wait until a block is mined, a block takes all that wait, and the newest
/// blocks can be lost. It survives a restart in a log of its own. Safe for concurrent use.
/// </summary>
public sealed class SandboxChain
{
    /// <summary>The height of a new chain. Not zero, where nothing could be confirmed before.</summary>
    public const int FirstHeight = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<OnChainTransactionId, SandboxChainEntry> entries = [];

    // The wallet's, by the script that pays them.
    private readonly Dictionary<string, BitcoinAddress> addresses = [];
    private readonly AppendOnlyLog? log;
    private readonly IRandomness randomness;
    private readonly TimeProvider clock;
    private int height = FirstHeight;

    /// <summary>Starts the chain from its log; null keeps everything in memory.</summary>
    public SandboxChain(AppendOnlyLog? log, IRandomness randomness, TimeProvider clock)
    {
        (this.log, this.randomness, this.clock) = (log, randomness, clock);
        foreach (var line in log?.Replay() ?? [])
        {
            Apply(SandboxChainLine.Parse(line));
        }
    }

    /// <summary>The height of the best block.</summary>
    public int Height
    {
        get
        {
            lock (gate)
            {
                return height;
            }
        }
    }

    /// <summary>How many transactions are in no block.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return entries.Values.Count(entry => entry.Height is null);
            }
        }
    }

    /// <summary>Mines blocks; the first takes everything that waits. Returns how many transactions that were.</summary>
    public int Mine(int blocks)
    {
        lock (gate)
        {
            var taken = entries.Values.Count(entry => entry.Height is null);
            for (var block = 0; block < blocks; block++)
            {
                Happen(new SandboxChainLine(Mined: height + 1));
            }

            return taken;
        }
    }

    /// <summary>
    /// Loses the newest blocks, as when another miner's chain turns out longer: what was in them waits again.
    /// </summary>
    public void Reorganize(int blocks)
    {
        lock (gate)
        {
            Happen(new SandboxChainLine(CutTo: Math.Max(0, height - blocks)));
        }
    }

    /// <summary>
    /// Somebody with all the money there is pays an address; returns the transaction, whose output 0 it is.
    /// </summary>
    /// <param name="destination">Of regtest.</param>
    /// <param name="amount">Whole satoshis above zero.</param>
    public OnChainTransactionId Pay(BitcoinAddress destination, Msat amount)
    {
        var transaction = SandboxTransactions.Pay(destination, amount, randomness);
        Publish(transaction, null);
        return transaction.Id;
    }

    /// <summary>An address of the wallet.</summary>
    internal BitcoinAddress NewAddress()
    {
        var program = new byte[20];
        randomness.Fill(program);
        var address = BitcoinAddress.OfWitness(BitcoinNetwork.Regtest, 0, program);
        lock (gate)
        {
            Happen(new SandboxChainLine(Address: address.ToString()));
        }

        return address;
    }

    /// <summary>Puts a transaction among those that wait; one that is known changes nothing.</summary>
    internal void Publish(SignedTransaction transaction, string? label)
    {
        lock (gate)
        {
            if (!entries.ContainsKey(transaction.Id))
            {
                Happen(new SandboxChainLine(
                    Transaction: Convert.ToHexStringLower(transaction.Bytes.AsSpan()),
                    Label: label,
                    At: DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds())));
            }
        }
    }

    /// <summary>What the wallet has to do with, from a height on and waiting.</summary>
    internal ChainHistory Read(int fromHeight)
    {
        lock (gate)
        {
            var seen = entries.Values
                .Where(entry => entry.Height is not { } at || at >= fromHeight)
                .Select(ToWallet)
                .Where(transaction => transaction.Outputs.Length > 0 || transaction.Label.Length > 0);
            return new ChainHistory(height, [.. seen]);
        }
    }

    private ChainTransaction ToWallet(SandboxChainEntry entry)
    {
        var outputs =
            from output in entry.Transaction.Outputs.Index()
            let address = addresses.GetValueOrDefault(Convert.ToHexString(output.Item.Script.AsSpan()))
            where address is not null
            select new ChainOutput(address, (uint)output.Index, output.Item.Amount);
        return new ChainTransaction(
            entry.Transaction.Id,
            [.. outputs],
            entry.Height is { } at ? height - at + 1 : 0,
            entry.Height,
            entry.SeenAt,
            entry.Label ?? "")
        {
            Inputs = entry.Transaction.Inputs,
        };
    }

    // In the log first: what a caller was told must be there after a crash.
    private void Happen(SandboxChainLine line)
    {
        log?.Append(line.ToBytes());
        Apply(line);
    }

    private void Apply(SandboxChainLine line)
    {
        if (line.Address is { } text)
        {
            var isAddress = BitcoinAddress.TryParse(text, BitcoinNetwork.Regtest, out var address, out _);
            Invariant.Holds(isAddress, "an address of the sandbox chain is one of regtest");
            addresses[Convert.ToHexString(address!.ToScript())] = address;
        }
        else if (line.Transaction is { } hex)
        {
            var transaction = SignedTransaction.Read(Convert.FromHexString(hex));
            Invariant.Holds(transaction is not null, "a transaction of the sandbox chain is one");
            entries[transaction.Id] = new SandboxChainEntry(transaction, line.Label, line.At ?? default, null);
        }
        else if (line.Mined is { } mined)
        {
            height = mined;
            Move(entry => entry.Height is null, mined);
        }
        else
        {
            height = line.CutTo ?? height;
            Move(entry => entry.Height > height, null);
        }
    }

    private void Move(Func<SandboxChainEntry, bool> which, int? to)
    {
        foreach (var entry in entries.Values.Where(which).ToList())
        {
            entries[entry.Transaction.Id] = entry with { Height = to };
        }
    }
}
