namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>A call whose signature was verified.</summary>
/// <param name="Merchant">Who calls.</param>
/// <param name="Fields">What was sent.</param>
internal sealed record AlphaPoCall(AlphaPoMerchant Merchant, RequestFields Fields);
