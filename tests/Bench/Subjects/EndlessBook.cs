using System.Globalization;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Bench.Subjects;

/// <summary>
/// A store that holds one wallet of any length without keeping it: each row is made when it is read. Every receipt is a
/// journal line, an event and an idempotency record, without an invoice, whose signatures would take longer to make
/// than all the rest.
/// </summary>
internal sealed class EndlessBook : ITableStore
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Msat Amount = Msat.FromSats(1);

    private readonly long lines;
    private readonly Row head;
    private (long Sequence, string Hash) written = (0, JournalEntry.Genesis);

    /// <summary>A wallet of so many lines. Makes each once, for the head.</summary>
    public EndlessBook(long lines)
    {
        this.lines = lines;
        Wallet = new WalletId(Guid.Parse("00000000-0000-4000-8000-000000000001"));
        Environment = new EnvironmentId(Guid.Parse("00000000-0000-4000-8000-000000000002"));
        var line = new LineOfCreditId(Guid.Parse("00000000-0000-4000-8000-000000000003"));
        for (var n = 1L; n <= lines; n++)
        {
            Journal(n);
        }

        var all = new Transfer(Account.LightningIn, Account.Suspense, new Msat(Amount.Value * lines));
        head = new Row(WalletRows.HeadKey(Wallet), default, WalletRows.ToFields(new WalletHead(
            Wallet, Environment, line, Msat.Zero, lines, written.Hash, lines, Balances.Empty.After(all))));
    }

    public WalletId Wallet { get; }

    public EnvironmentId Environment { get; }

    public Task<Row?> Get(TableName table, RowKey key, CancellationToken cancel) => Task.FromResult<Row?>(
        table == WalletRows.Table ? head : new Row(key, default, []));

    public Task<RowPage> Query(TableName table, RowQuery query, CancellationToken cancel)
    {
        var from = query.Continuation is { } place ? long.Parse(place, CultureInfo.InvariantCulture) : 0;
        var before = Math.Min(from + query.Take, (3 * lines) + 1);
        var rows = new List<Row>();
        for (var index = from; index < before; index++)
        {
            rows.Add(At(index));
        }

        var next = before <= 3 * lines ? before.ToString(CultureInfo.InvariantCulture) : null;
        return Task.FromResult(new RowPage(rows, next));
    }

    public Task<CommitOutcome> Commit(TableName table, RowBatch batch, CancellationToken cancel) =>
        throw new InvariantBrokenException("a verification only reads");

    // In the order of row keys: events, the head, the journal, the idempotency records.
    private Row At(long place) => place switch
    {
        _ when place < lines => Event(place + 1),
        _ when place == lines => head,
        _ when place <= 2 * lines => Journal(place - lines),
        _ => Once(place - (2 * lines)),
    };

    private Row Journal(long n)
    {
        written = n == written.Sequence + 1 ? written : (0, JournalEntry.Genesis);
        var entry = new JournalEntry(
            Wallet,
            n,
            InstantOf(n),
            ReceiveUnattributed.Name,
            HashOf(n),
            "btc",
            [new Transfer(Account.LightningIn, Account.Suspense, Amount)],
            written.Hash);
        var fields = WalletRows.ToFields(entry);
        written = (n, fields.Text("hash"));
        return new Row(WalletRows.JournalKey(Wallet, n), default, fields);
    }

    private Row Event(long n) => new(
        WalletRows.EventKey(Wallet, n),
        default,
        new RowFields
        {
            { "id", EventIds.For("settled", HashOf(n)).ToString() },
            { "type", "settlement.suspended" },
            { "at", InstantOf(n) },
            { "payment_hash", HashOf(n) },
            { "amount_paid_msat", Amount.Value },
            { "fee_paid_msat", 0L },
        });

    private Row Once(long n) => new(
        WalletRows.Key(Wallet, $"once|settle:{HashOf(n)}"),
        default,
        new RowFields
        {
            { "input", InputHash.Of(HashOf(n), Amount.ToString()).Value },
            { "outcome", "suspended" },
            { "at", InstantOf(n) },
        });

    private static DateTimeOffset InstantOf(long n) => Start.AddMilliseconds(n);

    private static string HashOf(long n) => n.ToString("x64", CultureInfo.InvariantCulture);
}
