using Fulgurite.Events;
using Fulgurite.Ledger;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Books;

/// <summary>Everything that one command changes, to be committed together with the head.</summary>
/// <param name="Movement">Which way money moves; the journal line's name.</param>
/// <param name="Reference">What it is about.</param>
/// <param name="Outcome">What a replay of the command is told: a few words, no secrets.</param>
public sealed record BookChange(string Movement, string Reference, string Outcome)
{
    /// <summary>Most writes a change may bring, the keeper's own included, so that one always fits a batch.</summary>
    public const int WritesMax = 40;

    /// <summary>The journal line's transfers; none, no line.</summary>
    public IReadOnlyList<Transfer> Transfers { get; init; } = [];

    /// <summary>Rows of the wallet's partition besides head, journal, idempotency record and events.</summary>
    public IReadOnlyList<RowWrite> Writes { get; init; } = [];

    /// <summary>What the head says from then on beside the book; null where that stays.</summary>
    public WalletTerms? Terms { get; init; }

    /// <summary>Events in order.</summary>
    public IReadOnlyList<NewEvent> Events { get; init; } = [];

    /// <summary>
    /// When Reconcile should look at the wallet should this process die after the commit: null where nothing follows
    /// the commit.
    /// </summary>
    public DateTimeOffset? AttentionAt { get; init; }

    /// <summary>A second such instant, for what falls due later; null for none.</summary>
    public DateTimeOffset? LaterAttentionAt { get; init; }
}
