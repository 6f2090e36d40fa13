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
/// Proves a wallet from its rows: the chain and the balances from the first line to the head, and that every row says
/// what the others say. Reads only. The product may be running: what is found wrong is looked at again, and only what
/// is found each time counts.
/// </summary>
public sealed class VerifyWallet(
    ITableStore tables, PaymentHashIndex hashes, IReadOnlyDictionary<string, CallbackScheme> schemes)
{
    /// <summary>Readings that must find the same.</summary>
    private const int ReadingsMax = 3;

    private readonly LookUpHashes lookUp = new(hashes, new PaymentClaims(tables), new InternalPairs(tables));
    private readonly LookUpChain chain = new(tables);
    private readonly ProfileProof profiles = new(tables);

    /// <summary>
    /// Proves one. About one storage transaction for a thousand rows and one for each invoice and payment; twice
    /// as many, at least, where something is wrong. Memory does not grow with the wallet.
    /// </summary>
    /// <param name="wallet">Which.</param>
    /// <param name="environment">Where the registry lists it.</param>
    /// <param name="hasRead">Called now and then with the rows read since.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="StorageUnavailableException">Nothing is proved.</exception>
    public async Task<WalletVerdict> Execute(
        WalletId wallet, EnvironmentId environment, Action<long> hasRead, CancellationToken cancel)
    {
        var verdict = await ReadOnce(wallet, environment, hasRead, cancel);
        for (var readings = 1; readings < ReadingsMax && verdict.Findings.Count > 0; readings++)
        {
            var again = await ReadOnce(wallet, environment, _ => { }, cancel);
            var before = verdict.Findings.ToHashSet();
            verdict = again with { Findings = [.. again.Findings.Where(before.Contains)] };
        }

        return verdict;
    }

    private async Task<WalletVerdict> ReadOnce(
        WalletId wallet, EnvironmentId environment, Action<long> hasRead, CancellationToken cancel)
    {
        if (await tables.Get(WalletRows.Table, WalletRows.HeadKey(wallet), cancel) is not { } row)
        {
            return WithoutHead(wallet, environment, await profiles.IsBeingOpened(wallet, cancel));
        }

        var condemned = new Condemned();
        var head = new HeadProof(row, environment, condemned);
        await CheckTerms(row, head, environment, condemned, cancel);
        var agreement = new Agreement();
        var deliveries = new DeliveryProof([.. schemes.Values], condemned);
        var (invoices, payments) = (new List<Invoice>(), new List<Payment>());
        var (requests, receipts) = (new List<ChainRequest>(), new List<ChainReceipt>());
        var isFull = false;
        var reading = new WalletReading(head, wallet, environment, condemned, agreement.Add)
        {
            OnDelivery = (delivery, key) =>
            {
                isFull |= deliveries.IsFull;
                if (!isFull)
                {
                    deliveries.Add(delivery, key, environment);
                }
            },
            OnInvoice = invoices.Add,
            OnPayment = payments.Add,
            OnRequest = requests.Add,
            OnReceipt = receipts.Add,
        };
        var fees = new List<Finding>();
        await foreach (var page in Pages(new RowQuery(wallet.ToString()), cancel))
        {
            page.ForEach(reading.Add);
            invoices.ForEach(deliveries.Strike);
            payments.ForEach(deliveries.Strike);
            receipts.ForEach(deliveries.Strike);
            fees.AddRange(invoices.Select(InvoiceProof.CheckFee).OfType<Finding>().Take(Condemned.FindingsMax));
            await lookUp.Invoices(invoices, condemned, cancel);
            await lookUp.Payments(payments, condemned, cancel);
            await chain.All(requests, receipts, condemned, cancel);
            hasRead(page.Count);
        }

        reading.Finish();
        await CheckEnd(head, reading, agreement.Holds, condemned, cancel);
        if (agreement.Holds)
        {
            head.ConcludeHeld(reading);
        }

        await (agreement.Holds
            ? Task.CompletedTask
            : Settle(agreement, wallet, row, environment, condemned, cancel));
        fees.Where(fee => !condemned.Contains(fee.Row)).ToList().ForEach(condemned.Add);
        await Conclude(deliveries, wallet, cancel);
        await (isFull ? OtherDeliveries(deliveries, wallet, environment, cancel) : Task.CompletedTask);
        return VerdictOf(reading, wallet, environment, condemned);
    }

    private async Task OtherDeliveries(
        DeliveryProof deliveries, WalletId wallet, EnvironmentId environment, CancellationToken cancel)
    {
        var isFull = true;
        while (isFull)
        {
            isFull = await MoreDeliveries(deliveries, wallet, environment, cancel);
        }
    }

    private static WalletVerdict VerdictOf(
        WalletReading reading, WalletId wallet, EnvironmentId environment, Condemned condemned) => new(
        wallet,
        environment,
        reading.Rows,
        reading.Journal.Sequence,
        reading.Invoices,
        reading.Payments,
        reading.Unknown,
        ChartOfAccounts.All.ToDictionary(account => account, account => reading.Journal[account]),
        [.. condemned.Findings]);

    private static WalletVerdict WithoutHead(WalletId wallet, EnvironmentId environment, bool isBeingOpened) => new(
        wallet,
        environment,
        0,
        0,
        0,
        0,
        0,
        Nothing,
        isBeingOpened
            ? []
            : [
                new Finding(
                    "wallets",
                    WalletRows.HeadKey(wallet),
                    null,
                    null,
                    null,
                    "the registry lists a wallet without a head"),
            ]);

    private static Dictionary<Account, long> Nothing => ChartOfAccounts.All.ToDictionary(account => account, _ => 0L);

    // Reads the rows a second time and keeps the claims that are disputed.
    private async Task Settle(
        Agreement agreement,
        WalletId wallet,
        Row headRow,
        EnvironmentId environment,
        Condemned condemned,
        CancellationToken cancel)
    {
        var dispute = new Dispute(condemned);
        var ignored = new Condemned();
        var reading = new WalletReading(
            new HeadProof(headRow, environment, ignored),
            wallet,
            environment,
            ignored,
            claim =>
            {
                if (agreement.IsDisputed(claim))
                {
                    dispute.Add(claim);
                }
            });
        await foreach (var row in tables.Read(WalletRows.Table, new RowQuery(wallet.ToString()), cancel))
        {
            reading.Add(row);
        }

        reading.Finish();
        dispute.Settle();
    }

    private async Task<bool> MoreDeliveries(
        DeliveryProof deliveries, WalletId wallet, EnvironmentId environment, CancellationToken cancel)
    {
        var from = $"{DeliveryRows.Prefix}{deliveries.Last}~";
        var ignored = new Condemned();
        var isFull = false;
        await foreach (var row in tables.Read(
            WalletRows.Table, new RowQuery(wallet.ToString(), from, "delivery}"), cancel))
        {
            if (deliveries.IsFull)
            {
                isFull = true;
                break;
            }

            if (Readable.TryRead(row, DeliveryRows.ToDelivery, ignored, out var delivery))
            {
                deliveries.Add(delivery, row.Key, environment);
            }
        }

        await Each(wallet, "invoice|", InvoiceRows.ToInvoice, deliveries.Strike, cancel);
        await Each(wallet, "payment|", PaymentRows.ToPayment, deliveries.Strike, cancel);
        await Each(wallet, "receipt|", ChainReceiptRows.ToReceipt, deliveries.Strike, cancel);
        await Conclude(deliveries, wallet, cancel);
        return isFull;
    }

    // What sorts before deliveries is read again for those that nobody has struck off.
    private async Task Conclude(DeliveryProof deliveries, WalletId wallet, CancellationToken cancel)
    {
        if (deliveries.HasOpen)
        {
            await Each(wallet, OnChainSendRows.Prefix, OnChainSendRows.ToSend, deliveries.Strike, cancel);
            await Each(wallet, ChainRequestRows.Prefix, ChainRequestRows.ToRequest, deliveries.Strike, cancel);
        }

        deliveries.Conclude();
    }

    private async Task Each<T>(
        WalletId wallet, string prefix, Func<Row, T> read, Action<T> take, CancellationToken cancel)
        where T : class
    {
        var ignored = new Condemned();
        await foreach (var row in tables.Read(WalletRows.Table, RowQuery.Prefix(wallet.ToString(), prefix), cancel))
        {
            if (Readable.TryRead(row, read, ignored, out var record))
            {
                take(record);
            }
        }
    }

    // The head moves with its journal and events: rows beyond it are newer than it, or forged.
    private async Task CheckEnd(
        HeadProof head, WalletReading reading, bool isAgreed, Condemned condemned, CancellationToken cancel)
    {
        var row = await tables.Get(WalletRows.Table, head.Row, cancel);
        var after = row is null ? head : new HeadProof(row, default, condemned);
        if (reading.Journal.Sequence > after.Sequence && !condemned.Contains(head.Row))
        {
            condemned.Add(new Finding(
                "wallets",
                head.Row with { Row = WalletRows.JournalKey(default, after.Sequence + 1).Row },
                null,
                null,
                null,
                $"the head says that the journal ends with line {after.Sequence}",
                head.Row));
        }

        var isShort = reading.EventSequence < head.EventSequence;
        if (isShort && !isAgreed)
        {
            reading.MissEvents(head.Row, reading.EventSequence + 1, head.EventSequence);
        }
        else if (isShort || reading.EventSequence > after.EventSequence)
        {
            after.Add("event_sequence", $"{reading.EventSequence}", "that is the last event that is there");
        }
    }

    private async Task CheckTerms(
        Row row, HeadProof head, EnvironmentId environment, Condemned condemned, CancellationToken cancel)
    {
        await CheckLine(row, environment, condemned, cancel);
        await profiles.Check(row, head, condemned, cancel);
    }

    private async Task CheckLine(Row head, EnvironmentId environment, Condemned condemned, CancellationToken cancel)
    {
        var line = head.Fields.TextOrNull("line_of_credit");
        var key = new RowKey(environment.ToString(), $"line|{line}");
        if (await tables.Get(Access.Registry.Table, key, cancel) is null)
        {
            condemned.Add(new Finding(
                "wallets", head.Key, "line_of_credit", line, null, "the registry lists no such line of credit"));
        }
    }

    private async IAsyncEnumerable<List<Row>> Pages(
        RowQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        do
        {
            var page = await tables.Query(WalletRows.Table, query, cancel);
            yield return [.. page.Rows];
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
    }
}
