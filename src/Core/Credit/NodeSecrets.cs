using Fulgurite.Identity;

namespace Fulgurite.Credit;

/// <summary>
/// Where the secrets of a line's own node are in the secret store. Their names come of the line, and are nobody's
/// choice: so nobody can have one customer's macaroon, or the operator's, sent to a node of his own.
/// </summary>
/// <param name="Certificate">The node's <c>tls.cert</c>, PEM.</param>
/// <param name="Macaroon">For invoices, in hex digits.</param>
/// <param name="PaymentsMacaroon">For payments, in hex digits; without it the line's wallets only receive.</param>
public sealed record NodeSecrets(string Certificate, string Macaroon, string PaymentsMacaroon)
{
    /// <summary>The names of a line's.</summary>
    public static NodeSecrets Of(LineOfCreditId line) =>
        new($"node-{line}-certificate", $"node-{line}-macaroon", $"node-{line}-payments-macaroon");
}
