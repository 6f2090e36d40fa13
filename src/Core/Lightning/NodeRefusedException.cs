namespace Fulgurite.Lightning;

/// <summary>
/// The node answered and will not serve us: a macaroon that is missing, foreign or lacks the permission, or a call that
/// it does not know. Retrying does not help; an operator must mend the credentials or the node. The message never
/// carries the macaroon.
/// </summary>
public sealed class NodeRefusedException(string message) : Exception(message);
