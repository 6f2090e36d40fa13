using Fulgurite.Events;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>
/// The contract's names of events: a category and a word, <c>receive</c> and <c>completed</c>. Those of lines of credit
/// and of bills are additive.
/// </summary>
internal static class EventNames
{
    private static readonly Dictionary<PaymentEvent, (string Category, string Word)> Names = new()
    {
        [PaymentEvent.ReceiveGenerated] = ("receive", "generated"),
        [PaymentEvent.ReceiveDetected] = ("receive", "detected"),
        [PaymentEvent.ReceiveRefreshed] = ("receive", "refreshed"),
        [PaymentEvent.ReceiveExpired] = ("receive", "expired"),
        [PaymentEvent.ReceiveSucceeded] = ("receive", "succeeded"),
        [PaymentEvent.ReceiveCompleted] = ("receive", "completed"),
        [PaymentEvent.ReceiveFailed] = ("receive", "failed"),
        [PaymentEvent.SendSucceeded] = ("send", "succeeded"),
        [PaymentEvent.SendFailed] = ("send", "failed"),
        [PaymentEvent.TestCreated] = ("test", "created"),
        [PaymentEvent.LineOfCreditLimitNearlyReached] = ("line_of_credit", "limit_nearly_reached"),
        [PaymentEvent.LineOfCreditDisabled] = ("line_of_credit", "disabled"),
        [PaymentEvent.LineOfCreditEnabled] = ("line_of_credit", "enabled"),
        [PaymentEvent.LineOfCreditBlocked] = ("line_of_credit", "blocked"),
        [PaymentEvent.LineOfCreditUnblocked] = ("line_of_credit", "unblocked"),
        [PaymentEvent.BillCreated] = ("bill", "created"),
        [PaymentEvent.BillOverdue] = ("bill", "overdue"),
        [PaymentEvent.BillPaid] = ("bill", "paid"),
    };

    /// <summary>An event's category and word.</summary>
    public static (string Category, string Word) Of(PaymentEvent happened) => Names[happened];

    /// <summary>Both in one: <c>receive.completed</c>.</summary>
    public static string Dotted(PaymentEvent happened) => $"{Names[happened].Category}.{Names[happened].Word}";

    /// <summary>The event of a category and a word; null when there is none.</summary>
    public static PaymentEvent? Find(string category, string? word)
    {
        var found = Names.Where(name => name.Value == (category, word)).ToList();
        return found.Count == 1 ? found[0].Key : null;
    }
}
