using Fulgurite.App;
using Fulgurite.Billing;
using Fulgurite.Credit;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Worlds;

/// <summary>The billing of merchants' wallets.</summary>
internal static class WorldBilling
{
    private static readonly BillingSchedule Daily = new(BillingFrequency.Daily, new DateOnly(2026, 1, 1));

    /// <summary>Has a wallet billed every day.</summary>
    public static async Task Bill(this World world, Shop shop)
    {
        world.Billed.Add(shop.Wallet.ToString());
        await world.Insist(async engine =>
        {
            await engine.Billing.Cycles.Begin(shop.Wallet, Daily, CancellationToken.None);
            return "begun";
        });
    }

    /// <summary>Lets a wallet go so far below zero: its book alone knows the limit.</summary>
    public static void GrantCredit(this World world, Shop shop, Msat limit)
    {
        var (table, key) = (new TableName("wallets"), new RowKey(shop.Wallet.ToString(), "head"));
        world.Credit[key.Partition] = limit.Value;
        var granted = new RowFields { { "credit_limit_msat", limit.Value } };
        var version = world.Tables.Get(table, key)!.Version;
        world.Tables.Commit(table, new RowBatch([RowWrite.Merge(key, granted, version)]));
    }

    /// <summary>Gives a merchant a line of credit that is billed every day.</summary>
    public static Task<LineOfCreditId> OpenLine(this World world, Shop shop, Msat limit, BillingTerms terms) =>
        world.OpenLine(shop, limit, terms, Daily);

    /// <summary>Gives a merchant a line of credit.</summary>
    /// <param name="world">Where.</param>
    /// <param name="shop">Whose.</param>
    /// <param name="limit">The most that its wallets may owe together.</param>
    /// <param name="terms">What its bills ask for.</param>
    /// <param name="schedule">When it is billed; null for never.</param>
    /// <param name="maker">The process that makes it; null for the operator's own.</param>
    public static async Task<LineOfCreditId> OpenLine(
        this World world,
        Shop shop,
        Msat limit,
        BillingTerms terms,
        BillingSchedule? schedule,
        Process? maker = null)
    {
        var line = new LineOfCreditId(world.Dice.NextUuid());
        var book = new Shop(BillingBooks.Environment, BillingBooks.Of(line), 0, []) { ProcessingSecret = "" };
        world.Books[line.ToString()] = book;
        var payouts = book with { Wallet = BillingBooks.PayoutsOf(line) };
        world.Sends.Payouts.Books[line.ToString()] = payouts;
        world.Shops.AddRange([book, payouts]);
        async Task<string> Make(Engine engine)
        {
            var environment = await engine.Registry.FindEnvironment(shop.Environment, CancellationToken.None);
            var now = world.Clock.GetUtcNow();
            var asked = new LineOfCredit
            {
                Id = line,
                Organization = environment!.Organization,
                Environment = shop.Environment,
                Network = BitcoinNetwork.Regtest,
                Limit = limit,
                Schedule = schedule,
                Terms = terms,
                CreatedAt = now,
                UpdatedAt = now,
            };
            var refusal = await engine.Credit.ChangeLine.Create(asked, CancellationToken.None);
            world.Expect(refusal is null, "a line is made once");
            return "made";
        }

        if (maker is null || (await maker.Ask(Make)).Value is null)
        {
            await world.Insist(Make);
        }

        return line;
    }

    /// <summary>Opens a wallet under a line.</summary>
    public static async Task<Shop> OpenUnder(this World world, Shop first, LineOfCreditId line, Msat limit)
    {
        var wallet = new WalletId(world.Dice.NextUuid());
        world.Credit[wallet.ToString()] = limit.Value;
        await world.Insist(async engine =>
        {
            var asked = new NewWallet(
                wallet, first.Environment, line, "under a line", BitcoinNetwork.Regtest, limit);
            var refusal = await engine.Credit.OpenWallet.Execute(asked, CancellationToken.None);
            world.Expect(refusal is null, "a wallet opens under a line that has as much");
            return "open";
        });
        var shop = first with { Wallet = wallet };
        world.Shops.Add(shop);
        return shop;
    }

    /// <summary>A line's bills, oldest first.</summary>
    public static Task<IReadOnlyList<Bill>> Bills(this World world, Shop shop) => world.Look(async engine =>
        (IReadOnlyList<Bill>)await engine.Billing.Bills.Listed(shop.Environment, false, null, CancellationToken.None)
            .Select(listed => listed.Bill)
            .ToListAsync());

    /// <summary>Somebody pays what a bill shows, over Lightning.</summary>
    public static bool Pay(this World world, Bill bill)
    {
        var isInvoice = Bolt11Invoice.TryDecode(bill.PaymentRequest!, out var invoice, out _);
        world.Expect(isInvoice, "a bill that is owed shows an invoice");
        return world.Node.Pay(invoice!.PaymentHash, invoice.Amount!.Value);
    }
}
