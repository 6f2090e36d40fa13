using Fulgurite.Billing;
using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements.Bills;

/// <summary>What stands at the head of a bill's statement.</summary>
/// <param name="Bill">The bill.</param>
/// <param name="OrganizationName">What its customer is called.</param>
/// <param name="GeneratedAt">When it was asked for.</param>
internal sealed record BillFacts(Bill Bill, string OrganizationName, DateTimeOffset GeneratedAt)
{
    /// <summary>The days of its cycle.</summary>
    public StatementPeriod Period => new(
        DateOnly.FromDateTime(Bill.Period.Start.UtcDateTime),
        DateOnly.FromDateTime(Bill.Period.End.UtcDateTime).AddDays(-1));
}
