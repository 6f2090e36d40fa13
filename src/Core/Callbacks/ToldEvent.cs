using Fulgurite.Events;

namespace Fulgurite.Callbacks;

/// <summary>Which event a webhook's delivery tells.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Id">The event's id, the same to every endpoint and on every retry.</param>
public sealed record ToldEvent(PaymentEvent Kind, Guid Id);
