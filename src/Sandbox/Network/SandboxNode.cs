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
    private readonly Dictionary<PaymentHash, SandboxInvoice> invoices = [];
    private readonly List<Channel<NodeInvoice>> subscribers = [];
    private readonly NodePrivateKey key;
    private readonly AppendOnlyLog? log;
    private readonly IRandomness randomness;
    private readonly TimeProvider clock;
    private ulong settleIndex;

    /// <summary>Starts the node from its log.</summary>
    public SandboxNode(NodePrivateKey key, AppendOnlyLog? log, IRandomness randomness, TimeProvider clock)
    {
        this.key = key;
        this.log = log;
        this.randomness = randomness;
        this.clock = clock;
        foreach (var line in log?.Replay() ?? [])
        {
            var invoice = SandboxInvoiceLine.Parse(line);
            invoices[invoice.Hash] = invoice;
            settleIndex = Math.Max(settleIndex, invoice.SettleIndex);
        }
    }

    /// <summary>The node's identity.</summary>
    public NodePublicKey Id => key.PublicKey;

    /// <summary>Every invoice, as a line of the log each: from these a node of the same state starts.</summary>
    public IReadOnlyList<byte[]> Lines()
    {
        lock (gate)
        {
            return [.. invoices.Values.Select(SandboxInvoiceLine.Of)];
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
            if (invoices.ContainsKey(hash))
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
            return Task.FromResult(invoices.GetValueOrDefault(hash)?.ToNodeInvoice(clock.GetUtcNow()));
        }
    }

    /// <inheritdoc/>
    public Task<CancelInvoiceStatus> CancelInvoice(PaymentHash hash, CancellationToken cancel)
    {
        lock (gate)
        {
            if (!invoices.TryGetValue(hash, out var invoice))
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
        List<NodeInvoice> backlog;
        lock (gate)
        {
            // As LND does: from 0 there is no backlog.
            backlog = afterSettleIndex == 0 ? [] : Settled(afterSettleIndex);
            subscribers.Add(live);
        }

        try
        {
            foreach (var invoice in backlog)
            {
                yield return invoice;
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
        List<NodeInvoice> settled;
        lock (gate)
        {
            settled = Settled(0);
        }

        await Task.CompletedTask;
        foreach (var invoice in settled)
        {
            cancel.ThrowIfCancellationRequested();
            yield return invoice;
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
            if (!invoices.TryGetValue(hash, out var invoice))
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
            if (!invoices.TryGetValue(hash, out var invoice) || invoice.State != NodeInvoiceState.Accepted)
            {
                return false;
            }

            var now = clock.GetUtcNow();
            var settled = invoice with
            {
                State = NodeInvoiceState.Settled,
                AmountPaid = amountPaid,
                SettleIndex = ++settleIndex,
                SettledAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
            };
            Store(settled);
            foreach (var subscriber in subscribers)
            {
                subscriber.Writer.TryWrite(settled.ToNodeInvoice(now));
            }

            return true;
        }
    }

    /// <summary>The held HTLC fails back to its payer: the invoice is open again until it expires.</summary>
    internal void LetGo(PaymentHash hash)
    {
        lock (gate)
        {
            if (invoices.TryGetValue(hash, out var invoice) && invoice.State == NodeInvoiceState.Accepted)
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

    private List<NodeInvoice> Settled(ulong after) =>
    [
        .. invoices.Values
            .Where(i => i.State == NodeInvoiceState.Settled && i.SettleIndex > after)
            .OrderBy(i => i.SettleIndex)
            .Select(i => i.ToNodeInvoice(clock.GetUtcNow())),
    ];

    // The log first: what a caller was told must be there after a crash.
    private void Store(SandboxInvoice invoice)
    {
        log?.Append(SandboxInvoiceLine.Of(invoice));
        invoices[invoice.Hash] = invoice;
    }
}
