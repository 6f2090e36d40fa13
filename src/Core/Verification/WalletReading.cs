using System.Globalization;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>
/// One reading of all rows of a wallet, in the order of their keys. Each row is checked by itself, and what it says of
/// others becomes claims. Constant memory.
/// </summary>
internal sealed class WalletReading
{
    private readonly Action<Claim> claim;
    private readonly Condemned condemned;
    private readonly EnvironmentId environment;
    private readonly HeadProof head;
    private readonly JournalProof journal;
    private readonly CycleProof cycles;
    private readonly ReceiptSums receipts;
    private (string Delivery, int Count, RowKey Last)? attempts;

    /// <summary>Begins a reading.</summary>
    /// <param name="head">The head, read before.</param>
    /// <param name="wallet">Whose rows.</param>
    /// <param name="environment">Where the registry lists the wallet.</param>
    /// <param name="condemned">Takes findings.</param>
    /// <param name="claim">Takes claims.</param>
    public WalletReading(
        HeadProof head, WalletId wallet, EnvironmentId environment, Condemned condemned, Action<Claim> claim)
    {
        (this.head, this.environment, this.condemned, this.claim) = (head, environment, condemned, claim);
        receipts = new ReceiptSums(claim);
        journal = new JournalProof(wallet, condemned)
        {
            CreditLimit = head.CreditLimit,
            IsNodeBacked = head.IsNodeBacked,
            OnJudged = OnJudged,
        };
        cycles = new CycleProof(head, condemned);
        head.See(journal);
    }

    /// <summary>The recomputed journal.</summary>
    public JournalProof Journal => journal;

    /// <summary>The last event seen.</summary>
    public long EventSequence { get; private set; }

    /// <summary>Rows seen.</summary>
    public long Rows { get; private set; }

    /// <summary>Invoices seen.</summary>
    public long Invoices { get; private set; }

    /// <summary>Payments seen.</summary>
    public long Payments { get; private set; }

    /// <summary>What the payments seen that are not final may cost, msat.</summary>
    public long HeldByPayments { get; private set; }

    /// <summary>Rows of unknown kinds seen.</summary>
    public long Unknown { get; private set; }

    /// <summary>Called with every readable delivery.</summary>
    public Action<Delivery, RowKey> OnDelivery { get; init; } = (_, _) => { };

    /// <summary>Called with every readable invoice.</summary>
    public Action<Invoice> OnInvoice { get; init; } = _ => { };

    /// <summary>Called with every readable payment.</summary>
    public Action<Payment> OnPayment { get; init; } = _ => { };

    /// <summary>Called with every readable request on chain.</summary>
    public Action<ChainRequest> OnRequest { get; init; } = _ => { };

    /// <summary>Called with every readable receipt on chain.</summary>
    public Action<ChainReceipt> OnReceipt { get; init; } = _ => { };

    /// <summary>Takes the next row.</summary>
    public void Add(Row row)
    {
        Rows++;
        switch (Condemned.KindOf(row.Key))
        {
            case "cycle":
                cycles.Add(row);
                break;
            case "journal":
                journal.Add(row);
                break;
            case "invoice":
                AddInvoice(row);
                break;
            case "event":
                AddEvent(row);
                break;
            case "delivery":
                AddDelivery(row);
                break;
            case "attempt":
                AddAttempt(row.Key);
                break;
            case "once":
                ClaimAll(row, WalletClaims.OfOnce);
                break;
            case "serial":
                ClaimAll(row, pointer => [WalletClaims.OfPointer(pointer, isSerial: true)]);
                break;
            case "reference":
                ClaimAll(row, pointer => [WalletClaims.OfPointer(pointer, isSerial: false)]);
                break;
            case "payment":
                AddPayment(row);
                break;
            case "sending":
                claim(SendClaims.OfSending(row.Key));
                break;
            case "list":
                ClaimAll(row, listed => [ListingClaims.OfListed(listed)]);
                break;
            case "ended":
                ClaimAll(row, ended => [ListingClaims.OfEnded(ended)]);
                break;
            case "open":
                claim(WalletClaims.OfOpen(row.Key));
                break;
            case "due":
                claim(DeliveryClaims.OfDue(row.Key));
                break;
            case "head" or "head-profile" or "active":
                break;
            default:
                AddOnChain(row);
                break;
        }
    }

    private void AddOnChain(Row row)
    {
        switch (Condemned.KindOf(row.Key))
        {
            case "receipt":
                AddReceipt(row);
                break;
            case "chain-send":
                AddChainSend(row);
                break;
            case "chain-sending":
                claim(ChainClaims.OfSending(row.Key));
                break;
            case "chain-request":
                AddChainRequest(row);
                break;
            case "chain-open":
                claim(ChainRequestClaims.OfOpen(row.Key));
                break;
            case NewChainAddress.Kind:
                break;
            default:
                Unknown++;
                break;
        }
    }

    /// <summary>After the last row.</summary>
    public void Finish()
    {
        EndAttempts();
        receipts.Finish();
        journal.Finish(head.ChainHash);
        head.See(journal);
        head.Conclude(journal);
        cycles.Finish(journal);
    }

