using Fulgurite.Identity;

namespace Fulgurite.Callbacks;

/// <summary>One notice to one endpoint.</summary>
public sealed record Delivery
{
    /// <summary>Names it; newer ones sort first.</summary>
    public required string Id { get; init; }

    /// <summary>The wallet whose event it tells.</summary>
    public required WalletId Wallet { get; init; }

    /// <summary>Whose endpoint it goes to.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>Where it goes.</summary>
    public required EndpointId Endpoint { get; init; }

    /// <summary>What it is about: an invoice's serial number, text form.</summary>
    public required string Reference { get; init; }

    /// <summary>Which event it tells; null for one to the environment's callback address.</summary>
    public ToldEvent? Event { get; init; }

    /// <summary>The exact bytes of every attempt.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>When the next attempt is due; null when none is.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>Attempts made since it was created.</summary>
    public int Attempts { get; init; }

    /// <summary>Attempts made since it was created or last resent: where it stands in the schedule.</summary>
    public int AttemptsOfRound { get; init; }

    /// <summary>True while it waits for its stopped endpoint to be started.</summary>
    public bool IsPaused { get; init; }

    /// <summary>True when it is listed under its endpoint: see <see cref="DeliveryIndex"/>.</summary>
    public bool IsListed => Event is not null;
}
