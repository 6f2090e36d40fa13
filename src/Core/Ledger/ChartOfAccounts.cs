namespace Fulgurite.Ledger;

/// <summary>The accounts' names in stored rows, statements and hashes. A name, once written, never changes.</summary>
public static class ChartOfAccounts
{
    /// <summary>Every account, in the order of statements.</summary>
    public static readonly IReadOnlyList<Account> All = Enum.GetValues<Account>();

    /// <summary>The account's name: lower case with dashes.</summary>
    public static string Name(this Account account) => account switch
    {
        Account.Available => "available",
        Account.Held => "held",
        Account.LightningIn => "lightning-in",
        Account.LightningOut => "lightning-out",
        Account.OnChainIn => "onchain-in",
        Account.OnChainOut => "onchain-out",
        Account.NetworkFees => "network-fees",
        Account.ProcessingFees => "processing-fees",
        Account.Settlement => "settlement",
        Account.Suspense => "suspense",
        Account.Internal => "internal",
    };

    /// <summary>The account of a stored name.</summary>
    public static Account Named(string name)
    {
        var found = All.Where(a => a.Name() == name).ToList();
        Invariant.Holds(found.Count == 1, $"'{name}' names an account");
        return found[0];
    }
}
