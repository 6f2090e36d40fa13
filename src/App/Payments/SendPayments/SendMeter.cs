using System.Diagnostics.Metrics;

namespace Fulgurite.App.Payments.SendPayments;

/// <summary>
/// Meter <c>Fulgurite.Payments</c>, histogram <c>payments.in_flight.age</c> in seconds: the age of a payment at each
/// look that left it in flight.
/// </summary>
internal static class SendMeter
{
    private static readonly Meter Meter = new("Fulgurite.Payments");

    private static readonly Histogram<double> Age = Meter.CreateHistogram<double>("payments.in_flight.age", "s");

    /// <summary>Records one look.</summary>
    public static void RecordInFlight(TimeSpan age) => Age.Record(age.TotalSeconds);
}
