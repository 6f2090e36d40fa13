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
        ApiKey.Invent(randomness),
        randomness.NextAlphanumeric(32),
        new SecretValue(randomness.NextAlphanumeric(64)));

    /// <summary>
    /// Stores an invented merchant. Idempotent, and a repeat undoes nothing that was changed since: no name, and no
    /// revocation. Eight storage transactions.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Partly stored: repeat it with the same merchant.</exception>
    public async Task Store(NewMerchant merchant, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var organization = new MerchantOrganization(merchant.Organization, merchant.Name, now);
        var processingKey = new ProcessingKey(
            merchant.ProcessingKey, merchant.ProcessingSecret, merchant.Environment, merchant.Wallet);

        // Listed first: money must not be in a wallet that no verification finds.
        await cursor.Begin(cancel);
        await registry.Save([RowWrite.Put(RegistryRows.ListedOf(merchant.Organization), [])], cancel);
        await StoreLine(merchant, cancel);
        await StoreWallet(merchant, cancel);
        await StoreEnvironment(merchant, KeyOf(merchant, now), now, cancel);
        var member = RowWrite.Put(RegistryRows.MemberOf(merchant.Organization, merchant.Environment), []);
        await CreateOrAdd(
            RowWrite.Insert(RegistryRows.OrganizationOf(merchant.Organization), RegistryRows.ToFields(organization)),
            [member],
            cancel);
        await registry.Save(
            [
                RowWrite.Put(
                    RegistryRows.ProcessingKeyOf(merchant.ProcessingKey), RegistryRows.ToFields(processingKey, box)),
            ],
            cancel);
    }

    private async Task StoreEnvironment(
        NewMerchant merchant, ApiKey key, DateTimeOffset now, CancellationToken cancel)
    {
        var environment = new MerchantEnvironment(
            merchant.Environment, merchant.Organization, merchant.Name, merchant.DepositFee) { CreatedAt = now };
        await registry.Save(
            [RowWrite.Put(ApiKeyRows.PointerOf(key.Hash), ApiKeyRows.ToPointer(key))], cancel);
        var record = RowWrite.Insert(ApiKeyRows.RecordOf(key.Environment, key.Id), ApiKeyRows.ToFields(key));
        IReadOnlyList<RowWrite> lists =
        [
            RowWrite.Put(RegistryRows.WalletOf(merchant.Environment, merchant.Wallet), []),
            RowWrite.Put(RegistryRows.LineOf(merchant.Environment, merchant.LineOfCredit), []),
            RowWrite.Put(RegistryRows.ProcessingKeyIn(merchant.Environment, merchant.ProcessingKey), []),
        ];
        var insert = RowWrite.Insert(
            RegistryRows.EnvironmentOf(merchant.Environment), RegistryRows.ToFields(environment));
        if (!await registry.Create([insert, .. lists, record], cancel))
        {
            // The environment is there, by this merchant's first try or with another wallet.
            await registry.Save(lists, cancel);
            await registry.Create([record], cancel);
        }
    }

    private async Task CreateOrAdd(RowWrite insert, IReadOnlyList<RowWrite> others, CancellationToken cancel)
    {
        if (!await registry.Create([insert, .. others], cancel))
        {
            await registry.Save(others, cancel);
        }
    }

    private static ApiKey KeyOf(NewMerchant merchant, DateTimeOffset now)
    {
        var hash = ApiKeyHash.Of(merchant.ApiKey.Reveal());
        return new ApiKey(
            ApiKey.IdOf(hash),
            hash,
            merchant.Environment,
            merchant.Organization,
            "first key",
            merchant.Permissions)
        {
            CreatedAt = now,
        };
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
        var profile = WalletProfile.OfFirst(head, now);
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
