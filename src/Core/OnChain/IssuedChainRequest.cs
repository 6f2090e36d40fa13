using Fulgurite.Bitcoin;
using Fulgurite.Invoices;

namespace Fulgurite.OnChain;

/// <summary>What a request is paid by.</summary>
/// <param name="Address">On the chain.</param>
/// <param name="Invoice">Over Lightning, not stored yet; null where the request has none.</param>
public sealed record IssuedChainRequest(BitcoinAddress Address, Invoice? Invoice);
