namespace Fulgurite.Lightning;

/// <summary>
/// The node answered and will not serve us: a macaroon that is missing, foreign or lacks the permission. Retrying does
/// not help; an operator must mend the credentials. The message never carries the macaroon.
/// </summary>
public sealed class NodeRefusedException(string message) : Exception(message);
