using Fulgurite.Access;
using Fulgurite.Credit;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Credit;

/// <summary>A line of credit in a store, and processes that open and change wallets under it.</summary>
internal sealed class Bank
{
    public static readonly WalletId First = new(new Guid("11111111-1111-4111-8111-aaaaaaaaaaaa"));
    public static readonly WalletId Second = new(new Guid("11111111-1111-4111-8111-bbbbbbbbbbbb"));

    private Bank() => Desk = NewDesk();

    public WatchedTableStore Tables { get; } = new(new MemoryTableStore());

    public ManualClock Clock { get; } = new();

    public Desk Desk { get; }

    public static async Task<Bank> Open(long limitMsat, BillingSchedule? schedule = null)
    {
        var bank = new Bank();
        await bank.Desk.Registry.Save(
            [
                RowWrite.Put(
                    RegistryRows.EnvironmentOf(Samples.Environment),
                    RegistryRows.ToFields(new MerchantEnvironment(
                        Samples.Environment, Samples.Organization, "shop", new BasisPoints(80)))),
            ],
            CancellationToken.None);
        var line = new LineOfCredit
        {
            Id = Samples.Line,
            Organization = Samples.Organization,
            Environment = Samples.Environment,
            Network = BitcoinNetwork.Regtest,
            Limit = new Msat(limitMsat),
            Schedule = schedule,
            CreatedAt = bank.Clock.GetUtcNow(),
            UpdatedAt = bank.Clock.GetUtcNow(),
        };
        Assert.Null(await bank.Desk.ChangeLine.Create(line, CancellationToken.None));
        bank.Tables.Commits.Clear();
        return bank;
    }

    /// <summary>The use cases of another process.</summary>
    public Desk NewDesk() => new(Tables, Clock);

    public static NewWallet Asked(WalletId wallet, long limitMsat) => new(
        wallet, Samples.Environment, Samples.Line, "Tea shop", BitcoinNetwork.Regtest, new Msat(limitMsat));

    public Task<WalletChangeRefusal?> OpenWallet(WalletId wallet, long limitMsat) =>
        Desk.OpenWallet.Execute(Asked(wallet, limitMsat), CancellationToken.None);

    public Task<WalletChangeRefusal?> SetLimit(WalletId wallet, long limitMsat) =>
        Desk.ChangeWallet.Execute(wallet, new WalletEdit(null, new Msat(limitMsat), null), CancellationToken.None);

    public Task<WalletChangeRefusal?> Delete(WalletId wallet) =>
        Desk.ChangeWallet.Delete(wallet, CancellationToken.None);

    public async Task<LineOfCredit> Line() =>
        await Desk.Lines.Find(Samples.Environment, Samples.Line, CancellationToken.None)
        ?? throw new InvalidOperationException("The sample line is stored.");

    public Task<Wallet?> Find(WalletId wallet) => Desk.Find.Execute(wallet, CancellationToken.None);

    public async Task<long?> LimitOf(WalletId wallet) => (await Find(wallet))?.Head.CreditLimit.Value;

    /// <summary>
    /// What must hold after every commit whatever crashes: no wallet may go further than what the line has set aside
    /// for it, and what it has set aside is what it says, and no more than its limit.
    /// </summary>
    public async Task<string?> Broken(params WalletId[] wallets)
    {
        var tables = Tables.Inner;
        var cancel = CancellationToken.None;
        if (await tables.Get(LineRows.Table, LineRows.Key(Samples.Line), cancel) is not { } row)
        {
            return null;
        }

        var line = LineRows.ToLine(row);
        var grants = await new LineReads(tables, Desk.Registry, BitcoinNetwork.Regtest)
            .Grants(Samples.Line, cancel).ToDictionaryAsync(
                grant => grant.Wallet, grant => grant.Limit.Value, cancellationToken: cancel);
        foreach (var wallet in wallets)
        {
            var head = await new WalletReads(tables).Head(wallet, cancel);
            if (head is not null && head.CreditLimit.Value > grants.GetValueOrDefault(wallet))
            {
                return $"{wallet} may owe {head.CreditLimit}, set aside is {grants.GetValueOrDefault(wallet)}";
            }
        }

        return line.Allocated.Value == grants.Values.Sum() && line.Allocated <= line.Limit
            ? null
            : $"{line.Allocated} of {line.Limit} are allocated, and {grants.Values.Sum()} are set aside";
    }
}
