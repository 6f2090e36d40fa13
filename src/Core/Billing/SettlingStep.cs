namespace Fulgurite.Billing;

/// <summary>The steps of settling a bill, in order.</summary>
public enum SettlingStep
{
    /// <summary>Taking out of wallets what is owed to their owner.</summary>
    Withdraw,

    /// <summary>The operator's fees.</summary>
    Fees,

    /// <summary>Bringing into wallets what was owed.</summary>
    Deposit,

    /// <summary>Of a payout: what is left comes into the book from which the customer is paid.</summary>
    Fund,

    /// <summary>Of a payout: the customer is paid.</summary>
    Pay,

    /// <summary>Of a payout: what it did not cost becomes the line's credit.</summary>
    Return,

    /// <summary>All of it is done, and is yet to be told and noted.</summary>
    Done,
}
