namespace Fulgurite.Invoices;

/// <summary>What a node issued, as its text says.</summary>
/// <param name="PaymentRequest">The BOLT 11 text.</param>
/// <param name="CreatedAt">Its own timestamp.</param>
/// <param name="ExpiresAt">Its own timestamp plus its expiry.</param>
public sealed record IssuedInvoice(string PaymentRequest, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
