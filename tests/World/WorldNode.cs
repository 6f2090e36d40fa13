using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Worlds;

/// <summary>A Lightning node whose every trouble a scenario can bring about. Its invoices are signed BOLT 11.</summary>
internal sealed class WorldNode
{
    /// <summary>How long the adapter takes to notice that a connection is half open.</summary>
    private static readonly TimeSpan HalfOpenNoticed = TimeSpan.FromSeconds(30);

    private readonly World world;
    private NodePrivateKey key;
    private readonly Dictionary<PaymentHash, NodeRecord> invoices = [];
    private readonly List<NodeRecord> forgotten = [];
    private readonly List<NodeStream> streams = [];
    private ulong settleIndex;

    /// <summary>Starts it with an identity from the seed.</summary>
    public WorldNode(World world)
    {
        this.world = world;
        (key, Info) = Identity();
    }

    /// <summary>Who it is.</summary>
    public NodeInfo Info { get; private set; }

    /// <summary>
    /// Whether it issues signed BOLT 11. Otherwise its texts are of a form newer than our reader, which leaves them to
    /// the node; signing and recovering keys is most of what a world costs.
    /// </summary>
    public bool IsSigning { get; set; } = true;

    /// <summary>How long after an invoice's expiry it still takes money for it, as its clock is behind.</summary>
    public TimeSpan Linger { get; set; }

    /// <summary>
    /// What happens as the product looks an invoice up after its time, once: a payer who comes just then.
    /// </summary>
    public Dictionary<PaymentHash, Action> WhenLookedUp { get; } = [];

    /// <summary>What happens as the product looks an open invoice up, once: a payer who comes just then.</summary>
    public Dictionary<PaymentHash, Action> WhenTaken { get; } = [];

    /// <summary>True while it cannot be reached.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Invoices of which it says what makes no sense: no answer, as far as the adapter is concerned.</summary>
    public HashSet<PaymentHash> Senseless { get; } = [];

    /// <summary>Answers that will get lost, from the next one on.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>The last settle index that it gave, or left out.</summary>
    public ulong HighestIndex => settleIndex;

    /// <summary>Calls that asked for an invoice, and were served.</summary>
    public int InvoicesAsked { get; private set; }

    /// <summary>What it holds.</summary>
    public IReadOnlyCollection<NodeRecord> Invoices => invoices.Values;

    /// <summary>What it has settled, in the order of creation.</summary>
    public IReadOnlyList<NodeInvoice> Settled =>
        [.. invoices.Values.Where(i => i.SettledAt is not null).Select(i => i.ToNodeInvoice(Clock))];

    /// <summary>Makes it unreachable and breaks every stream, or brings it back.</summary>
    public void SetDown(bool isDown)
    {
        if (isDown != IsDown)
        {
            world.History.Add("node", isDown ? "goes away" : "comes back");
        }

        IsDown = isDown;
        if (isDown)
        {
            CutStreams();
        }
    }

    /// <summary>Breaks every stream.</summary>
    public void CutStreams()
    {
        world.History.Add("node", $"{streams.Count} streams of settlements break");
        streams.ForEach(stream => stream.Break());
        streams.Clear();
    }

    /// <summary>Every stream falls silent, and breaks when the adapter's keepalive notices.</summary>
    public void MuteStreams()
    {
        world.History.Add("node", $"{streams.Count} streams of settlements fall silent");
        foreach (var stream in streams)
        {
            world.Scheduler.After(HalfOpenNoticed, stream.Break);
        }

        streams.Clear();
    }

    /// <summary>Every stream falls silent for good, on connections that are well (lnd #7727).</summary>
    public void DeafenStreams() => streams.Clear();

    /// <summary>Whether this answer is one that gets lost.</summary>
    public bool LosesAnswer()
    {
        var isLost = AnswersToLose > 0;
        AnswersToLose -= isLost ? 1 : 0;
        return isLost;
    }

    /// <summary>Leaves a gap in the settle indexes (lnd #7071).</summary>
    public void SkipIndexes(int count)
    {
        world.History.Add("node", $"leaves {count} settle indexes out");
        settleIndex += (ulong)count;
    }

    /// <summary>Another node takes its place, which has none of its invoices.</summary>
    public void BecomeAnother()
    {
        invoices.Keys.ToList().ForEach(Forget);
        (key, Info) = Identity();
        world.History.Add("node", "is another one from here on");
    }

