namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>The transaction of a send on chain.</summary>
/// <param name="TxId">Its id, in hex.</param>
/// <param name="AmountSats">What it pays the destination.</param>
/// <param name="RequiredConfirmationsNum">None is waited for: what is sent is paid for.</param>
/// <param name="HeightMinedAt">Not followed: null.</param>
/// <param name="LedgerId">The hold in the wallet's ledger.</param>
/// <param name="IsPending">True until the network has taken it.</param>
internal sealed record OnChainOutflow(
    string TxId,
    long AmountSats,
    int RequiredConfirmationsNum,
    int? HeightMinedAt,
    string LedgerId,
    bool IsPending);
