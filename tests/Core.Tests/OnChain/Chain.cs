using System.Security.Cryptography;
using Fulgurite.Access;
using Fulgurite.Bitcoin;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Credit;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Sandbox.Chain;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Secrets;
using Fulgurite.Tests.Books;
using Fulgurite.Verification;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.OnChain;

/// <summary>One wallet's book, and the chain that it receives and sends on.</summary>
internal sealed class Chain
{
    private readonly Counting randomness = new();

    private Chain(Book book)
    {
        Book = book;
        Blocks = new SandboxChain(null, randomness, book.Clock);
        Wallet = new FaultyWallet(new SandboxChainWallet(Blocks, randomness));
        Registry = new Registry(Book.Tables, new SecretBox(Samples.MasterKey, randomness), Book.Clock);
        Bus = LocalMessageBus.InMemory(Book.Clock);
        Announce = new Announce(
            Registry,
            Schemes,
            new PublishDeliveries(Book.Tables, Bus, new MessageSeal(Samples.MasterKey), Book.Clock));
    }

    public Book Book { get; }

    public SandboxChain Blocks { get; }

    /// <summary>The node's wallet, in front of which a test may put the weather.</summary>
    public FaultyWallet Wallet { get; }

    /// <summary>Who exists: no line of credit is disabled before a test says so.</summary>
    public Registry Registry { get; }

    /// <summary>Has endpoints told; there are none unless a test registers some.</summary>
    public Announce Announce { get; }

    public Dictionary<string, CallbackScheme> Schemes { get; } = [];

    public ConfirmationPolicy Policy { get; init; } = ConfirmationPolicy.Default;

    public ChainReads Reads => new(Book.Tables);

    /// <summary>What was ordered; nobody takes it.</summary>
    public LocalMessageBus Bus { get; }

    private ChainCursor Cursor => new(Book.Tables, BitcoinNetwork.Regtest);

    public static async Task<Chain> Open() => new(await Book.Open());

    public Task<BitcoinAddress> NewAddress(ChainReceiver receiver) =>
        new NewChainAddress(
            Book.Tables, Wallet, new ChainAddresses(Book.Tables), BitcoinNetwork.Regtest)
            .Execute(receiver, CancellationToken.None);

    /// <summary>A look by a process that remembers nothing.</summary>
    public Task<WatchChainReport> Watch() => NewWatch().Execute(CancellationToken.None);

    /// <summary>What looks, in a process of its own.</summary>
    public WatchChain NewWatch() => new(
        Wallet,
        new ChainAddresses(Book.Tables),
        new CreditReceipt(Book.Tables, Book.NewKeeper(), Announce, Policy),
        Cursor);

    /// <summary>The request's only receipt.</summary>
    public async Task<ChainReceipt> Receipt() => Assert.Single(await Receipts());

    public Task<IReadOnlyList<ChainReceipt>> Receipts() =>
        Reads.ReceiptsOf(Samples.Wallet, Samples.InvoiceId, CancellationToken.None);

    public async Task<long> Balance(Account account) => (await Book.Head()).Balances[account].Value;

    /// <summary>The ids of its environment.</summary>
    public PaymentIds Ids => new(new PaymentHashIndex(Book.Tables), new PreimageSource(Samples.MasterKey));

    /// <summary>Orders looks that nobody takes.</summary>
    public PublishSends Publish => new(
        Book.Tables, new PaymentClaims(Book.Tables), Bus, new MessageSeal(Samples.MasterKey), Book.Clock);

    public Task<SendOnChainOutcome> Send(NewOnChainSend asked)
    {
        var books = Book.NewKeeper();
        var lines = new LineReads(Book.Tables, Registry, BitcoinNetwork.Regtest);
        var gate = new WalletGate(new WalletReads(Book.Tables), lines, Book.Clock);
        return new SendOnChain(books, NewChange(books), Ids, Publish, gate, BitcoinNetwork.Regtest)
            .Execute(asked, CancellationToken.None);
    }

    /// <summary>Takes a send further, by a process of its own.</summary>
    public Task<OnChainSend> Advance() => NewAdvance().Execute(
        Samples.Wallet, Samples.PaymentId, CancellationToken.None);

    public AdvanceOnChainSend NewAdvance() => new(Book.Tables, NewChange(Book.NewKeeper()), Wallet, NewHistory());

    /// <summary>A way out, by a process of its own.</summary>
    public Task<ResolveOnChainSendStatus> Resolve(bool isStated = false) =>
        new ResolveOnChainSend(NewChange(Book.NewKeeper()), NewAdvance(), NewHistory(), Policy)
            .Execute(Samples.Wallet, Samples.PaymentId, isStated, CancellationToken.None);

    private SendHistory NewHistory() => new(Wallet, Cursor, Book.Clock);

    private ChangeOnChainSend NewChange(BookKeeper books) => new(Book.Tables, books, Announce);

    /// <summary>Puts money into the wallet, on chain.</summary>
    public async Task Fund(long sats)
    {
        var receive = new ChainReceiver(
            Samples.Environment, Samples.Wallet, new(new Guid("88888888-8888-4888-8888-888888888888")), default, null);
        Blocks.Pay(await NewAddress(receive), Msat.FromSats(sats));
        Blocks.Mine(1);
        await Watch();
        Wallet.Calls.Clear();
    }

    /// <summary>Registers somebody who is told of every send that ends.</summary>
    public async Task TellOfSends()
    {
        Schemes["telling"] = new CallbackScheme
        {
            Name = "telling",
            Render = _ => [],
            Sign = _ => [],
            RetryDelays = [],
            IsAcknowledged = status => status == 200,
            NewSecret = _ => new SecretValue("secret"),
        };
        var register = new RegisterEndpoint(
            new EndpointStore(Book.Tables, Registry),
            new SecretBox(Samples.MasterKey, randomness),
            Schemes,
            randomness,
            Book.Clock);
        var endpoint = new CallbackEndpoint(
            Samples.EndpointId, Samples.Environment, "telling", new Uri("https://shop.example/"), null)
        {
            Name = "sends",
            Events = [PaymentEvent.SendSucceeded, PaymentEvent.SendFailed],
        };
        await register.Execute(endpoint, CancellationToken.None);
    }

    /// <summary>What verification finds wrong with the wallet; its line of credit is not part of these tests.</summary>
    public async Task<IReadOnlyList<Finding>> Findings()
    {
        var verify = new VerifyWallet(Book.Tables, new PaymentHashIndex(Book.Tables), Schemes);
        var verdict = await verify.Execute(
            Samples.Wallet, Samples.Environment, _ => { }, CancellationToken.None);
        Assert.Equal(0, verdict.Unknown);
        return [.. verdict.Findings.Where(finding => finding.Column != "line_of_credit")];
    }

    // Never the same bytes twice.
    private sealed class Counting : IRandomness
    {
        private int count;

        public void Fill(Span<byte> bytes)
        {
            var number = Interlocked.Increment(ref count);
            SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, Math.Min(32, bytes.Length)).CopyTo(bytes);
        }
    }
}
