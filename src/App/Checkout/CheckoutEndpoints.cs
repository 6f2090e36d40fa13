using System.Globalization;
using System.Text.Json;
using Fulgurite.App.Pages;
using Fulgurite.Money;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App.Checkout;

/// <summary>The hosted pages under <c>/pay</c>, open to anyone who has the address.</summary>
internal static class CheckoutEndpoints
{
    /// <summary>Maps the pages, the live status and the assets that all pages share.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, CheckoutPorts ports)
    {
        endpoints.MapPage(PageAssets.Route, PageAssets.Serve);
        endpoints.MapPage("/pay/{invoiceId}", Guard(context => ShowDeposit(context, ports)));
        endpoints.MapPage("/pay/{invoiceId}/status", Guard(context => ShowStatus(context, ports)));
        endpoints.MapPage("/pay/new/{walletId}", Guard(context => ShowForm(context, ports)));
        endpoints.MapPost("/pay/new/{walletId}", Guard(context => CreateDeposit(context, ports)));
    }

    // A failing world is told on a page, once for all of them.
    private static RequestDelegate Guard(RequestDelegate show) => async context =>
    {
        try
        {
            await show(context);
        }
        catch (StorageUnavailableException)
        {
            await PageResponse.Send(context, StatusCodes.Status503ServiceUnavailable, UnavailablePage.Render());
        }
        catch (SecretsUnavailableException)
        {
            await PageResponse.Send(context, StatusCodes.Status503ServiceUnavailable, UnavailablePage.Render());
        }
    };

    private static async Task ShowDeposit(HttpContext context, CheckoutPorts ports)
    {
        var deposit = await ReadDeposit(context, ports);
        var (statusCode, document) = deposit is null
            ? (StatusCodes.Status404NotFound, DepositPage.RenderUnknown())
            : (StatusCodes.Status200OK, DepositPage.Render(deposit, ports.Clock.GetUtcNow()));
        await PageResponse.Send(context, statusCode, document);
    }

    private static async Task ShowStatus(HttpContext context, CheckoutPorts ports)
    {
        var deposit = await ReadDeposit(context, ports);
        var response = context.Response;
        PageHeaders.ApplyToPage(response);
        response.ContentType = "application/json";
        if (deposit is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            await response.WriteAsync("""{"error":"There is no such invoice."}""", context.RequestAborted);
            return;
        }

        var document = DepositStatusDocument.Of(deposit);
        await response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(document, CheckoutJson.Default.DepositStatusDocument),
            context.RequestAborted);
    }

    private static async Task ShowForm(HttpContext context, CheckoutPorts ports)
    {
        var form = await ReadForm(context, ports);
        await (form is null
            ? PageResponse.Send(context, StatusCodes.Status404NotFound, DepositFormPage.RenderUnknown())
            : SendForm(context, form, new AmountEntry(string.Empty, IsInSats: false), ports.NewRequestId(), null));
    }

    private static async Task CreateDeposit(HttpContext context, CheckoutPorts ports)
    {
        var form = await ReadForm(context, ports);
        if (form is null)
        {
            await PageResponse.Send(context, StatusCodes.Status404NotFound, DepositFormPage.RenderUnknown());
            return;
        }

        var fields = await DepositFormFields.Read(context.Request);
        if (fields is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var requestId = fields.RequestId ?? ports.NewRequestId();
        var problem = Check(fields.Entry, form, out var amount);
        if (problem is not null)
        {
            await SendForm(context, form, fields.Entry, requestId, problem);
            return;
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"{requestId}-{amount.Value}");
        var outcome = await ports.CreateDeposit(new NewDeposit(form.WalletId, amount, key), context.RequestAborted);
        if (outcome is { Status: NewDepositStatus.Created, InvoiceId: { } invoiceId })
        {
            // 303, so that reloading the invoice does not post the form again.
            PageHeaders.ApplyToPage(context.Response);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = "/pay/" + Uri.EscapeDataString(invoiceId);
            return;
        }

        await SendForm(context, form, fields.Entry, requestId, Describe(outcome.Status, form));
    }

    private static string? Check(AmountEntry entry, DepositFormView form, out Msat amount)
    {
        var problem = entry.Read(out amount);
        var isOutside = amount < form.AmountMin || amount > form.AmountMax;
        return problem ?? (isOutside ? DepositFormPage.OutsideLimits(form) : null);
    }

    private static string Describe(NewDepositStatus status, DepositFormView form) => status switch
    {
        NewDepositStatus.AmountOutsideLimits => DepositFormPage.OutsideLimits(form),
        NewDepositStatus.TooManyOpen => "There are too many unpaid invoices. Please try again in some minutes.",
        NewDepositStatus.Unavailable or NewDepositStatus.Created =>
            "Deposits are not possible at the moment. Please try again soon.",
    };

    private static Task SendForm(
        HttpContext context, DepositFormView form, AmountEntry entry, string requestId, string? problem) =>
        PageResponse.Send(
            context,
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            DepositFormPage.Render(form, entry, requestId, problem));

    private static Task<DepositView?> ReadDeposit(HttpContext context, CheckoutPorts ports) =>
        context.Request.RouteValues["invoiceId"] is string id && PathId.IsWellFormed(id)
            ? ports.ReadDeposit(id, context.RequestAborted)
            : Task.FromResult<DepositView?>(null);

    private static Task<DepositFormView?> ReadForm(HttpContext context, CheckoutPorts ports) =>
        context.Request.RouteValues["walletId"] is string id && PathId.IsWellFormed(id)
            ? ports.ReadForm(id, context.RequestAborted)
            : Task.FromResult<DepositFormView?>(null);
}
