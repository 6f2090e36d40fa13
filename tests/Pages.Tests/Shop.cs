using System.Collections.Concurrent;
using Fulgurite.App.Checkout;
using Fulgurite.App.SandboxPages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Pages;

/// <summary>The pages on a real web server, over data that the test owns.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requestIds;
    private int _statusReads;

    private Shop(WebApplication app) => _app = app;

    /// <summary>The invoices, by id.</summary>
    public ConcurrentDictionary<string, DepositView> Deposits { get; } = new();

    /// <summary>What the inbox holds, newest first.</summary>
    public IReadOnlyList<ReceivedCallback> Inbox { get; set; } = [];

    /// <summary>What the home page shows.</summary>
    public SandboxHomeView Home { get; set; } = Samples.Home();

    /// <summary>The invoices that were asked for.</summary>
    public ConcurrentQueue<NewDeposit> Created { get; } = new();

    /// <summary>What the next request for an invoice comes to.</summary>
    public NewDepositOutcome NextOutcome { get; set; } = new(NewDepositStatus.Created, Samples.InvoiceId);

    /// <summary>The bodies that were posted to the sandbox network.</summary>
    public ConcurrentQueue<string> SandboxPayments { get; } = new();

    /// <summary>True to fail every request for a status.</summary>
    public bool IsStatusBroken { get; set; }

    /// <summary>How often a status was asked for.</summary>
    public int StatusReads => Volatile.Read(ref _statusReads);

    /// <summary>The server's clock.</summary>
    public ShopClock Clock { get; } = new();

    /// <summary>Where it answers; no slash at the end.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Opens a shop that has one invoice.</summary>
    public static async Task<Shop> Open(DepositView? deposit = null, bool isMainnet = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var shop = new Shop(builder.Build());
        shop.Deposits[Samples.InvoiceId] = deposit ?? Samples.Deposit();
        shop.MapPages(isMainnet);
        await shop._app.StartAsync();
        return shop;
    }

    /// <summary>Changes the one invoice.</summary>
    public void Change(Func<DepositView, DepositView> change) =>
        Deposits[Samples.InvoiceId] = change(Deposits[Samples.InvoiceId]);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private void MapPages(bool isMainnet)
    {
        _app.Use(CountStatusReads);
        CheckoutEndpoints.Map(_app, new CheckoutPorts
        {
            Clock = Clock,
            ReadDeposit = (id, _) => Task.FromResult(Deposits.GetValueOrDefault(id)),
            ReadForm = (id, _) => Task.FromResult(id == Samples.WalletId ? Samples.Form() : null),
            CreateDeposit = Create,
            NewRequestId = () => $"request-{Interlocked.Increment(ref _requestIds)}",
        });
        SandboxPagesEndpoints.Map(_app, new SandboxPagesPorts
        {
            IsMainnet = isMainnet,
            ReadHome = _ => Task.FromResult(Home),
            ReadInbox = _ => Task.FromResult(Inbox),
        });
        _app.MapPost("/sandbox/pay", ReceiveSandboxPayment);
    }

    private Task<NewDepositOutcome> Create(NewDeposit deposit, CancellationToken cancellation)
    {
        Created.Enqueue(deposit);
        return Task.FromResult(NextOutcome);
    }

    private async Task CountStatusReads(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value!.EndsWith("/status", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _statusReads);
            if (IsStatusBroken)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }
        }

        await next(context);
    }

    private async Task ReceiveSandboxPayment(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        SandboxPayments.Enqueue(await reader.ReadToEndAsync());
        Change(deposit => deposit with { Status = DepositStatus.Paid, PaidAt = Clock.GetUtcNow() });
    }
}
