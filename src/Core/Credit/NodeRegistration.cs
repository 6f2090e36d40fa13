using Fulgurite.Lightning;

namespace Fulgurite.Credit;

/// <summary>
/// A customer's own LND node, which backs the wallets of a line. Its secrets are <see cref="NodeSecrets"/>.
/// </summary>
/// <param name="Address">Its gRPC listener, <c>HOST:PORT</c>.</param>
/// <param name="Id">Who it said it is when it was registered: another node at the address is refused.</param>
public sealed record NodeRegistration(string Address, NodePublicKey Id);
