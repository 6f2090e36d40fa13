namespace Fulgurite.Wallets;

/// <summary>Why a wallet was not opened, changed or deleted, in order of precedence. Nothing is changed.</summary>
public enum WalletChangeRefusal
{
    /// <summary>There is no such wallet, or it is deleted.</summary>
    NotFound,

    /// <summary>Another wallet has the id, or this one was asked for in other words.</summary>
    AlreadyExists,

    /// <summary>The environment has no such line of credit.</summary>
    LineNotFound,

    /// <summary>The line of credit is on another chain.</summary>
    NetworkMismatch,

    /// <summary>The line of credit is disabled.</summary>
    LineDisabled,

    /// <summary>The line of credit waits for its collateral.</summary>
    LineNotReady,

    /// <summary>A bill of the line of credit is overdue: it sends nothing.</summary>
    LineOverdue,

    /// <summary>The customer's own node backs it: it is given no credit.</summary>
    NotCreditBacked,

    /// <summary>The line of credit cannot hand on as much.</summary>
    LimitExceeded,

    /// <summary>The wallet owes more than the new limit.</summary>
    LimitBelowDebt,

    /// <summary>Something is in it, owed, on its way out, or an invoice of it can still be paid.</summary>
    NotEmpty,

    /// <summary>Somebody else changed it meanwhile: decide again.</summary>
    Overtaken,
}
