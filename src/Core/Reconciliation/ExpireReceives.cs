using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.OnChain;
using Fulgurite.Storage;

namespace Fulgurite.Reconciliation;

/// <summary>
/// Takes a wallet's receives whose time is over to their end: invoices first, with the node's word, and then requests
/// on chain, which wait for theirs.
/// </summary>
public sealed class ExpireReceives(ExpireInvoices invoices, ExpireChainRequests requests)
{
    /// <summary>
    /// False when some are left over, to be looked at again in a minute. Invoices wait for a node that is away; neither
    /// part stops the other, and the first failure is told when both were tried.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Some are not handled; try again.</exception>
    /// <exception cref="NodeRefusedException">Some are not handled; an operator must mend the credentials.</exception>
    /// <exception cref="StorageUnavailableException">Some are not handled; try again.</exception>
    public async Task<bool> Execute(WalletId wallet, NodePublicKey? nodeId, CancellationToken cancel)
    {
        var expired = invoices.Execute(wallet, nodeId, cancel);
        await ((Task)expired).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var requested = await requests.Execute(wallet, cancel);
        return await expired && requested;
    }
}
