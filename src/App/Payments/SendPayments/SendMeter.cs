using System.Diagnostics.Metrics;

namespace Fulgurite.App.Payments.SendPayments;

/// <summary>
/// Meter <c>Fulgurite.Payments</c>: histogram <c>payments.in_flight.age</c> in seconds, the age of a payment at each
/// look that left it in flight; and counter <c>payments.in_flight.elsewhere</c>, looks that found a payment of another
/// node than the one that is configured.
/// </summary>
internal static class SendMeter
{
    private static readonly Meter Meter = new("Fulgurite.Payments");

    private static readonly Histogram<double> Age = Meter.CreateHistogram<double>("payments.in_flight.age", "s");

    private static readonly Counter<long> Elsewhere =
        Meter.CreateCounter<long>("payments.in_flight.elsewhere", "{look}");

    /// <summary>Records one look that left a payment in flight.</summary>
    public static void RecordInFlight(TimeSpan age) => Age.Record(age.TotalSeconds);

    /// <summary>Records one look at a payment of another node.</summary>
    public static void RecordElsewhere() => Elsewhere.Add(1);
}
