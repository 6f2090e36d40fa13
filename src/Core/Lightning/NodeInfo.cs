namespace Fulgurite.Lightning;

/// <summary>What a node says about itself.</summary>
/// <param name="Id">Its identity key; the key under which cursors are kept.</param>
/// <param name="Alias">The name that its operator gave it.</param>
/// <param name="Network">The chain it is on.</param>
/// <param name="Version">Its software, as it prints it.</param>
/// <param name="IsSyncedToChain">False while it catches up: invoices can be made, payments may fail.</param>
public sealed record NodeInfo(
    NodePublicKey Id, string Alias, BitcoinNetwork Network, string Version, bool IsSyncedToChain);
