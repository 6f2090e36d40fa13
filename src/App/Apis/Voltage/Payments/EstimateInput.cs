namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A send that is not made: as a request for one, without id and wallet.</summary>
/// <param name="Type"><c>bolt11</c>, <c>onchain</c>, <c>bip21</c> or <c>keysend</c>.</param>
/// <param name="Currency"><c>btc</c>, or nothing.</param>
/// <param name="Data">What would be paid.</param>
internal sealed record EstimateInput(string? Type, string? Currency, SendInput? Data);
