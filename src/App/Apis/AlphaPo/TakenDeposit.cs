namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>An invoice that waits to be paid.</summary>
/// <param name="AddressId">
/// Our id of the address: 1 to 2,147,483,647, unique. Clients hold it in 32 bits. The callback repeats it as
/// <c>crypto_address.id</c>.
/// </param>
/// <param name="PaymentRequest">The BOLT 11 text, lower case.</param>
/// <param name="ExpiresAt">The invoice's own timestamp plus its own expiry (BOLT 11), not our clock.</param>
internal sealed record TakenDeposit(int AddressId, string PaymentRequest, DateTimeOffset ExpiresAt);