    /// <summary>Forgets an invoice: a node that was restored from an older backup.</summary>
    public void Forget(PaymentHash hash)
    {
        world.History.Add("node", $"forgets {hash}");
        forgotten.Add(invoices[hash]);
        invoices.Remove(hash);
    }

    /// <summary>What it ever held under a hash, last of all what it holds; null when it never did.</summary>
    public NodeRecord? Ever(string hash) => PaymentHash.TryParse(hash, out var named)
        ? invoices.GetValueOrDefault(named) ?? forgotten.LastOrDefault(held => held.Hash == named)
        : null;

    /// <summary>
    /// The invoice that it ever issued as this text; null when it did not. What it forgot it may have issued again, at
    /// another time and thus in another text.
    /// </summary>
    public NodeRecord? Issued(string text) =>
        invoices.Values.Concat(forgotten).FirstOrDefault(held => held.PaymentRequest == text);

    /// <summary>What it settled on the hash that belongs to an invoice of ours; null when it did not.</summary>
    public NodeRecord? EverSettled(string invoice) => invoices.Values.FirstOrDefault(held =>
        held.SettledAt is not null
        && world.Tables.Witness.Row("hashes", held.Hash.ToString(), "invoice")?.Text("invoice") == invoice);

    /// <summary>An open invoice that it holds and somebody was given; null when there is none.</summary>
    public PaymentHash? AnyOpen() =>
        invoices.Values.Where(invoice => invoice.State == NodeInvoiceState.Open
            && world.HandedOut.Exists(given => given.Hash == invoice.Hash)).ToList() is { Count: > 0 } open
            ? world.Dice.Pick(open).Hash
            : null;

    /// <summary>
    /// Whether the settlement that a message tells will be found without it: it came well before the invoice's end, and
    /// not after the node had cancelled, so that nothing else can have ended it. A bill's invoice ends in a year, and
    /// no world lives to see that.
    /// </summary>
    public bool IsFoundAtExpiry(string messageId) =>
        PaymentHash.TryParse(messageId.Split(':') is [_, var hash, _] ? hash : "", out var named)
        && invoices.TryGetValue(named, out var invoice) && invoice.IsInTime
        && world.Scheduler.Now < invoice.ExpiresAt - TimeSpan.FromMinutes(2)
        && world.Scheduler.Now > invoice.ExpiresAt - TimeSpan.FromDays(1);

    /// <summary>Issues an invoice.</summary>
    public AddInvoiceOutcome Add(NewNodeInvoice asked)
    {
        InvoicesAsked++;
        var hash = asked.Preimage.Hash();
        if (invoices.ContainsKey(hash))
        {
            return new AddInvoiceOutcome(AddInvoiceStatus.AlreadyExists);
        }

        var createdAt = WholeSecond();
        var text = IsSigning ? Sign(asked, hash, createdAt) : $"lnbcrt-newer-{createdAt.ToUnixTimeSeconds()}-{hash}";
        invoices.Add(hash, new NodeRecord(hash, text, asked.Amount, createdAt, createdAt + asked.Expiry));
        return new AddInvoiceOutcome(AddInvoiceStatus.Added, text);
    }

    /// <summary>Reads a text of its own, whether it still holds the invoice or not; null when it is none.</summary>
    public NodePaymentRequest? Decode(string text) =>
        Issued(text) is { } invoice
            ? new NodePaymentRequest(
                invoice.Hash, Info.Id, invoice.Amount, invoice.CreatedAt, invoice.ExpiresAt - invoice.CreatedAt, "")
            : null;

    /// <summary>Its own state of an invoice.</summary>
    public NodeInvoice? Find(PaymentHash hash) => invoices.GetValueOrDefault(hash)?.ToNodeInvoice(Clock);

    /// <summary>The same, and what happens as the product looks.</summary>
    public NodeInvoice? LookUp(PaymentHash hash)
    {
        var found = Find(hash);
        if (found?.State == NodeInvoiceState.Open && WhenTaken.Remove(hash, out var comes))
        {
            comes();
        }

        if (found is not null && invoices[hash].ExpiresAt <= world.Scheduler.Now
            && WhenLookedUp.Remove(hash, out var happens))
        {
            happens();
        }

        return found;
    }