    private void OnJudged(JournalEntry line)
    {
        head.See(journal);
        cycles.See(journal, line);
        var wrong = SendClaims.IsSend(line) ? SendClaims.Check(line)
            : ChainClaims.IsOnChain(line) ? ChainClaims.Check(line)
            : null;
        if (wrong is not null)
        {
            condemned.Add(wrong);
        }

        if (!condemned.Contains(WalletRows.JournalKey(line.Wallet, line.Sequence)))
        {
            ClaimAll(WalletClaims.Of(line));
        }
    }

    private void AddInvoice(Row row)
    {
        Invoices++;
        if (!Readable.TryRead(row, InvoiceRows.ToInvoice, condemned, out var invoice))
        {
            return;
        }

        if (invoice.Environment != environment)
        {
            condemned.Add(new Finding(
                "wallets",
                row.Key,
                "environment",
                invoice.Environment.ToString(),
                environment.ToString(),
                "it is the wallet's"));
        }

        if (InvoiceProof.Check(invoice, row.Key) is { } wrong)
        {
            condemned.Add(wrong);
        }

        OnInvoice(invoice);
        ClaimAll(WalletClaims.Of(invoice));
        ClaimAll(ListingClaims.Of(invoice));
    }

    private void AddPayment(Row row)
    {
        Payments++;
        if (!Readable.TryRead(row, PaymentRows.ToPayment, condemned, out var payment))
        {
            return;
        }

        PaymentProof.Check(payment, row, environment).ToList().ForEach(condemned.Add);
        HeldByPayments += payment.IsFinal ? 0 : payment.Held.Value;
        OnPayment(payment);
        ClaimAll(SendClaims.Of(payment));
        ClaimAll(ListingClaims.Of(payment));
    }

    private void AddReceipt(Row row)
    {
        if (Readable.TryRead(row, ChainReceiptRows.ToReceipt, condemned, out var receipt))
        {
            ChainProof.Check(receipt, row, environment).ToList().ForEach(condemned.Add);
            OnReceipt(receipt);
            receipts.Add(receipt, row.Key);
            ClaimAll(ChainClaims.Of(receipt));
        }
    }

    private void AddChainRequest(Row row)
    {
        if (Readable.TryRead(row, ChainRequestRows.ToRequest, condemned, out var request))
        {
            ChainProof.Check(request, row, environment).ToList().ForEach(condemned.Add);
            OnRequest(request);
            ClaimAll(ChainRequestClaims.Of(request));
            ClaimAll(ListingClaims.Of(request));
        }
    }

    private void AddChainSend(Row row)
    {
        if (Readable.TryRead(row, OnChainSendRows.ToSend, condemned, out var send))
        {
            ChainProof.Check(send, row, environment).ToList().ForEach(condemned.Add);
            HeldByPayments += send.IsFinal ? 0 : send.Held.Value;
            ClaimAll(ChainClaims.Of(send));
            ClaimAll(ListingClaims.Of(send));
        }
    }

    private void AddEvent(Row row)
    {
        var hasNumber = long.TryParse(
            row.Key.Row.AsSpan("event|".Length), CultureInfo.InvariantCulture, out var sequence);
        if (hasNumber && sequence > EventSequence + 1)
        {
            MissEvents(row.Key, EventSequence + 1, sequence - 1);
        }

        EventSequence = hasNumber ? sequence : EventSequence + 1;
        ClaimAll(row, each => WalletClaims.OfEvent(each, condemned));
    }

    /// <summary>Events that should be there.</summary>
    public void MissEvents(RowKey near, long first, long last)
    {
        WalletId.TryParse(near.Partition, out var wallet);
        for (var sequence = first; sequence <= last && sequence - first < JournalProof.MissingMax; sequence++)
        {
            condemned.Add(new Finding(
                "wallets", WalletRows.EventKey(wallet, sequence), null, null, null, "the event is missing"));
        }
    }

    private void AddDelivery(Row row)
    {
        if (Readable.TryRead(row, DeliveryRows.ToDelivery, condemned, out var delivery))
        {
            OnDelivery(delivery, row.Key);
            ClaimAll(DeliveryClaims.Of(delivery));
        }
    }

    // They come delivery by delivery, numbered from 1.
    private void AddAttempt(RowKey row)
    {
        var delivery = row.Row["attempt|".Length..].Split('|')[0];
        if (attempts?.Delivery != delivery)
        {
            EndAttempts();
        }

        attempts = (delivery, (attempts?.Count ?? 0) + 1, row);
    }

    private void EndAttempts()
    {
        if (attempts is var (delivery, count, last))
        {
            claim(DeliveryClaims.OfAttempts(last, delivery, count));
        }

        attempts = null;
    }

    private void ClaimAll(Row row, Func<Row, IEnumerable<Claim>> read)
    {
        if (Readable.TryRead(row, each => read(each).ToList(), condemned, out var claims))
        {
            ClaimAll(claims);
        }
    }

    private void ClaimAll(IEnumerable<Claim> claims)
    {
        foreach (var each in claims)
        {
            claim(each);
        }
    }
}
