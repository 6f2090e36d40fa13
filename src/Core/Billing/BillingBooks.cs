using System.Collections.Concurrent;
using Fulgurite.Access;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Billing;

/// <summary>
/// The operator's book of each line of credit: an ordinary wallet in an environment of the operator's own, in which
/// what is paid on bills arrives. So a bill is paid, verified and listed as everything else is, and what is paid too
/// much is in a book and not in a note. No key opens that environment.
/// </summary>
public sealed class BillingBooks(Registry registry, ITableStore tables, TimeProvider clock)
{
    private const int RememberedMax = 10_000;

    private readonly ConcurrentDictionary<LineOfCreditId, bool> made = new();

    /// <summary>The operator's own organization.</summary>
    public static OrganizationId Organization { get; } = new(EventIds.For("billing", "organization"));

    /// <summary>Where the books are.</summary>
    public static EnvironmentId Environment { get; } = new(EventIds.For("billing", "environment"));

    /// <summary>The book of a line.</summary>
    public static WalletId Of(LineOfCreditId line) => new(EventIds.For("billing-book", line.ToString()));

    /// <summary>Makes the book of a line, where it is not there. Idempotent. Four storage transactions, once.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be there: repeat it.</exception>
    public async Task<WalletId> Ensure(LineOfCreditId line, CancellationToken cancel)
    {
        var wallet = Of(line);
        if (made.ContainsKey(line))
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
        await Open(WalletHead.New(wallet, Environment, line, Msat.Zero), now, cancel);
        if (made.Count >= RememberedMax)
        {
            made.Clear();
        }

        made[line] = true;
        return wallet;
    }

    private async Task Open(WalletHead head, DateTimeOffset now, CancellationToken cancel)
    {
        var profile = WalletProfile.OfFirst(head, now) with { Name = $"Bills of {head.LineOfCredit}" };
        var insert = RowWrite.Insert(WalletProfileRows.Key(head.Wallet), WalletProfileRows.ToFields(profile));
        var batch = new RowBatch([.. WalletProfileRows.Begin(head), insert]);
        var outcome = await tables.Commit(WalletRows.Table, batch, cancel);
        if (outcome.Status is not (CommitStatus.Committed or CommitStatus.AlreadyExists))
        {
            throw new StorageUnavailableException($"The book of line {head.LineOfCredit} could not be made.");
        }
    }
}
