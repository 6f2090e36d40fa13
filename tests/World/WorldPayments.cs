using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Worlds;

/// <summary>
/// What the node pays, as LND does: one success for a hash, no second try while one is under way, and another try, with
/// another number, after a failure. Also the payees beyond it, who issue what is paid.
/// </summary>
internal sealed class WorldPayments
{
    private static readonly TimeSpan BehindMax = TimeSpan.FromMilliseconds(5);

    private readonly World world;
    private readonly NodePrivateKey payee;
    private readonly Dictionary<string, PayeeInvoice> invoices;
    private readonly Dictionary<NodePublicKey, IReadOnlyList<PaymentFate>> takers;
    private readonly Dictionary<PaymentHash, List<NodePayment>> tries = [];
    private readonly HashSet<ulong> byHand = [];
    private readonly Dictionary<PaymentHash, DateTimeOffset> endedAt = [];
    private readonly List<TaskCompletionSource> watchers = [];
    private readonly List<PaymentHash> ends = [];
    private ulong lastIndex;

    /// <summary>Begins with none.</summary>
    public WorldPayments(World world)
    {
        this.world = world;
        var secret = new byte[32];
        world.Dice.Fill(secret);
        payee = new NodePrivateKey(secret);
        (Id, invoices, takers, Asked) = (world.Node.Info.Id, [], [], []);
    }

    /// <summary>What another node pays, to the same payees.</summary>
    public WorldPayments(World world, WorldPayments known)
    {
        this.world = world;
        var secret = new byte[32];
        world.Dice.Fill(secret);
        (payee, invoices, takers, Asked) = (known.payee, known.invoices, known.takers, known.Asked);
        Id = new NodePrivateKey(secret).PublicKey;
    }

    /// <summary>The node's.</summary>
    public NodePublicKey Id { get; }

    /// <summary>What payees asked for, in order.</summary>
    public List<PayeeInvoice> Asked { get; }

    /// <summary>How far the node's clock is behind ours: it takes an invoice for valid that much longer.</summary>
    public TimeSpan ClockBehind { get; set; }

    /// <summary>Every try that was ever made, in order of its number.</summary>
    public IEnumerable<NodePayment> Tries => tries.Values.SelectMany(made => made).OrderBy(made => made.Index);

    /// <summary>Those that the product asked for; the others an operator made by hand.</summary>
    public IEnumerable<NodePayment> TriesOfOurs => Tries.Where(made => !byHand.Contains(made.Index));

    /// <summary>Requests to pay that were entered into the books, by hash.</summary>
    public Dictionary<string, int> Entered { get; } = [];

    /// <summary>The hashes for which a request is on its way, given up by its sender.</summary>
    public List<string> RequestsUnderWay { get; } = [];

    /// <summary>
    /// What happens right behind the product's looks at a hash: after so many looks, a request arrives that was late.
    /// </summary>
    public List<(PaymentHash Hash, int Looks, Action Arrive)> BehindLooks { get; } = [];

    /// <summary>The product looks at a hash.</summary>
    public NodePayment? LookedAt(PaymentHash hash)
    {
        for (var i = BehindLooks.Count - 1; i >= 0; i--)
        {
            var (waiting, looks, arrive) = BehindLooks[i];
            if (waiting == hash && looks > 0)
            {
                BehindLooks[i] = (waiting, looks - 1, arrive);
            }
            else if (waiting == hash)
            {
                BehindLooks.RemoveAt(i);
                world.Scheduler.After(world.Dice.Between(TimeSpan.Zero, BehindMax), arrive);
            }
        }

        return Last(hash);
    }

    /// <summary>A payee asks for money.</summary>
    /// <param name="amount">Null leaves it to the payer.</param>
    /// <param name="expiry">Until when nodes begin with it.</param>
    /// <param name="fates">What becomes of each try in turn; the last of them also of all that follow.</param>
    public PayeeInvoice Ask(Msat? amount, TimeSpan expiry, params IReadOnlyList<PaymentFate> fates) =>
        Ask(BitcoinNetwork.Regtest, amount, expiry, fates);

