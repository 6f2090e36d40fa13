using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>An output of a transaction that pays a wallet.</summary>
/// <param name="Address">What it pays to.</param>
/// <param name="Index">Its place among the transaction's outputs, from 0.</param>
/// <param name="Amount">What it holds: whole satoshis.</param>
public sealed record ChainOutput(BitcoinAddress Address, uint Index, Msat Amount);
