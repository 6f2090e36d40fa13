using System.Collections.Concurrent;
using Fulgurite.Access;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Billing;

/// <summary>
/// The operator's books of each line of credit: ordinary wallets in an environment of the operator's own, in which
/// what is paid on bills arrives. So a bill is paid, verified and listed as everything else is, and what is paid too
/// much is in a book and not in a note. No key opens that environment.
/// </summary>
public sealed class BillingBooks(Registry registry, ITableStore tables, TimeProvider clock)
{
    private const int RememberedMax = 10_000;

    private readonly ConcurrentDictionary<WalletId, bool> made = new();

    /// <summary>The operator's own organization.</summary>
    public static OrganizationId Organization { get; } = new(EventIds.For("billing", "organization"));

    /// <summary>Where the books are.</summary>
    public static EnvironmentId Environment { get; } = new(EventIds.For("billing", "environment"));

    /// <summary>The book of a line.</summary>
    public static WalletId Of(LineOfCreditId line) => new(EventIds.For("billing-book", line.ToString()));

    /// <summary>
    /// The book from which a line's customer is paid: what comes in is for one bill's payout, and what covers bills
    /// does not look there.
    /// </summary>
    public static WalletId PayoutsOf(LineOfCreditId line) => new(EventIds.For("payout-book", line.ToString()));

    /// <summary>Makes the book of a line, where it is not there. Idempotent. Four storage transactions, once.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be there: repeat it.</exception>
    public Task<WalletId> Ensure(LineOfCreditId line, CancellationToken cancel) =>
        Make(Of(line), line, $"Bills of {line}", cancel);

    /// <summary>Makes the book of a line's payouts, where it is not there. As <see cref="Ensure"/>.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be there: repeat it.</exception>
    public Task<WalletId> EnsurePayouts(LineOfCreditId line, CancellationToken cancel) =>
        Make(PayoutsOf(line), line, $"Payouts of {line}", cancel);

    private async Task<WalletId> Make(
        WalletId wallet, LineOfCreditId line, string name, CancellationToken cancel)
    {
        if (made.ContainsKey(wallet))
        {
            return wallet;
        }

        var now = StoredTime.Now(clock);

        // Listed first: money must not be in a wallet that no verification finds.
        await registry.Save([RowWrite.Put(RegistryRows.ListedOf(Organization), [])], cancel);
        await registry.Create(
            [
                RowWrite.Insert(
                    RegistryRows.OrganizationOf(Organization),
                    RegistryRows.ToFields(new MerchantOrganization(Organization, "Billing", now))),
                RowWrite.Insert(RegistryRows.MemberOf(Organization, Environment), []),
            ],
            cancel);
        var environment = new MerchantEnvironment(Environment, Organization, "Billing", new BasisPoints(0))
        {
            CreatedAt = now,
        };
        await registry.Create(
            [RowWrite.Insert(RegistryRows.EnvironmentOf(Environment), RegistryRows.ToFields(environment))], cancel);
        await registry.Save(
            [
                RowWrite.Put(RegistryRows.WalletOf(Environment, wallet), []),
                RowWrite.Put(RegistryRows.LineOf(Environment, line), []),
            ],
            cancel);
        await Open(WalletHead.New(wallet, Environment, line, Msat.Zero), name, now, cancel);
        if (made.Count >= RememberedMax)
        {
            made.Clear();
        }

        made[wallet] = true;
        return wallet;
    }

    private async Task Open(WalletHead head, string name, DateTimeOffset now, CancellationToken cancel)
    {
        var profile = WalletProfile.OfFirst(head, now) with { Name = name };
        var insert = RowWrite.Insert(WalletProfileRows.Key(head.Wallet), WalletProfileRows.ToFields(profile));
        var batch = new RowBatch([.. WalletProfileRows.Begin(head), insert]);
        var outcome = await tables.Commit(WalletRows.Table, batch, cancel);
        if (outcome.Status is not (CommitStatus.Committed or CommitStatus.AlreadyExists))
        {
            throw new StorageUnavailableException($"The book of line {head.LineOfCredit} could not be made.");
        }
    }
}
