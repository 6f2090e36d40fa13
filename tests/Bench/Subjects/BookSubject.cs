using Fulgurite.App;
using Fulgurite.Books;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Sandbox.Network;
using Fulgurite.Storage;

namespace Fulgurite.Bench.Subjects;

/// <summary>The engine over some tables, without the surfaces: commands go straight into the books.</summary>
internal sealed class BookSubject
{
    private static readonly Msat Amount = Msat.FromSats(10_000);
    private static readonly Msat Fee = Msat.FromSats(80);

    private readonly Engine engine;
    private readonly BookKeeper keeper;
    private readonly SandboxNode node;
    private readonly SandboxPayee payee;

    public BookSubject(ITableStore tables, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        var bare = new BareEngine(tables, clock);
        (engine, node, payee) = (bare.Engine, bare.Node, bare.Payee);
        keeper = new BookKeeper(tables, new AttentionIndex(tables, clock), clock);
    }

    /// <summary>New, empty wallets, each of a merchant of its own.</summary>
    public async Task<IReadOnlyList<(EnvironmentId Environment, WalletId Wallet)>> Open(int count)
    {
        var opened = new List<(EnvironmentId, WalletId)>();
        for (var i = 0; i < count; i++)
        {
            var merchant = engine.Provision.Invent("Bench", new BasisPoints(80));
            await engine.Provision.Store(merchant, CancellationToken.None);
            opened.Add((merchant.Environment, merchant.Wallet));
        }

        return opened;
    }

    /// <summary>Books a receipt; two transfers, one journal line.</summary>
    public async Task Post(WalletId wallet, string key)
    {
        var change = new BookChange(ReceiveInvoice.Name, key, "credited")
        {
            Transfers = ReceiveInvoice.Transfers(Amount, Fee),
        };
        Decide decide = (_, _) => new BookDecision.Applied(change);
        var command = new BookCommand(
            new IdempotencyKey(key), InputHash.Of(key), _ => Task.FromResult(decide));
        var result = await keeper.Execute(wallet, command, CancellationToken.None);
        Invariant.Holds(result is BookResult.Applied, "a posting under a new key is applied");
    }

    /// <summary>Has a wallet billed every day; the end of its cycle.</summary>
    public async Task<DateTimeOffset> Bill(WalletId wallet)
    {
        var daily = new BillingSchedule(BillingFrequency.Daily, new DateOnly(2026, 1, 1));
        await engine.Billing.Cycles.Begin(wallet, daily, CancellationToken.None);
        return (await engine.Wallets.Head(wallet, CancellationToken.None))!.Cycle!.Period.End;
    }

    /// <summary>Closes a cycle, and sees that all that was posted in it is.</summary>
    public async Task Close(WalletId wallet, DateTimeOffset end, int posted)
    {
        var opening = await engine.Billing.Roll.Execute(wallet, end, CancellationToken.None);
        Invariant.Holds(opening!.Turnover.Received.Count == posted, "a cycle has every line of its time");
    }

    /// <summary>An invoice, and the node's word that it was paid.</summary>
    public async Task<Settlement> Issue(EnvironmentId environment, WalletId wallet)
    {
        var asked = new NewInvoice(environment, wallet, Amount, "", TimeSpan.FromMinutes(15), "order", null);
        var outcome = await engine.CreateInvoice.Execute(asked, CancellationToken.None);
        return new Settlement(node.Id, 1, outcome.Invoice!.Hash, Amount, TimeProvider.System.GetUtcNow());
    }

    /// <summary>Credits what was paid.</summary>
    public async Task Settle(Settlement settlement)
    {
        var status = await engine.SettleInvoice.Execute(settlement, CancellationToken.None);
        Invariant.Holds(status == SettleInvoiceStatus.Credited, "a paid open invoice is credited");
    }

    /// <summary>An invoice of somebody else, which settles as soon as it is paid.</summary>
    public string Bill() => payee.Issue(
        Msat.FromSats(1), "", TimeSpan.FromHours(1), new SandboxPlan(SandboxOutcome.Settle, TimeSpan.Zero, default));

    /// <summary>Pays an invoice: the order, and its execution as the queue would have it done.</summary>
    public async Task Send(EnvironmentId environment, WalletId wallet, string bill)
    {
        var id = new PaymentId(Guid.NewGuid());
        var asked = new NewPayment(id, environment, wallet, bill, null, Msat.FromSats(2));
        var outcome = await engine.CreatePayment.Execute(asked, CancellationToken.None);
        Invariant.Holds(outcome.Refusal is null, "a covered payment is taken");
        var sent = await engine.AdvancePayment.Execute(new SendOrder(wallet, id, 0), CancellationToken.None);
        Invariant.Holds(sent.Status == AdvancePaymentStatus.Succeeded, "a payment that settles at once succeeds");
    }

    /// <summary>
    /// Reads a wallet's whole journal again: how many receipts it holds. Fails where the chain of hashes is broken or
    /// the head does not say what the journal adds up to.
    /// </summary>
    public async Task<int> Audit(WalletId wallet)
    {
        var head = await engine.Wallets.Head(wallet, CancellationToken.None);
        var (sum, lines, hash) = (0L, 0, JournalEntry.Genesis);
        await foreach (var (entry, storedHash) in engine.Wallets.Journal(wallet, CancellationToken.None))
        {
            lines++;
            Invariant.Holds(entry.Sequence == lines, "a journal has no gap");
            Invariant.Holds(entry.PreviousHash == hash && entry.Hash == storedHash, "a journal is a chain");
            sum += entry.Transfers.Where(t => t.To == Account.Available).Sum(t => t.Amount.Value);
            sum -= entry.Transfers.Where(t => t.From == Account.Available).Sum(t => t.Amount.Value);
            hash = storedHash;
        }

        Invariant.Holds(head!.Sequence == lines, "the head names the last line");
        Invariant.Holds(head.Balances[Account.Available].Value == sum, "the head is the journal's sum");
        Invariant.Holds(head.ChainHash == hash, "the head carries the last line's hash");
        return lines;
    }
}
