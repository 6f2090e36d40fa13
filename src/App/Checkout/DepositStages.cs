namespace Fulgurite.App.Checkout;

/// <summary>The stage of a deposit and the words for it.</summary>
internal static class DepositStages
{
    /// <summary>What to show at an instant.</summary>
    public static DepositStage At(DepositView deposit, DateTimeOffset now) => deposit.Status switch
    {
        DepositStatus.Open => now < deposit.ExpiresAt ? DepositStage.Waiting : DepositStage.Closing,
        DepositStatus.Accepted => DepositStage.Accepted,
        DepositStatus.Paid => DepositStage.Paid,
        DepositStatus.Expired => DepositStage.Expired,
        DepositStatus.Canceled => DepositStage.Canceled,
    };

    /// <summary>The status as the status document and the page's attributes write it.</summary>
    public static string Word(DepositStatus status) => status switch
    {
        DepositStatus.Open => "open",
        DepositStatus.Accepted => "accepted",
        DepositStatus.Paid => "paid",
        DepositStatus.Expired => "expired",
        DepositStatus.Canceled => "canceled",
    };

    /// <summary>The stage as style sheet and script know it.</summary>
    public static string Word(DepositStage stage) => stage switch
    {
        DepositStage.Waiting => "waiting",
        DepositStage.Closing => "closing",
        DepositStage.Accepted => "accepted",
        DepositStage.Paid => "paid",
        DepositStage.Expired => "expired",
        DepositStage.Canceled => "canceled",
    };

    /// <summary>The status line: short, and announced when it changes.</summary>
    public static string Headline(DepositStage stage) => stage switch
    {
        DepositStage.Waiting => "Waiting for payment",
        DepositStage.Closing => "Time is up, checking for a payment",
        DepositStage.Accepted => "Payment on its way",
        DepositStage.Paid => "Paid",
        DepositStage.Expired => "Expired",
        DepositStage.Canceled => "Canceled",
    };

    /// <summary>One sentence that says what the stage means for the payer.</summary>
    public static string Explanation(DepositStage stage) => stage switch
    {
        DepositStage.Waiting => "Scan the code with a Lightning wallet, or open it on this device.",
        DepositStage.Closing => "Please do not start a payment now. One that already left your wallet will show here.",
        DepositStage.Accepted => "Your payment is being completed. You do not need to do anything.",
        DepositStage.Paid => "Thank you. The payment is complete and you can close this page.",
        DepositStage.Expired => "Nobody paid in time. Please do not pay this invoice any more.",
        DepositStage.Canceled => "The recipient withdrew this invoice. Please do not pay it.",
    };
}
