namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>A page of a wallet's ledger.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Offset">Lines skipped.</param>
/// <param name="Limit">Lines a page.</param>
/// <param name="Total">Lines in all, exactly.</param>
internal sealed record LedgerBody(IReadOnlyList<LedgerItemBody> Items, long Offset, int Limit, long Total);
