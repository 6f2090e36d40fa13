using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Secrets;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Onboarding;

/// <summary>
/// Sets up a merchant: organization, environment, line of credit, wallet, an API key and a processing key. Every id and
/// key is made before the first write, so a repeat of <see cref="Store"/> after a failure stores the same merchant.
/// </summary>
public sealed class Provision(
    Registry registry,
    SecretBox box,
    ITableStore tables,
    AttentionCursor cursor,
    IRandomness randomness,
    TimeProvider clock)
{
    /// <summary>Invents a merchant. Stores nothing.</summary>
    public NewMerchant Invent(string name, BasisPoints depositFee) => new(
        name,
        new OrganizationId(randomness.NextUuid()),
        new EnvironmentId(randomness.NextUuid()),
        new LineOfCreditId(randomness.NextUuid()),
        new WalletId(randomness.NextUuid()),
        depositFee,
        new SecretValue("fulg_" + randomness.NextAlphanumeric(43)),
        randomness.NextAlphanumeric(32),
        new SecretValue(randomness.NextAlphanumeric(64)));

    /// <summary>Stores an invented merchant. Idempotent; nine storage transactions.</summary>
    /// <exception cref="StorageUnavailableException">Partly stored: repeat it with the same merchant.</exception>
    public async Task Store(NewMerchant merchant, CancellationToken cancel)
    {
        var environment = new MerchantEnvironment(
            merchant.Environment, merchant.Organization, merchant.Name, merchant.DepositFee);
        var apiKey = new ApiKey(merchant.Environment, merchant.Organization, "first key", ApiKey.Full);
        var processingKey = new ProcessingKey(
            merchant.ProcessingKey, merchant.ProcessingSecret, merchant.Environment, merchant.Wallet);

        // Listed first: money must not be in a wallet that no verification finds.
        await cursor.Begin(cancel);
        await registry.Save([RowWrite.Put(RegistryRows.ListedOf(merchant.Organization), [])], cancel);
        await StoreLine(merchant, cancel);
        await StoreWallet(merchant, cancel);
        await registry.Save(
            [
                RowWrite.Put(RegistryRows.EnvironmentOf(merchant.Environment), RegistryRows.ToFields(environment)),
                RowWrite.Put(RegistryRows.WalletOf(merchant.Environment, merchant.Wallet), []),
                RowWrite.Put(RegistryRows.LineOf(merchant.Environment, merchant.LineOfCredit), []),
                RowWrite.Put(RegistryRows.ProcessingKeyIn(merchant.Environment, merchant.ProcessingKey), []),
            ],
            cancel);
        await registry.Save(
            [
                RowWrite.Put(
                    RegistryRows.OrganizationOf(merchant.Organization), new RowFields { { "name", merchant.Name } }),
                RowWrite.Put(
                    RegistryRows.MemberOf(merchant.Organization, merchant.Environment), []),
            ],
            cancel);
        await registry.Save(
            [RowWrite.Put(RegistryRows.ApiKeyOf(merchant.ApiKey.Reveal()), RegistryRows.ToFields(apiKey))], cancel);
        await registry.Save(
            [
                RowWrite.Put(
                    RegistryRows.ProcessingKeyOf(merchant.ProcessingKey), RegistryRows.ToFields(processingKey, box)),
            ],
            cancel);
    }

    // Inserted, never replaced: a repeat must not take back what the line has handed on since.
    private Task StoreLine(NewMerchant merchant, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var line = new LineOfCredit
        {
            Id = merchant.LineOfCredit,
            Organization = merchant.Organization,
            Environment = merchant.Environment,
            Limit = merchant.LineLimit,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return Insert(LineRows.Table, [RowWrite.Insert(LineRows.Key(line.Id), LineRows.ToFields(line))], cancel);
    }

    // Inserted, never replaced: a repeat must not empty a wallet that has been paid into.
    private Task StoreWallet(NewMerchant merchant, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var head = WalletHead.New(merchant.Wallet, merchant.Environment, merchant.LineOfCredit, Msat.Zero);
        var profile = WalletProfile.Unwritten(head) with { CreatedAt = now, UpdatedAt = now };
        var profileRow = RowWrite.Insert(
            WalletProfileRows.Key(merchant.Wallet), WalletProfileRows.ToFields(profile));
        return Insert(WalletRows.Table, [.. WalletProfileRows.Begin(head), profileRow], cancel);
    }

    private async Task Insert(TableName table, IReadOnlyList<RowWrite> rows, CancellationToken cancel)
    {
        var outcome = await tables.Commit(table, new RowBatch(rows), cancel);
        if (outcome.Status is not (CommitStatus.Committed or CommitStatus.AlreadyExists))
        {
            throw new StorageUnavailableException($"The wallet could not be stored: {outcome.Status}.");
        }
    }
}
