using Fulgurite.Bitcoin;
using Fulgurite.Money;

namespace Fulgurite.Worlds.Blocks;

/// <summary>A transaction that the wallet made for somebody, published or not.</summary>
/// <param name="Asked">What for.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="Fee">What it costs: the coins that it spends, less all that it pays.</param>
internal sealed record PreparedSend(NewChainSend Asked, SignedTransaction Transaction, Msat Fee);
