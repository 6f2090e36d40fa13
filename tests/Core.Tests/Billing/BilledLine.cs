using System.Globalization;
using Fulgurite.Billing;
using Fulgurite.Books;
using Fulgurite.Credit;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Billing;

/// <summary>A line of credit with wallets in tables, whose books move at instants of the test's, and whose cycles are
/// closed as in production.</summary>
internal sealed class BilledLine
{
    /// <summary>What each wallet may owe.</summary>
    public static readonly Msat Limit = Msat.FromSats(100_000_000);

    private readonly ManualClock clock = new();
    private readonly BookKeeper keeper;
    private readonly List<WalletId> wallets = [];
    private int postings;

    private BilledLine()
    {
        Tables = new MemoryTableStore();
        keeper = new BookKeeper(Tables, new AttentionIndex(Tables, clock), clock);
        Bills = new BillStore(Tables, clock);
    }

    public ITableStore Tables { get; }

    public BillStore Bills { get; }

    public LineOfCredit Line { get; private set; } = null!;

    /// <summary>A line made at an instant.</summary>
    public static async Task<BilledLine> Make(string schedule, string at, BillingTerms terms)
    {
        var billed = new BilledLine();
        billed.clock.Now = At(at);
        billed.Line = new LineOfCredit
        {
            Id = Samples.Line,
            Organization = Samples.Organization,
            Environment = Samples.Environment,
            Limit = Msat.FromSats(100_000_000_000),
            Schedule = BillingSchedule.Parse(schedule),
            Terms = terms,
            CreatedAt = At(at),
            UpdatedAt = At(at),
        };
        await billed.Commit(LineRows.Table, [RowWrite.Insert(
            LineRows.Key(Samples.Line), LineRows.ToFields(billed.Line))]);
        return billed;
    }

    /// <summary>A wallet under it, in the order of their ids.</summary>
    public async Task<WalletId> Open(string at)
    {
        clock.Now = At(at);
        var id = string.Create(CultureInfo.InvariantCulture, $"{wallets.Count + 1:D8}-1111-4111-8111-111111111111");
        var wallet = new WalletId(new Guid(id));
        wallets.Add(wallet);
        await Commit(LineRows.Table, [RowWrite.Insert(
            LineRows.GrantKey(Line.Id, wallet), LineRows.ToFields(new CreditGrant(wallet, Limit, 2)))]);
        var head = WalletHead.New(wallet, Samples.Environment, Line.Id, Limit).Billed(Line.Schedule!, clock.Now);
        await Commit(WalletRows.Table, [.. WalletProfileRows.Begin(head)]);
        return wallet;
    }

    /// <summary>A customer pays: what arrives, and what of it is the operator's.</summary>
    public Task Receive(WalletId wallet, string at, long amountMsat, long feeMsat = 0) =>
        Post(wallet, at, [.. ReceiveInvoice.Transfers(new Msat(amountMsat), new Msat(feeMsat))]);

    /// <summary>A payment is on its way: as much is held for it.</summary>
    public Task Hold(WalletId wallet, string at, long amountMsat) =>
        Post(wallet, at, [.. HoldSend.Transfers(new Msat(amountMsat), Msat.Zero)]);

    /// <summary>It arrives, all of what was held: the payee's part, routing, and the operator's fee.</summary>
    public Task Capture(WalletId wallet, string at, long amountMsat, long routingMsat = 0, long feeMsat = 0) =>
        Post(wallet, at, [.. new (Account To, long Msat)[]
        {
            (Account.LightningOut, amountMsat), (Account.NetworkFees, routingMsat), (Account.ProcessingFees, feeMsat),
        }.Where(part => part.Msat > 0).Select(part => new Transfer(Account.Held, part.To, new Msat(part.Msat)))]);

    /// <summary>Both at one instant.</summary>
    public async Task Send(WalletId wallet, string at, long amountMsat, long routingMsat = 0, long feeMsat = 0)
    {
        await Hold(wallet, at, amountMsat + routingMsat + feeMsat);
        await Capture(wallet, at, amountMsat, routingMsat, feeMsat);
    }

