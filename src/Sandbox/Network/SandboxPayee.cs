using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Network;

/// <summary>
/// Somebody on the sandbox network whom our wallets can pay: issues signed regtest invoices, each with a plan of how
/// its payment will go. They survive a restart in a log of their own. Safe for concurrent use.
/// </summary>
public sealed class SandboxPayee
{
    private readonly Lock gate = new();
    private readonly LatestLines bills;
    private readonly NodePrivateKey key;
    private readonly IRandomness randomness;
    private readonly TimeProvider clock;

    /// <summary>Starts the payee from its log; null keeps everything in memory.</summary>
    public SandboxPayee(NodePrivateKey key, AppendOnlyLog? log, IRandomness randomness, TimeProvider clock)
    {
        this.key = key;
        this.randomness = randomness;
        this.clock = clock;
        bills = new LatestLines(log, line => KeyOf(SandboxBillLine.Parse(line).Preimage.Hash()));
    }

    /// <summary>The payee's node.</summary>
    public NodePublicKey Id => key.PublicKey;

    /// <summary>Issues an invoice and gives its text.</summary>
    /// <param name="amount">Above zero; null lets the payer choose.</param>
    /// <param name="memo">At most <see cref="Bolt11Draft.MaxTextBytes"/> of UTF-8.</param>
    /// <param name="expiry">Whole seconds, above zero.</param>
    /// <param name="plan">How its payment will go.</param>
    /// <exception cref="ArgumentException">No invoice can say that.</exception>
    public string Issue(Msat? amount, string memo, TimeSpan expiry, SandboxPlan plan)
    {
        Span<byte> secrets = stackalloc byte[64];
        randomness.Fill(secrets);
        var preimage = new PaymentPreimage(secrets[..32]);
        var text = new Bolt11Draft
        {
            Network = BitcoinNetwork.Regtest,
            Amount = amount,
            CreatedAt = clock.GetUtcNow(),
            PaymentHash = preimage.Hash(),
            PaymentSecret = new PaymentSecret(secrets[32..]),
            Description = memo,
            Expiry = expiry,
            MinFinalCltvExpiryDelta = new CltvExpiryDelta(80),
        }.Sign(key);
        var bill = new SandboxBill(text, preimage, plan);
        lock (gate)
        {
            bills.Put(KeyOf(preimage.Hash()), SandboxBillLine.Of(bill));
        }

        return text;
    }

    /// <summary>A keysend arrives. What is known of its preimage stays, whatever becomes of it.</summary>
    internal void Expect(PaymentPreimage preimage, SandboxPlan plan)
    {
        lock (gate)
        {
            bills.Put(KeyOf(preimage.Hash()), SandboxBillLine.Of(SandboxBill.OfKeysend(preimage, plan)));
        }
    }

    /// <summary>The invoice or keysend of a hash; null where there is none.</summary>
    internal SandboxBill? Find(PaymentHash hash)
    {
        lock (gate)
        {
            return bills.Find(KeyOf(hash)) is { } line ? SandboxBillLine.Parse(line) : null;
        }
    }

    private static UInt128 KeyOf(PaymentHash hash) => LatestLines.KeyOf(hash.ToArray());
}
