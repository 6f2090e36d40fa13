namespace Fulgurite.Events;

/// <summary>
/// What endpoints can ask to be told: of a payment, in either direction, and of what else an environment has. The names
/// are stored.
/// </summary>
public enum PaymentEvent
{
    /// <summary>A receive has its payment request and can be paid.</summary>
    ReceiveGenerated,

    /// <summary>A transaction that pays a receive was seen, unconfirmed.</summary>
    ReceiveDetected,

    /// <summary>A receive's payment request or address was made anew.</summary>
    ReceiveRefreshed,

    /// <summary>A receive's time is over, unpaid.</summary>
    ReceiveExpired,

    /// <summary>A part of a receive arrived on the chain; more is awaited.</summary>
    ReceiveSucceeded,

    /// <summary>A receive is paid and credited.</summary>
    ReceiveCompleted,

    /// <summary>A receive could not be made.</summary>
    ReceiveFailed,

    /// <summary>A send reached its payee.</summary>
    SendSucceeded,

    /// <summary>A send definitely failed, and its hold is released.</summary>
    SendFailed,

    /// <summary>A merchant tries its endpoint.</summary>
    TestCreated,

    /// <summary>A send has used up most of what its wallet may owe.</summary>
    LineOfCreditLimitNearlyReached,

    /// <summary>A line of credit takes no new wallets and payments any more.</summary>
    LineOfCreditDisabled,

    /// <summary>A line of credit does so again.</summary>
    LineOfCreditEnabled,

    /// <summary>A line of credit sends nothing any more, because a bill is overdue.</summary>
    LineOfCreditBlocked,

    /// <summary>What was overdue is paid, and the line sends again.</summary>
    LineOfCreditUnblocked,

    /// <summary>A cycle was closed, and its bill can be read and paid.</summary>
    BillCreated,

    /// <summary>A bill is due and not paid; told again while that is so.</summary>
    BillOverdue,

    /// <summary>A bill is paid and settled.</summary>
    BillPaid,
}