    /// <summary>
    /// The timer fires: what is over is closed, and each bill is noted as issued before the next cycle is closed.
    /// </summary>
    public async Task Close(string at)
    {
        clock.Now = At(at);
        var close = new CloseCycles(Tables, new RollCycle(Tables, new CycleChanges(Tables, clock)), clock);
        DateTimeOffset next;
        do
        {
            next = await close.Execute(Line, null, CancellationToken.None);
            foreach (var bill in await Bills.Open(Line.Id, CancellationToken.None))
            {
                await Bills.Change(
                    bill, (it, _) => it.IsIssued ? null : it with { IsIssued = true }, CancellationToken.None);
            }
        }
        while (next <= clock.Now);
    }

    /// <summary>A wallet in which nothing is left is deleted.</summary>
    public async Task Delete(WalletId wallet, string at)
    {
        clock.Now = At(at);
        var command = new BookCommand(
            new IdempotencyKey("deletion"),
            InputHash.Of("deletion"),
            _ => Task.FromResult<Decide>((_, _) => new BookDecision.Applied(
                new BookChange("change-terms", "deletion", "done")
                {
                    Terms = new WalletTerms(Msat.Zero, WalletState.Deleted),
                })));
        Assert.IsType<BookResult.Applied>(await keeper.Execute(wallet, command, CancellationToken.None));
    }

    /// <summary>What a bill asks for has been collected: it is settled with its wallets.</summary>
    public async Task Settle(Bill bill, string at)
    {
        clock.Now = At(at);
        var covered = await Bills.Change(
            bill,
            (it, now) => it with
            {
                Status = BillStatus.Processing,
                CoveredAt = now,
                Settling = new BillSettling(SettlingStep.Withdraw, null, it.AmountDue),
            },
            CancellationToken.None);

        // Nothing is paid out here.
        var settle = new SettleBill(Tables, keeper, Bills, null!, null!);
        await settle.Execute(covered, _ => Task.CompletedTask, CancellationToken.None);
    }

    /// <summary>What a wallet has to spend; below zero it owes.</summary>
    public async Task<long> Available(WalletId wallet) => (await Head(wallet)).Balances[Account.Available].Value;

    /// <summary>The head of a wallet.</summary>
    public async Task<WalletHead> Head(WalletId wallet) =>
        (await new WalletReads(Tables).Head(wallet, CancellationToken.None))!;

    /// <summary>Every bill, oldest first.</summary>
    public async Task<IReadOnlyList<Bill>> All()
    {
        var rows = await Rows(RowQuery.Prefix(Line.Id.ToString(), "bill|"));
        return [.. rows.Select(BillRows.ToBill)];
    }

    /// <summary>A bill's items.</summary>
    public async Task<IReadOnlyList<BillItem>> Items(Bill bill) =>
        await Bills.Items(bill, CancellationToken.None).ToListAsync();

    /// <summary>Every row about bills, as text, without the instants at which somebody wrote it.</summary>
    public async Task<IReadOnlyList<string>> Decided()
    {
        string[] written = ["created_at", "updated_at", "voided_at"];
        var rows = await Rows(new RowQuery(Line.Id.ToString()));
        return
        [
            .. rows.Select(row => $"{row.Key.Row}: " + string.Join(' ', row.Fields
                .Where(field => !written.Contains(field.Key))
                .Select(field => $"{field.Key}={field.Value}"))),
        ];
    }

    /// <summary>Something moves in a book.</summary>
    public async Task Post(WalletId wallet, string at, params Transfer[] transfers)
    {
        clock.Now = At(at);
        var key = string.Create(CultureInfo.InvariantCulture, $"posting:{++postings}");
        var command = new BookCommand(
            new IdempotencyKey(key),
            InputHash.Of(key),
            _ => Task.FromResult<Decide>((_, _) => new BookDecision.Applied(
                new BookChange("test-movement", key, "done") { Transfers = transfers })));
        Assert.IsType<BookResult.Applied>(await keeper.Execute(wallet, command, CancellationToken.None));
    }

    /// <summary>An instant, UTC.</summary>
    public static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private async Task<IReadOnlyList<Row>> Rows(RowQuery query) =>
        await Tables.Read(BillRows.Table, query, CancellationToken.None).ToListAsync();

    private async Task Commit(TableName table, IReadOnlyList<RowWrite> writes) => Assert.Equal(
        CommitStatus.Committed,
        (await Tables.Commit(table, new RowBatch(writes), CancellationToken.None)).Status);
}
