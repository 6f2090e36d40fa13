using Fulgurite.Money;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>A Lightning deposit to be asked for.</summary>
/// <param name="Amount">What the invoice asks for: whole satoshis, within <see cref="AlphaPoTerms"/>.</param>
/// <param name="ForeignId">
/// The merchant's id, exactly as sent; may repeat. 1 to 255 Unicode characters, no control characters, any script.
/// </param>
/// <param name="EndUserReference">The merchant's permanent id of the customer, like the foreign id; or null.</param>
internal sealed record TakeDeposit(Msat Amount, string ForeignId, string? EndUserReference);
