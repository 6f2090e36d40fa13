using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Wallets;

/// <summary>
/// The one row that every movement of a wallet replaces: its version orders them. Holds what a decision needs without
/// reading history.
/// </summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Environment">Where it belongs.</param>
/// <param name="LineOfCredit">What it hangs under.</param>
/// <param name="CreditLimit">How far below zero it may go.</param>
/// <param name="Sequence">The last journal line; 0 before the first.</param>
/// <param name="ChainHash">That line's hash.</param>
/// <param name="EventSequence">The last event; 0 before the first.</param>
/// <param name="Balances">Of every account.</param>
public sealed record WalletHead(
    WalletId Wallet,
    EnvironmentId Environment,
    LineOfCreditId LineOfCredit,
    Msat CreditLimit,
    long Sequence,
    string ChainHash,
    long EventSequence,
    Balances Balances)
{
    /// <summary>Whether it takes on anything new.</summary>
    public WalletState State { get; init; }

    /// <summary>
    /// True where the customer's own node backs it. Then its balance tells what came in and went out, and is no bound:
    /// what may be spent is what the customer's node has.
    /// </summary>
    public bool IsNodeBacked { get; init; }

    /// <summary>The line whose own node backs it; null where the operator's does.</summary>
    public LineOfCreditId? NodeLine => IsNodeBacked ? LineOfCredit : null;

    /// <summary>The billing cycle that it is in; null while its line of credit is never billed.</summary>
    public RunningCycle? Cycle { get; init; }

    /// <summary>A wallet that nothing has happened to.</summary>
    public static WalletHead New(WalletId wallet, EnvironmentId environment, LineOfCreditId line, Msat creditLimit) =>
        new(wallet, environment, line, creditLimit, 0, JournalEntry.Genesis, 0, Balances.Empty);

    /// <summary>The head after a journal line.</summary>
    /// <exception cref="InvariantBrokenException">
    /// The line is empty, another wallet's or not the next one, or leaves the wallet below its credit limit.
    /// </exception>
    public WalletHead After(JournalEntry entry)
    {
        Invariant.Holds(entry.Wallet == Wallet, "a journal line belongs to its wallet");
        Invariant.Holds(entry.Transfers.Count > 0, "a journal line has a transfer");
        Invariant.Holds(entry.Sequence == Sequence + 1, "a journal has no gaps");
        Invariant.Holds(entry.PreviousHash == ChainHash, "a journal line names the hash of the line before");
        var balances = entry.Transfers.Aggregate(Balances, (before, transfer) => before.After(transfer));
        Invariant.Holds(
            IsWithin(CreditLimit, balances[Account.Available].Value), "a wallet stays within its credit limit");
        Invariant.Holds(balances[Account.Held].Value >= 0, "a wallet does not hold less than nothing");
        Invariant.Holds(Cycle?.Period.Contains(entry.At) != false, "a journal line is in its wallet's cycle");
        return this with
        {
            Sequence = entry.Sequence,
            ChainHash = entry.Hash,
            Balances = balances,
            Cycle = Cycle?.After(entry),
        };
    }

    /// <summary>The head whose billing begins.</summary>
    public WalletHead Billed(BillingSchedule schedule, DateTimeOffset now) =>
        this with { Cycle = Cycle ?? RunningCycle.First(schedule, now) };

    /// <summary>The head in the cycle of an instant. A clock that is behind does not bring a cycle back.</summary>
    public WalletHead InCycleOf(DateTimeOffset now) =>
        Cycle is { } cycle && now >= cycle.Period.End ? this with { Cycle = cycle.At(now) } : this;

    /// <summary>What is kept as its cycle begins: the book as it is. Null where it is never billed.</summary>
    public CycleOpening? Opening => Cycle is { } cycle
        ? new CycleOpening(Wallet, cycle.Period.Start, Sequence, ChainHash, Balances, cycle.Turnover)
        : null;

    /// <summary>The head under other terms.</summary>
    /// <exception cref="InvariantBrokenException">
    /// The wallet owes more than it may, or is deleted with something in it.
    /// </exception>
    public WalletHead Under(WalletTerms terms)
    {
        Invariant.Holds(
            IsWithin(terms.CreditLimit, Balances[Account.Available].Value), "a wallet stays within its credit limit");
        Invariant.Holds(terms.State == WalletState.Active || IsEmpty, "a wallet that is deleted is empty");
        return this with { CreditLimit = terms.CreditLimit, State = terms.State };
    }

    /// <summary>Whether balance and credit cover a cost.</summary>
    public bool Covers(Msat cost) => IsWithin(CreditLimit, Balances[Account.Available].Value - cost.Value);

    /// <summary>
    /// True when there is nothing in it, nothing owed, and nothing on its way out. What is in one that the customer's
    /// node backs is at that node, and stays there.
    /// </summary>
    public bool IsEmpty =>
        (IsNodeBacked || Balances[Account.Available].Value == 0)
        && Balances[Account.Held].Value == 0
        && Balances[Account.Suspense].Value == 0;

    /// <summary>Whether a balance may be what is available under a limit.</summary>
    public bool IsWithin(Msat limit, long available) =>
        available >= -(IsNodeBacked ? Msat.MaxValue : limit).Value;
}
