using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Statements;

/// <summary>
/// What a wallet has, as a bookkeeper counts it. A hold is still the wallet's own: it moves nothing until the send that
/// it is for has succeeded. What nobody expected is kept aside, and is not the wallet's until it is attributed.
/// </summary>
/// <param name="Own">Available and held together; below zero the wallet owes.</param>
/// <param name="Held">The part of it that sends under way may cost.</param>
/// <param name="KeptAside">Arrived and not attributed; not part of it.</param>
public readonly record struct StatementBalance(MsatDelta Own, MsatDelta Held, MsatDelta KeptAside)
{
    /// <summary>Of a book.</summary>
    public static StatementBalance Of(Balances balances) => new(
        new MsatDelta(balances[Account.Available].Value + balances[Account.Held].Value),
        balances[Account.Held],
        balances[Account.Suspense]);

    /// <summary>After a journal line.</summary>
    public StatementBalance After(JournalEntry line) => Moved(line, 1);

    /// <summary>Before a journal line, of what it is after it.</summary>
    public StatementBalance Before(JournalEntry line) => Moved(line, -1);

    private StatementBalance Moved(JournalEntry line, int sign)
    {
        var (own, held, aside) = (0L, 0L, 0L);
        foreach (var transfer in line.Transfers)
        {
            var amount = transfer.Amount.Value;
            own += amount * (One(StatementMovement.IsOwn(transfer.To)) - One(StatementMovement.IsOwn(transfer.From)));
            held += amount * (One(transfer.To == Account.Held) - One(transfer.From == Account.Held));
            aside += amount * (One(transfer.To == Account.Suspense) - One(transfer.From == Account.Suspense));
        }

        return new StatementBalance(
            Own + new MsatDelta(sign * own),
            Held + new MsatDelta(sign * held),
            KeptAside + new MsatDelta(sign * aside));
    }

    private static int One(bool isSo) => isSo ? 1 : 0;
}
