using Fulgurite.Cycles;
using Fulgurite.Ledger;
using Fulgurite.Wallets;

namespace Fulgurite.Statements;

/// <summary>A wallet between two lines of its journal.</summary>
/// <param name="Sequence">The last line before; 0 before the first.</param>
/// <param name="ChainHash">That line's hash.</param>
/// <param name="Balance">After that line.</param>
public sealed record JournalPoint(long Sequence, string ChainHash, StatementBalance Balance)
{
    /// <summary>Before the first line.</summary>
    public static readonly JournalPoint Genesis = new(0, JournalEntry.Genesis, default);

    /// <summary>Where a wallet is.</summary>
    public static JournalPoint Of(WalletHead head) =>
        new(head.Sequence, head.ChainHash, StatementBalance.Of(head.Balances));

    /// <summary>Where a wallet was as a billing cycle began.</summary>
    public static JournalPoint Of(CycleOpening opening) =>
        new(opening.Sequence, opening.ChainHash, StatementBalance.Of(opening.Balances));

    /// <summary>After the next line.</summary>
    public JournalPoint After(JournalEntry line) => new(line.Sequence, line.Hash, Balance.After(line));

    /// <summary>
    /// Why a line is not the one that comes next, as it was written; null where it is. Who can write the tables can
    /// write another journal that passes too, but not one that ends in the same hash.
    /// </summary>
    /// <param name="line">As it was read.</param>
    /// <param name="storedHash">The hash that it was stored with.</param>
    public string? ProblemWith(JournalEntry line, string storedHash) =>
        line.Sequence != Sequence + 1
            ? $"Line {Sequence + 1} of the journal is missing."
        : line.PreviousHash != ChainHash
            ? $"Line {line.Sequence} of the journal does not follow the line before it."
        : line.Hash != storedHash
            ? $"Line {line.Sequence} of the journal does not have the hash that it was stored with."
        : null;
}
