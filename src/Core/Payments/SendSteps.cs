using Fulgurite.Books;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Storage;

namespace Fulgurite.Payments;

/// <summary>What sends of every kind are to a wallet's book.</summary>
internal static class SendSteps
{
    /// <summary>
    /// The key of the order, the same for every kind: whatever a client asks for under an id, one hold is made.
    /// </summary>
    public static IdempotencyKey KeyOf(PaymentId id) => new($"pay:{id}");

    /// <summary>Keeps a send that the wallet does not cover, as one that failed: no money moves.</summary>
    /// <param name="id">The send.</param>
    /// <param name="rows">All rows of it.</param>
    /// <param name="failed">Tells of it.</param>
    public static BookChange NotCovered(PaymentId id, IReadOnlyList<RowWrite> rows, NewEvent failed) =>
        new("refuse-send", id.ToString(), "not-covered")
        {
            Writes = rows,
            Events = [failed],
        };
}
