namespace Fulgurite.App.Host;

/// <summary>
/// The names of the functions: the folders that hold a <c>function.json</c>. The package's test compares the two, so a
/// function cannot reach production without its handler, nor a handler without its trigger.
/// </summary>
internal static class FunctionCatalog
{
    /// <summary>Consumes <c>lnd-events</c>.</summary>
    public const string SettleInvoices = "SettleInvoices";

    /// <summary>Consumes <c>sends</c>.</summary>
    public const string SendPayments = "SendPayments";

    /// <summary>Consumes <c>callbacks</c>.</summary>
    public const string DeliverCallbacks = "DeliverCallbacks";

    /// <summary>Runs every minute.</summary>
    public const string Reconcile = "Reconcile";

    /// <summary>Orders a look at every line of credit that is due for billing. Runs every minute.</summary>
    public const string CloseBillingCycles = "CloseBillingCycles";

    /// <summary>Consumes <c>bills</c>.</summary>
    public const string CloseBillingCycle = "CloseBillingCycle";

    /// <summary>The functions that the host posts to as <c>/{name}</c>: each needs a registered handler.</summary>
    public static IReadOnlyList<string> Triggered { get; } =
        [SettleInvoices, SendPayments, DeliverCallbacks, Reconcile, CloseBillingCycles, CloseBillingCycle];

    /// <summary>The functions whose requests are passed through to ASP.NET routing.</summary>
    public static IReadOnlyList<string> Http { get; } = ["AlphaPo", "Checkout", "Health", "OpenApi", "Voltage"];
}
