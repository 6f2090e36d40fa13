using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Billing;

/// <summary>How far the settling of a bill with its wallets has come.</summary>
/// <param name="Step">Which step is next.</param>
/// <param name="After">The last wallet that the step is done with; null before the first.</param>
/// <param name="Pool">What there is to deposit: what was collected and withdrawn, less what went out.</param>
public sealed record BillSettling(SettlingStep Step, WalletId? After, Msat Pool);
