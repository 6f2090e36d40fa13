using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.Access;

/// <summary>Where an environment wants its callbacks.</summary>
/// <param name="Id">Names it; of a webhook, chosen by the client and unique in its environment.</param>
/// <param name="Environment">Whose events it gets.</param>
/// <param name="Scheme">The name of the callback scheme that writes and signs them.</param>
/// <param name="Url">An absolute http or https address.</param>
/// <param name="SigningKey">
/// The public name of the processing key that signs: how the secret is found. Null where it has secrets of its own.
/// </param>
public sealed record CallbackEndpoint(
    EndpointId Id, EnvironmentId Environment, string Scheme, Uri Url, string? SigningKey)
{
    /// <summary>For people; null for the environment's callback address, which is no webhook.</summary>
    public string? Name { get; init; }

    /// <summary>What it wants to be told of; null for whatever its scheme tells of payments.</summary>
    public IReadOnlyList<PaymentEvent>? Events { get; init; }

    /// <summary>Where it stands.</summary>
    public EndpointStatus Status { get; init; }

    /// <summary>Its own signing secrets; null where a processing key signs.</summary>
    public EndpointSecrets? Secrets { get; init; }

    /// <summary>When it was registered; null for a callback address.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it was stopped; null while it is not.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>True for one that was registered by itself, with deliveries that are listed under it.</summary>
    public bool IsWebhook => Name is not null;

    /// <summary>Whether it is told of an event now: what is not of payments, only where that is asked for.</summary>
    public bool Wants(PaymentEvent happened) =>
        Status == EndpointStatus.Active && (Events?.Contains(happened) ?? IsOfPayments(happened));

    private static bool IsOfPayments(PaymentEvent happened) => happened switch
    {
        PaymentEvent.ReceiveGenerated or PaymentEvent.ReceiveDetected or PaymentEvent.ReceiveRefreshed
            or PaymentEvent.ReceiveExpired or PaymentEvent.ReceiveSucceeded or PaymentEvent.ReceiveCompleted
            or PaymentEvent.ReceiveFailed or PaymentEvent.SendSucceeded or PaymentEvent.SendFailed
            or PaymentEvent.TestCreated => true,
        PaymentEvent.LineOfCreditLimitNearlyReached or PaymentEvent.LineOfCreditDisabled
            or PaymentEvent.LineOfCreditEnabled or PaymentEvent.LineOfCreditBlocked
            or PaymentEvent.LineOfCreditUnblocked or PaymentEvent.BillCreated or PaymentEvent.BillOverdue
            or PaymentEvent.BillPaid => false,
    };
}
