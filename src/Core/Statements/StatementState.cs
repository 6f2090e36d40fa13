using Fulgurite.Ledger;

namespace Fulgurite.Statements;

/// <summary>A statement so far: a pure fold over the lines of its journal, in order.</summary>
/// <param name="Opening">Where it began.</param>
/// <param name="Now">Where it has come to.</param>
/// <param name="Totals">Of the lines in between.</param>
public sealed record StatementState(JournalPoint Opening, JournalPoint Now, StatementTotals Totals)
{
    /// <summary>One that begins.</summary>
    public static StatementState At(JournalPoint opening) => new(opening, opening, StatementTotals.None);

    /// <summary>After the next line, and what that line is.</summary>
    public (StatementState State, StatementMovement Movement) After(JournalEntry line)
    {
        var movement = StatementMovement.Of(line);
        return (this with { Now = Now.After(line), Totals = Totals.After(movement) }, movement);
    }

    /// <summary>
    /// Why the statement cannot be relied upon at its end; null where it can: opening and totals give the closing
    /// balance, and what the book itself kept about that place is the same.
    /// </summary>
    /// <param name="lastLine">The last line that it must have.</param>
    /// <param name="known">What the book kept; null where it kept nothing.</param>
    public string? ProblemAtEnd(long lastLine, JournalPoint? known)
    {
        if (Now.Sequence != lastLine)
        {
            return $"Line {Now.Sequence + 1} of the journal is missing.";
        }

        if (Opening.Balance.Own + Totals.Change != Now.Balance.Own)
        {
            return "The opening balance and the totals do not give the closing balance.";
        }

        return known is null || known == Now
            ? null
            : $"The closing balance or chain hash is not what the wallet's book kept after line {Now.Sequence}.";
    }
}
