namespace Fulgurite.Billing;

/// <summary>A bill in a list.</summary>
/// <param name="Bill">The bill.</param>
/// <param name="Place">Where it stands.</param>
public sealed record ListedBill(Bill Bill, string Place);