    /// <summary>A payee asks for money of a network of its own.</summary>
    public PayeeInvoice Ask(
        BitcoinNetwork network, Msat? amount, TimeSpan expiry, IReadOnlyList<PaymentFate> fates)
    {
        var preimage = new byte[32];
        world.Dice.Fill(preimage);
        return Issue(new PaymentPreimage(preimage), network, amount, expiry, fates);
    }

    /// <summary>Somebody writes a request of his own over the hash of another's invoice.</summary>
    public PayeeInvoice Imitate(PaymentPreimage known, Msat amount, TimeSpan expiry, PaymentFate fate) =>
        Issue(known, BitcoinNetwork.Regtest, amount, expiry, [fate]);

    /// <summary>A text that a node beyond issued, as one that was ours and is another's now.</summary>
    public PayeeInvoice Learn(AskedInvoice known, PaymentPreimage preimage, string text, PaymentFate fate)
    {
        var invoice = new PayeeInvoice(preimage, text, known.Amount, known.ExpiresAt, [fate]);
        invoices.Add(text, invoice);
        Asked.Add(invoice);
        return invoice;
    }

    private PayeeInvoice Issue(
        PaymentPreimage known,
        BitcoinNetwork network,
        Msat? amount,
        TimeSpan expiry,
        IReadOnlyList<PaymentFate> fates)
    {
        var secret = new byte[32];
        world.Dice.Fill(secret);
        var createdAt = DateTimeOffset.FromUnixTimeSeconds(world.Scheduler.Now.ToUnixTimeSeconds());
        var text = new Bolt11Draft
        {
            Network = network,
            Amount = amount,
            CreatedAt = createdAt,
            PaymentHash = known.Hash(),
            PaymentSecret = new PaymentSecret(secret),
            Description = "",
            Expiry = expiry,
        }.Sign(payee);
        var invoice = new PayeeInvoice(known, text, amount, createdAt + expiry, fates);
        invoices.Add(text, invoice);
        Asked.Add(invoice);
        return invoice;
    }

    /// <summary>A node beyond takes keysends, until it has what is meant for it.</summary>
    /// <param name="fates">What becomes of each try in turn; the last of them also of all that follow.</param>
    public NodePublicKey Take(params IReadOnlyList<PaymentFate> fates)
    {
        var secret = new byte[32];
        world.Dice.Fill(secret);
        var destination = new NodePrivateKey(secret).PublicKey;
        takers.Add(destination, fates);
        return destination;
    }

    /// <summary>A request to pay an invoice.</summary>
    public AskedOfNode Read(NewNodePayment asked) =>
        new(invoices[asked.PaymentRequest], asked.Amount, asked.FeeMax, asked.Wait);

    /// <summary>A request for a keysend.</summary>
    public AskedOfNode Read(NewNodeKeysend asked)
    {
        var expected = new PayeeInvoice(
            asked.Preimage, "a keysend", null, asked.ExpiresAt, takers[asked.Destination]);
        return new AskedOfNode(expected, asked.Amount, asked.FeeMax, asked.Wait, asked.Destination);
    }

    /// <summary>When a hash's last try ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt(PaymentHash hash) =>
        Last(hash) is { State: not NodePaymentState.InFlight } ? endedAt[hash] : null;

    /// <summary>Whether the node still begins with an invoice that expires then.</summary>
    public bool IsPayable(DateTimeOffset expiresAt) => world.Scheduler.Now - ClockBehind < expiresAt;

    /// <summary>An operator pays at the node itself, without us.</summary>
    public void PayByHand(PayeeInvoice invoice)
    {
        world.History.Add("operator", $"pays {invoice.Preimage.Hash()} at the node, by hand");
        var asked = new AskedOfNode(invoice, Msat.FromSats(1), Msat.FromSats(1_000), TimeSpan.Zero);
        if (Begin(asked) is SendPaymentOutcome.Started started)
        {
            byHand.Add(started.Payment.Index);
        }
    }

    /// <summary>The last try of a hash; null when there was none.</summary>
    public NodePayment? Last(PaymentHash hash) => tries.GetValueOrDefault(hash)?[^1];

