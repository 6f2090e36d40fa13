using Fulgurite.Money;

namespace Fulgurite.Worlds;

/// <summary>What a payment request asks for, whoever issued it.</summary>
/// <param name="Hash">The payment hash, in hex.</param>
/// <param name="Amount">Null leaves it to the payer.</param>
/// <param name="ExpiresAt">Until when it can be paid.</param>
internal sealed record AskedInvoice(string Hash, Msat? Amount, DateTimeOffset ExpiresAt);
