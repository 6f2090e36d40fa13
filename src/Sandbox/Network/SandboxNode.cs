using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Network;

/// <summary>
/// A Lightning node on a simulated regtest network: issues real, signed BOLT 11 invoices and settles them when the
/// sandbox's payer pays. Behaves as LND does where a client can tell, quirks included. It lives in this process and its
/// log; no real money can reach it, because its invoices say regtest and nobody has a channel to it.
/// </summary>
public sealed class SandboxNode : ILightningNode
{
    private const int MemoBytesMax = 639;
    private static readonly TimeSpan ExpiryMax = TimeSpan.FromDays(365);

    private readonly Lock gate = new();
    private readonly LatestLines invoices;

    // By settle index.
    private readonly SortedList<ulong, UInt128> settled = [];
    private readonly List<Channel<NodeInvoice>> subscribers = [];
    private readonly NodePrivateKey key;
    private readonly IRandomness randomness;
    private readonly TimeProvider clock;

    /// <summary>Starts the node from its log.</summary>
    public SandboxNode(NodePrivateKey key, AppendOnlyLog? log, IRandomness randomness, TimeProvider clock)
    {
        this.key = key;
        this.randomness = randomness;
        this.clock = clock;
        invoices = new LatestLines(log, line =>
        {
            var invoice = SandboxInvoiceLine.Parse(line);
            NoteSettled(invoice);
            return KeyOf(invoice.Hash);
        });
    }

    /// <summary>The node's identity.</summary>
    public NodePublicKey Id => key.PublicKey;

    /// <summary>Every invoice, as a line of the log each: from these a node of the same state starts.</summary>
    public IReadOnlyList<byte[]> Lines()
    {
        lock (gate)
        {
            return [.. invoices.All];
        }
    }

    /// <inheritdoc/>
    public Task<NodeInfo> GetInfo(CancellationToken cancel) => Task.FromResult(
        new NodeInfo(Id, "fulgurite-sandbox", BitcoinNetwork.Regtest, "fulgurite sandbox network", true));

    /// <inheritdoc/>
    public Task<AddInvoiceOutcome> AddInvoice(NewNodeInvoice invoice, CancellationToken cancel)
    {
        if (RefusalOf(invoice) is { } reason)
        {
            return Task.FromResult(new AddInvoiceOutcome(AddInvoiceStatus.Refused, Reason: reason));
        }

        var hash = invoice.Preimage.Hash();
        var createdAt = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        Span<byte> secret = stackalloc byte[32];
        randomness.Fill(secret);
        var text = new Bolt11Draft
        {
            Network = BitcoinNetwork.Regtest,
            Amount = invoice.Amount,
            CreatedAt = createdAt,
            PaymentHash = hash,
            PaymentSecret = new PaymentSecret(secret),
            Description = invoice.Memo,
            Expiry = invoice.Expiry,
            MinFinalCltvExpiryDelta = new CltvExpiryDelta(80),
        }.Sign(key);
        lock (gate)
        {
            if (invoices.Has(KeyOf(hash)))
            {
                return Task.FromResult(new AddInvoiceOutcome(AddInvoiceStatus.AlreadyExists));
            }

            Store(new SandboxInvoice(
                hash, text, invoice.Amount, createdAt + invoice.Expiry, NodeInvoiceState.Open, Msat.Zero, 0, null));
        }

        return Task.FromResult(new AddInvoiceOutcome(AddInvoiceStatus.Added, text));
    }

    /// <inheritdoc/>
    public Task<NodeInvoice?> LookupInvoice(PaymentHash hash, CancellationToken cancel)
    {
        lock (gate)
        {
            return Task.FromResult(Find(hash)?.ToNodeInvoice(clock.GetUtcNow()));
        }
    }

