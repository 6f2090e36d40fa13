using System.Net;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Apis.OpenApi;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.App.Billing.CloseBillingCycle;
using Fulgurite.App.Billing.CloseBillingCycles;
using Fulgurite.App.Callbacks.DeliverCallbacks;
using Fulgurite.App.Checkout;
using Fulgurite.App.Health;
using Fulgurite.App.Host;
using Fulgurite.App.Invoices.SettleInvoices;
using Fulgurite.App.Payments.SendPayments;
using Fulgurite.App.Reconcile;
using Fulgurite.Messaging;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Fulgurite.App;

/// <summary>Builds the web server: every surface and every function of the product, in one process.</summary>
internal static class Server
{
    private const int RequestBytesMax = 1024 * 1024;
    private const int HeaderBytesMax = 32 * 1024;

    /// <summary>A server that is not listening yet.</summary>
    /// <param name="plan">What it serves.</param>
    /// <param name="ports">Loopback ports to listen on.</param>
    public static WebApplication Build(ServerPlan plan, params ReadOnlySpan<int> ports)
    {
        // Empty, not slim: no settings files to look for and watch. What is served is named here, and nothing else
        // costs a cold start.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = false;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
        });
        var listen = ports.ToArray();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBytesMax;
            kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
            foreach (var port in listen)
            {
                Listen(kestrel, port);
            }
        });

        builder.Services.AddHostFiltering(filter => filter.AllowedHosts = [.. plan.HostNames ?? ["*"]]);
        var app = builder.Build();
        app.UseHostFiltering();
        app.UseFunctionsHost();
        app.UseFailingWorld();
        app.UseRouting();
        MapSurfaces(app, plan);
        app.MapFunctions(
            Functions(plan.Engine, plan.Clock, app.Services.GetRequiredService<ILoggerFactory>()),
            new FunctionHostOptions(
                plan.TriggerDoor, cancel => SealOf(plan, cancel), FunctionLimits.OfHostJson, plan.Clock));
        return app;
    }

    // Both of this machine's addresses, because clients try either for "localhost"; a port yet to be chosen has one
    // only.
    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        if (port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, port);
        }
        else
        {
            kestrel.ListenLocalhost(port);
        }
    }

    private static void MapSurfaces(WebApplication app, ServerPlan plan)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger<VoltageGate>();
        AlphaPoApi.Map(app, AlphaPoWiring.Over(plan.Engine), plan.AlphaPo, CallerAddress.Of);
        VoltageApi.Map(app, new VoltageGate(plan.Engine, plan.Limits, plan.Clock, log), plan.Targets);
        CheckoutEndpoints.Map(app, CheckoutWiring.Over(plan.Engine, plan.Checkout, plan.Clock, new SystemRandomness()));
        OpenApiEndpoints.Map(app);
        new HealthEndpoints(plan.Engine, plan.Waits).Map(app);
        plan.MapLocal?.Invoke(app);
    }

    /// <summary>The handlers of everything that the Functions host triggers.</summary>
    internal static FunctionTable Functions(EngineSource engine, TimeProvider clock, ILoggerFactory loggers)
    {
        var settle = new SettleInvoicesFunction(engine, loggers.CreateLogger<SettleInvoicesFunction>());
        var send = new SendPaymentsFunction(engine, loggers.CreateLogger<SendPaymentsFunction>());
        var deliver = new DeliverCallbacksFunction(engine, loggers.CreateLogger<DeliverCallbacksFunction>());
        var reconcile = new ReconcileFunction(engine, loggers.CreateLogger<ReconcileFunction>());
        var due = new CloseBillingCyclesFunction(engine, loggers.CreateLogger<CloseBillingCyclesFunction>());
        var bill = new CloseBillingCycleFunction(engine, loggers.CreateLogger<CloseBillingCycleFunction>());
        var table = new FunctionTable();
        var later = new RetryLater(engine, clock, loggers.CreateLogger<RetryLater>());
        table.Queue(
            FunctionCatalog.SettleInvoices, QueueName.LndEvents, later.Around(QueueName.LndEvents, settle.Run));
        table.Queue(FunctionCatalog.SendPayments, QueueName.Sends, later.Around(QueueName.Sends, send.Run));
        table.Queue(
            FunctionCatalog.DeliverCallbacks, QueueName.Callbacks, later.Around(QueueName.Callbacks, deliver.Run));
        table.Queue(FunctionCatalog.CloseBillingCycle, QueueName.Bills, later.Around(QueueName.Bills, bill.Run));
        table.Timer(FunctionCatalog.Reconcile, reconcile.Run);
        table.Timer(FunctionCatalog.CloseBillingCycles, due.Run);
        table.MustServe(FunctionCatalog.Triggered);
        return table;
    }

    private static async Task<MessageSeal> SealOf(ServerPlan plan, CancellationToken cancel) =>
        (await plan.Engine.Get(cancel)).Seal;
}
