using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>
/// What a node owns in open channels. Not what it has on chain, nor what channels that open or close hold, nor what the
/// initiator of a channel sets aside for its closing fee.
/// </summary>
/// <param name="Local">Its side of its channels, without what is under way.</param>
/// <param name="UnderWay">In HTLCs that it offered: either gone soon, or its own again.</param>
public sealed record NodeFunds(Msat Local, Msat UnderWay)
{
    /// <summary>All of it: what is under way is still the node's.</summary>
    public Msat Own => Local + UnderWay;
}