    /// <summary>Cancels an invoice that is not paid.</summary>
    public CancelInvoiceStatus Cancel(PaymentHash hash)
    {
        if (!invoices.TryGetValue(hash, out var invoice))
        {
            return CancelInvoiceStatus.NotFound;
        }

        if (invoice.State == NodeInvoiceState.Settled)
        {
            return CancelInvoiceStatus.AlreadySettled;
        }

        invoices[hash] = invoice with
        {
            State = NodeInvoiceState.Canceled,
            IsInTime = false,
            CanceledAt = invoice.CanceledAt ?? world.Scheduler.Now,
        };
        return CancelInvoiceStatus.Canceled;
    }

    /// <summary>Opens a subscription. From 0 there is no backlog, as at LND (lnd #2469).</summary>
    public NodeStream Open(ulong after)
    {
        var stream = new NodeStream(world.Scheduler);
        foreach (var invoice in Settled.Where(i => after > 0 && i.SettleIndex > after).OrderBy(i => i.SettleIndex))
        {
            stream.Send(invoice, Travel());
        }

        streams.RemoveAll(left => left.IsLeft);
        streams.Add(stream);
        return stream;
    }

    /// <summary>A payer's HTLC arrives and is held. False when the invoice cannot be paid any more.</summary>
    public bool Hold(PaymentHash hash)
    {
        if (Find(hash) is not { State: NodeInvoiceState.Open })
        {
            return false;
        }

        world.History.Add("node", $"holds an HTLC for {hash}");
        invoices[hash] = invoices[hash] with { State = NodeInvoiceState.Accepted, IsInTime = true };
        return true;
    }

    /// <summary>Settles an invoice, whatever its state: a scenario that wants a payment too late gets it.</summary>
    public NodeInvoice Settle(PaymentHash hash, Msat amountPaid)
    {
        var settled = invoices[hash] with
        {
            State = NodeInvoiceState.Settled,
            AmountPaid = amountPaid,
            SettleIndex = ++settleIndex,
            SettledAt = WholeSecond(),
        };
        invoices[hash] = settled;
        world.History.Add("node", $"settles {hash}, {amountPaid} msat, index {settleIndex}");
        world.Tally.Count("settlements");
        var told = settled.ToNodeInvoice(Clock);
        foreach (var stream in streams)
        {
            stream.Send(told, Travel());
            if (world.Strikes(world.Weather.SettlementsTwice))
            {
                stream.Send(told, Travel());
            }
        }

        return told;
    }

    /// <summary>Settles an invoice whose HTLC is still held.</summary>
    public void SettleHeld(PaymentHash hash, Msat amountPaid)
    {
        if (invoices.GetValueOrDefault(hash) is { IsHeld: true })
        {
            Settle(hash, amountPaid);
        }
    }

    /// <summary>Settles an invoice that it knows and has not settled, however late.</summary>
    public void SettleLate(PaymentHash hash, Msat amountPaid)
    {
        if (invoices.GetValueOrDefault(hash) is { SettledAt: null })
        {
            Settle(hash, amountPaid);
        }
    }

    /// <summary>A payer pays what is asked, if the invoice is still payable.</summary>
    public bool Pay(PaymentHash hash, Msat amountPaid)
    {
        if (!Hold(hash))
        {
            return false;
        }

        Settle(hash, amountPaid);
        return true;
    }

    private (NodePrivateKey Key, NodeInfo Info) Identity()
    {
        var secret = new byte[32];
        world.Dice.Fill(secret);
        var fresh = new NodePrivateKey(secret);
        return (fresh, new NodeInfo(fresh.PublicKey, "world", BitcoinNetwork.Regtest, "a simulated node", true));
    }

    private string Sign(NewNodeInvoice asked, PaymentHash hash, DateTimeOffset createdAt)
    {
        var secret = new byte[32];
        world.Dice.Fill(secret);
        return new Bolt11Draft
        {
            Network = BitcoinNetwork.Regtest,
            Amount = asked.Amount,
            CreatedAt = createdAt,
            PaymentHash = hash,
            PaymentSecret = new PaymentSecret(secret),
            Description = asked.Memo,
            Expiry = asked.Expiry,
        }.Sign(key);
    }

    private DateTimeOffset Clock => world.Scheduler.Now - Linger;

    private DateTimeOffset WholeSecond() =>
        DateTimeOffset.FromUnixTimeSeconds(world.Scheduler.Now.ToUnixTimeSeconds());

    private TimeSpan Travel() => world.Dice.Between(
        TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(world.Weather.CallsSlow > 0 ? 3000 : 10));
}
