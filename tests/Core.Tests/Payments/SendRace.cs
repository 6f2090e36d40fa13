using Fulgurite.Access;
using Fulgurite.Bitcoin;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Tests.Lightning;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Payments;

/// <summary>Sends on the chain and off it that race for one wallet's money, from several processes.</summary>
internal sealed class SendRace
{
    /// <summary>The most that race.</summary>
    public const int PlacesMax = 200;

    private const int Processes = 3;

    // Signing is what costs time: one invoice for each place in the race, which leaves the amount open.
    private static readonly IReadOnlyList<string> Invoices =
        [.. Enumerable.Range(0, PlacesMax).Select(number => Bolt11Examples.Draft with
        {
            Amount = null,
            CreatedAt = Samples.At,
            PaymentHash = new PaymentHash([.. Samples.Hash.ToArray()[..31], (byte)number]),
        }).Select(draft => draft.Sign(Bolt11Examples.Key))];

    private readonly ManualClock clock = new();
    private readonly WatchedTableStore tables = new(new MemoryTableStore());
    private readonly IReadOnlyList<(CreatePayment Lightning, SendOnChain Chain)> processes;
    private int commits;

    private SendRace() => processes = [.. Enumerable.Range(0, Processes).Select(_ => Process())];

    /// <summary>Of the wallet that all pay from.</summary>
    public Task<WalletHead?> Head() => new WalletReads(tables).Head(Samples.Wallet, CancellationToken.None);

    /// <summary>Its journal.</summary>
    public Task<IReadOnlyList<JournalEntry>> Journal() =>
        Commands.Journal(new WalletReads(tables), Samples.Wallet);

    /// <summary>
    /// A wallet that can spend so much, part of it credit, and weather in which about every so many commits answer
    /// nothing.
    /// </summary>
    public static async Task<SendRace> Open(Msat balance, Msat credit, int lostEvery)
    {
        var race = new SendRace();
        var empty = WalletHead.New(Samples.Wallet, Samples.Environment, Samples.Line, credit);
        await Samples.Store(race.tables, empty);
        if (!balance.IsZero)
        {
            await race.NewKeeper().Execute(
                Samples.Wallet, Commands.Deposit("fund", balance.ToSatsRoundedDown()), CancellationToken.None);
        }

        race.tables.OnCommit = async (_, _, commit) =>
        {
            await Task.Yield();
            var number = (uint)Interlocked.Increment(ref race.commits);

            // Scattered (Knuth's multiplicative hash): what always lost the same commit of an order would never end it.
            var luck = unchecked(number * 2_654_435_761) >> 8;
            var isLost = lostEvery > 0 && luck % lostEvery == 0;
            return !isLost ? await commit()
                : luck / lostEvery % 2 == 0 ? CommitOutcome.Unknown()
                : await Lost(commit);
        };
        return race;
    }

    /// <summary>Orders a send, again and again until there is an answer: true when it is taken.</summary>
    public async Task<bool> Send(int place, bool isOnChain, Msat amount, Msat feeMax)
    {
        for (var tries = 0; tries < 1_000; tries++)
        {
            var answer = Ask(processes[(place + tries) % Processes], place, isOnChain, amount, feeMax);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (answer.IsCompletedSuccessfully)
            {
                return await answer;
            }

            Assert.IsType<StorageUnavailableException>(answer.Exception?.InnerException);
        }

        throw new InvalidOperationException("An order is answered in the end.");
    }

    private static async Task<bool> Ask(
        (CreatePayment Lightning, SendOnChain Chain) process, int place, bool isOnChain, Msat amount, Msat feeMax)
    {
        await Task.Yield();
        var id = new PaymentId(new Guid(place + 1, 7, 7, [7, 7, 7, 7, 7, 7, 7, 7]));
        if (isOnChain)
        {
            var to = BitcoinAddress.OfWitness(BitcoinNetwork.Regtest, 0, Samples.Hash.ToArray().AsSpan(0, 20));
            var sent = await process.Chain.Execute(
                new NewOnChainSend(id, Samples.Environment, Samples.Wallet, to, amount, feeMax),
                CancellationToken.None);
            return Taken(sent.Refusal is null, sent.Refusal == SendOnChainRefusal.InsufficientFunds);
        }

        var paid = await process.Lightning.Execute(
            new NewPayment(id, Samples.Environment, Samples.Wallet, Invoices[place], amount, feeMax),
            CancellationToken.None);
        return Taken(paid.Refusal is null, paid.Refusal == CreatePaymentRefusal.InsufficientFunds);
    }

    private static bool Taken(bool isTaken, bool isNotCovered)
    {
        Assert.True(isTaken || isNotCovered, "An order is taken, or refused for lack of money.");
        return isTaken;
    }

    private static async Task<CommitOutcome> Lost(Func<Task<CommitOutcome>> commit)
    {
        await commit();
        return CommitOutcome.Unknown();
    }

    private BookKeeper NewKeeper() => new(tables, new AttentionIndex(tables, clock), clock);

    private (CreatePayment Lightning, SendOnChain Chain) Process()
    {
        var (books, hashes) = (NewKeeper(), new PaymentHashIndex(tables));
        var registry = new Registry(tables, new SecretBox(Samples.MasterKey, new Nothing()), clock);
        var lines = new LineReads(tables, registry, BitcoinNetwork.Regtest);
        var orders = new PublishSends(
            tables, new PaymentClaims(tables), new Deaf(), new MessageSeal(Samples.MasterKey), clock);
        var ids = new PaymentIds(hashes, new PreimageSource(Samples.MasterKey));
        var gate = new WalletGate(new WalletReads(tables), lines, clock);
        var announce = new Announce(
            registry,
            new Dictionary<string, CallbackScheme>(),
            new PublishDeliveries(tables, new Deaf(), new MessageSeal(Samples.MasterKey), clock));
        var change = new ChangeOnChainSend(tables, books, announce);
        return (
            new CreatePayment(
                books,
                new PaymentReads(tables),
                announce,
                ids,
                orders,
                new PaymentRules(BitcoinNetwork.Regtest, gate)),
            new SendOnChain(books, change, ids, orders, gate, BitcoinNetwork.Regtest));
    }

    // Whatever is ordered, nobody carries it out: holds stay holds.
    private sealed class Deaf : IMessageBus
    {
        public Task Send(BusMessage message, CancellationToken cancel) => Task.CompletedTask;
    }

    private sealed class Nothing : IRandomness
    {
        public void Fill(Span<byte> bytes) => bytes.Clear();
    }
}