    /// <summary>Begins a try, or says why not.</summary>
    public SendPaymentOutcome Begin(AskedOfNode asked)
    {
        var (invoice, hash) = (asked.Payee, asked.Hash);
        if (!IsPayable(invoice.ExpiresAt))
        {
            var isKeysend = asked.Destination is not null;
            world.History.Add("node", $"refuses to pay {hash}: its time is over");
            world.Tally.Count($"payments: refused by the node, {(isKeysend ? "behind the fence" : "expired")}");
            return isKeysend
                ? new SendPaymentOutcome.Refused(PaymentFailure.KeysendExpired, "macaroon has expired")
                : new SendPaymentOutcome.Refused(PaymentFailure.InvoiceExpired, "invoice expired");
        }

        if (Last(hash) is { State: not NodePaymentState.Failed } known)
        {
            world.History.Add("node", $"does not begin with {hash} again: try {known.Index} is {known.State}");
            world.Tally.Count("payments: known to the node already");
            return new SendPaymentOutcome.AlreadyKnown();
        }

        if (world.Strikes(world.Weather.PaymentRequestsRefused))
        {
            world.History.Add("node", $"refuses to pay {hash}: it has not enough itself");
            return new SendPaymentOutcome.Refused(PaymentFailure.InsufficientBalance, "insufficient balance");
        }

        var made = tries.TryGetValue(hash, out var before) ? before : tries[hash] = [];
        var fate = invoice.Fates[Math.Min(made.Count, invoice.Fates.Count - 1)];
        var begun = new NodePayment(
            hash, ++lastIndex, NodePaymentState.InFlight, Msat.Zero, Msat.Zero, null, null);
        made.Add(begun);
        world.History.Add("node", $"begins to pay {hash}: try {begun.Index}");
        world.Tally.Count("payments: tries");
        world.Scheduler.After(fate.Takes, () => End(begun, asked, fate));
        return new SendPaymentOutcome.Started(begun);
    }

    /// <summary>
    /// The hashes of tries that end from now on, as they do. Breaks when one ends while the node is away.
    /// </summary>
    public async IAsyncEnumerable<PaymentHash> Ends()
    {
        var told = ends.Count;
        while (true)
        {
            var change = new TaskCompletionSource();
            watchers.Add(change);
            await change.Task;
            while (told < ends.Count)
            {
                yield return world.Node.IsDown
                    ? throw new NodeUnavailableException("The stream broke.")
                    : ends[told++];
            }
        }
    }

    /// <summary>Waits until a hash's last try is final, or for so long.</summary>
    public async Task WaitForEnd(PaymentHash hash, TimeSpan most)
    {
        var enough = Task.Delay(most, world.Clock);
        while (Last(hash) is { State: NodePaymentState.InFlight } && !enough.IsCompleted)
        {
            var change = new TaskCompletionSource();
            watchers.Add(change);
            await Task.WhenAny(change.Task, enough);
        }
    }

    private void End(NodePayment begun, AskedOfNode asked, PaymentFate fate)
    {
        var failure = fate.Failure ?? (fate.Fee > asked.FeeMax ? PaymentFailure.NoRoute : null);
        var ended = failure is { } why
            ? begun with { State = NodePaymentState.Failed, Failure = why }
            : begun with
            {
                State = NodePaymentState.Succeeded,
                AmountPaid = asked.Payee.Amount ?? asked.Amount!.Value,
                FeePaid = fate.Fee,
                Preimage = asked.Payee.Preimage,
            };
        var made = tries[begun.Hash];
        made[made.IndexOf(begun)] = ended;
        endedAt[ended.Hash] = world.Scheduler.Now;
        ends.Add(ended.Hash);
        var end = failure is null ? $"paid, for a fee of {ended.FeePaid} msat" : $"failed, {failure}";
        world.History.Add("node", $"ends try {ended.Index} of {ended.Hash}: {end}");
        var told = watchers.ToList();
        watchers.Clear();
        told.ForEach(watcher => watcher.SetResult());
    }
}
