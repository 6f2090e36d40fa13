using Fulgurite.App;
using Fulgurite.Billing;
using Fulgurite.Books;
using Fulgurite.Credit;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Bench.Subjects;

/// <summary>A line of credit with many wallets, billed every day, over some tables.</summary>
internal sealed class LineSubject
{
    private const int AtOnce = 32;
    private static readonly Msat Amount = Msat.FromSats(10_000);
    private static readonly BillingSchedule Daily = new(BillingFrequency.Daily, new DateOnly(2026, 1, 1));

    private readonly Engine engine;
    private readonly BookKeeper keeper;
    private readonly ITableStore tables;
    private readonly TimeProvider clock;
    private readonly LineOfCreditId line = new(Guid.NewGuid());
    private readonly List<WalletId> wallets = [];

    public LineSubject(ITableStore tables, TimeProvider clock)
    {
        (this.tables, this.clock) = (tables, clock);
        engine = new BareEngine(tables, clock).Engine;
        keeper = new BookKeeper(tables, new AttentionIndex(tables, clock), clock);
    }

    /// <summary>Makes the line, and so many wallets under it, in each of which something was received.</summary>
    public async Task Open(int count)
    {
        var merchant = engine.Provision.Invent("Bench", new BasisPoints(80));
        await engine.Provision.Store(merchant, CancellationToken.None);
        var now = clock.GetUtcNow();
        var asked = new LineOfCredit
        {
            Id = line,
            Organization = merchant.Organization,
            Environment = merchant.Environment,
            Limit = Msat.FromSats(100_000_000),
            Schedule = Daily,
            Terms = new BillingTerms(Msat.FromSats(1_000), new BasisPoints(25), new BasisPoints(10)),
            CreatedAt = now,
            UpdatedAt = now,
        };
        Invariant.Holds(await engine.Credit.ChangeLine.Create(asked, CancellationToken.None) is null, "it is made");
        wallets.AddRange(Enumerable.Range(0, count).Select(_ => new WalletId(Guid.NewGuid())));
        foreach (var some in wallets.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(wallet => Open(merchant.Environment, wallet)));
        }
    }

    /// <summary>Has the line closed as the queue would have it, and sees that every wallet is in its bill.</summary>
    public async Task Close(IProgress<CycleClosing> progress)
    {
        await engine.Billing.Run.Execute(
            new BillingOrder(line, null), progress, clock.GetUtcNow(), CancellationToken.None);
        var bills = await engine.Billing.Bills.Open(line, CancellationToken.None);
        Invariant.Holds(
            bills is [var bill]
            && bill.Totals.Wallets == wallets.Count
            && bill.Totals.Moved.Received.Volume.Value == Amount.Value * wallets.Count,
            "a bill has every wallet of its line");
    }

    // As opening a wallet leaves it, without the ten storage transactions that it takes.
    private async Task Open(EnvironmentId environment, WalletId wallet)
    {
        var grant = RowWrite.Insert(
            LineRows.GrantKey(line, wallet), LineRows.ToFields(new CreditGrant(wallet, Msat.Zero, 2)));
        await tables.Commit(LineRows.Table, new RowBatch([grant]), CancellationToken.None);
        var head = WalletHead.New(wallet, environment, line, Msat.Zero).Billed(Daily, clock.GetUtcNow());
        await tables.Commit(
            WalletRows.Table, new RowBatch([.. WalletProfileRows.Begin(head)]), CancellationToken.None);
        Decide decide = (_, _) => new BookDecision.Applied(new BookChange(ReceiveInvoice.Name, "bench", "credited")
        {
            Transfers = ReceiveInvoice.Transfers(Amount, Msat.Zero),
        });
        var command = new BookCommand(
            new IdempotencyKey("bench"), InputHash.Of("bench"), _ => Task.FromResult(decide));
        var result = await keeper.Execute(wallet, command, CancellationToken.None);
        Invariant.Holds(result is BookResult.Applied, "a posting under a new key is applied");
    }
}
