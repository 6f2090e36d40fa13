using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>
/// Finds wallets through the registry, from its list of organizations down. Reads only, and afresh: nothing remembered.
/// </summary>
public sealed class FindWallets(ITableStore tables)
{
    /// <summary>
    /// Every wallet of every environment. One storage transaction for each organization and environment.
    /// </summary>
    public async Task<IReadOnlyList<ListedWallet>> All(CancellationToken cancel)
    {
        var found = new List<ListedWallet>();
        foreach (var organization in await Ids(RegistryRows.Organizations, "organization|", cancel))
        {
            foreach (var id in await Ids(organization, "environment|", cancel))
            {
                found.AddRange(EnvironmentId.TryParse(id, out var environment) ? await Of(environment, cancel) : []);
            }
        }

        return found;
    }

    /// <summary>Every wallet of an environment. One storage transaction for each thousand.</summary>
    public async Task<IReadOnlyList<ListedWallet>> Of(EnvironmentId environment, CancellationToken cancel)
    {
        var found = new List<ListedWallet>();
        foreach (var id in await Ids(environment.ToString(), "wallet|", cancel))
        {
            var isId = WalletId.TryParse(id, out var wallet);
            found.AddRange(isId ? [new ListedWallet(environment, wallet)] : []);
        }

        return found;
    }

    /// <summary>One wallet; null where it has no head, or its environment does not list it.</summary>
    public async Task<ListedWallet?> One(WalletId wallet, CancellationToken cancel)
    {
        var head = await tables.Get(WalletRows.Table, WalletRows.HeadKey(wallet), cancel);
        return EnvironmentId.TryParse(head?.Fields.TextOrNull("environment"), out var environment)
            && await tables.Get(Registry.Table, RegistryRows.WalletOf(environment, wallet), cancel) is not null
                ? new ListedWallet(environment, wallet)
                : null;
    }

    private async Task<IReadOnlyList<string>> Ids(string partition, string prefix, CancellationToken cancel) =>
        await tables.Read(Registry.Table, RowQuery.Prefix(partition, prefix), cancel)
            .Select(row => row.Key.Row[prefix.Length..])
            .ToListAsync(cancel);
}
