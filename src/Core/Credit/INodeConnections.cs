using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.Credit;

/// <summary>Connects to customers' own nodes, with the secrets of their lines.</summary>
public interface INodeConnections
{
    /// <summary>
    /// The node at an address, with the secrets of <see cref="NodeSecrets.Of"/>. Connections are kept, and made anew
    /// where a secret has changed. No request to the node; one to the secret store for each secret, while it does not
    /// remember.
    /// </summary>
    /// <exception cref="NodeRefusedException">One that is named is not there, or malformed.</exception>
    /// <exception cref="NodeUnavailableException">The secret store did not answer.</exception>
    Task<BackingNode> To(LineOfCreditId line, string address, CancellationToken cancel);
}
