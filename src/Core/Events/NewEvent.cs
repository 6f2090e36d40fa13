using Fulgurite.Storage;

namespace Fulgurite.Events;

/// <summary>Something that happened, to be appended to the wallet's event log with the next sequence number.</summary>
/// <param name="Id">Deterministic: made from what happened, so that a retry makes the same event.</param>
/// <param name="Type">In the past tense, such as <c>invoice.settled</c>.</param>
/// <param name="Data">Its facts, as columns.</param>
public sealed record NewEvent(Guid Id, string Type, RowFields Data);