    /// <inheritdoc/>
    public Task<CancelInvoiceStatus> CancelInvoice(PaymentHash hash, CancellationToken cancel)
    {
        lock (gate)
        {
            if (Find(hash) is not { } invoice)
            {
                return Task.FromResult(CancelInvoiceStatus.NotFound);
            }

            if (invoice.State == NodeInvoiceState.Settled)
            {
                return Task.FromResult(CancelInvoiceStatus.AlreadySettled);
            }

            Store(invoice with { State = NodeInvoiceState.Canceled });
            return Task.FromResult(CancelInvoiceStatus.Canceled);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeInvoice> SubscribeSettledInvoices(
        ulong afterSettleIndex, [EnumeratorCancellation] CancellationToken cancel)
    {
        var live = Channel.CreateUnbounded<NodeInvoice>();
        UInt128[] backlog;
        lock (gate)
        {
            // As LND does: from 0 there is no backlog.
            backlog = afterSettleIndex == 0 ? [] : SettledAfter(afterSettleIndex);
            subscribers.Add(live);
        }

        try
        {
            foreach (var key in backlog)
            {
                yield return Listed(key);
            }

            await foreach (var invoice in live.Reader.ReadAllAsync(cancel))
            {
                yield return invoice;
            }
        }
        finally
        {
            lock (gate)
            {
                subscribers.Remove(live);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeInvoice> ListSettledInvoices([EnumeratorCancellation] CancellationToken cancel)
    {
        UInt128[] listed;
        lock (gate)
        {
            listed = SettledAfter(0);
        }

        await Task.CompletedTask;
        foreach (var key in listed)
        {
            cancel.ThrowIfCancellationRequested();
            yield return Listed(key);
        }
    }

    /// <inheritdoc/>
    public Task<NodePaymentRequest?> DecodePaymentRequest(string paymentRequest, CancellationToken cancel) =>
        Task.FromResult(
            Bolt11Invoice.TryDecode(paymentRequest, out var invoice, out _) && invoice.Network == BitcoinNetwork.Regtest
                ? new NodePaymentRequest(
                    invoice.PaymentHash,
                    invoice.Payee,
                    invoice.Amount,
                    invoice.CreatedAt,
                    invoice.Expiry,
                    invoice.Description ?? "")
                : null);

    /// <summary>
    /// A payer's HTLC arrives and is held. Returns the state it found: the HTLC is taken only where that is
    /// <see cref="NodeInvoiceState.Open"/>; null where the node does not know the hash.
    /// </summary>
    internal NodeInvoiceState? Hold(PaymentHash hash)
    {
        lock (gate)
        {
            if (Find(hash) is not { } invoice)
            {
                return null;
            }

            var found = invoice.ToNodeInvoice(clock.GetUtcNow()).State;
            if (found == NodeInvoiceState.Open)
            {
                Store(invoice with { State = NodeInvoiceState.Accepted });
            }

            return found;
        }
    }

    /// <summary>The held HTLC is settled: final, and told to every subscriber. False where none is held.</summary>
    internal bool Settle(PaymentHash hash, Msat amountPaid)
    {
        lock (gate)
        {
            if (Find(hash) is not { State: NodeInvoiceState.Accepted } invoice)
            {
                return false;
            }

            var now = clock.GetUtcNow();
            var final = invoice with
            {
                State = NodeInvoiceState.Settled,
                AmountPaid = amountPaid,
                SettleIndex = LastSettleIndex + 1,
                SettledAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
            };
            Store(final);
            NoteSettled(final);
            foreach (var subscriber in subscribers)
            {
                subscriber.Writer.TryWrite(final.ToNodeInvoice(now));
            }

            return true;
        }
    }

    /// <summary>The held HTLC fails back to its payer: the invoice is open again until it expires.</summary>
    internal void LetGo(PaymentHash hash)
    {
        lock (gate)
        {
            if (Find(hash) is { State: NodeInvoiceState.Accepted } invoice)
            {
                Store(invoice with { State = NodeInvoiceState.Open });
            }
        }
    }

    private static string? RefusalOf(NewNodeInvoice invoice)
    {
        if (Encoding.UTF8.GetByteCount(invoice.Memo) > MemoBytesMax)
        {
            return "data length too big to fit within 10 bits";
        }

        return invoice.Expiry > ExpiryMax || invoice.Expiry < TimeSpan.FromSeconds(1)
            ? $"expiry of {invoice.Expiry.TotalSeconds} seconds is not between a second and a year"
            : null;
    }

    private ulong LastSettleIndex => settled.Count == 0 ? 0 : settled.GetKeyAtIndex(settled.Count - 1);

    private void NoteSettled(SandboxInvoice invoice)
    {
        if (invoice.SettleIndex > 0)
        {
            settled[invoice.SettleIndex] = KeyOf(invoice.Hash);
        }
    }

    private UInt128[] SettledAfter(ulong index) =>
        [.. settled.SkipWhile(pair => pair.Key <= index).Select(pair => pair.Value)];

    // What was settled is final, so it is read when its turn comes.
    private NodeInvoice Listed(UInt128 key)
    {
        lock (gate)
        {
            return SandboxInvoiceLine.Parse(invoices.Find(key)).ToNodeInvoice(clock.GetUtcNow());
        }
    }

    private static UInt128 KeyOf(PaymentHash hash) => LatestLines.KeyOf(hash.ToArray());

    private SandboxInvoice? Find(PaymentHash hash) =>
        invoices.Find(KeyOf(hash)) is { } line ? SandboxInvoiceLine.Parse(line) : null;

    private void Store(SandboxInvoice invoice) =>
        invoices.Put(KeyOf(invoice.Hash), SandboxInvoiceLine.Of(invoice));
}
