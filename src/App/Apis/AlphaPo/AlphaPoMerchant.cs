namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>Whose money a call is about. One wallet is one merchant: everything is scoped to it.</summary>
/// <param name="WalletId">The wallet that deposits are credited to.</param>
/// <param name="EnvironmentId">The environment that the wallet and the key belong to.</param>
internal sealed record AlphaPoMerchant(string WalletId, string EnvironmentId);
