using Fulgurite.Identity;
using Fulgurite.Ledger;

namespace Fulgurite.Verification;

/// <summary>What the verification of a wallet came to.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Environment">Where the registry lists it.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Lines">Journal lines recomputed.</param>
/// <param name="Invoices">Invoices compared.</param>
/// <param name="Payments">Payments compared.</param>
/// <param name="Unknown">Rows of kinds that this build does not know, and did not check.</param>
/// <param name="Balances">Of every account, msat, recomputed from the journal up to <paramref name="Lines"/>.</param>
/// <param name="Findings">What is wrong; empty for a wallet that is proved.</param>
public sealed record WalletVerdict(
    WalletId Wallet,
    EnvironmentId Environment,
    long Rows,
    long Lines,
    long Invoices,
    long Payments,
    long Unknown,
    IReadOnlyDictionary<Account, long> Balances,
    IReadOnlyList<Finding> Findings);
