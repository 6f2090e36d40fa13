using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.Payments;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>
/// Makes a send to a BIP 21 request: over Lightning where that can be paid, else on chain. One of the two, which the
/// first request under an id decides for ever: an invoice that expires later, or a payment that fails, does not make
/// another.
/// </summary>
internal static class CreateBip21Send
{
    /// <summary>The request can be paid neither way.</summary>
    public static readonly VoltageAnswer NoWay = PaymentErrors.Refused(
        "invalid_bolt11_payment_request", "The request offers an invoice alone, and it cannot be paid.");

    /// <summary>Makes it, or says why not.</summary>
    public static async Task<VoltageAnswer> Execute(VoltageCall call, PaymentInput asked, PaymentOrder order)
    {
        var (request, problem) = Bip21Request.Read(asked.Data!, asked.Currency, call.Engine.Ports.Network);
        if (request is null)
        {
            return problem!;
        }

        if (await FindWay(call, order) ?? PaysInvoice(call, request))
        {
            return await PayInvoice(call, request, order);
        }

        return request.Address is { } address
            ? await CreateChainSend.Make(call, request.Terms, address, PaymentKind.Bip21, order)
            : NoWay;
    }

    /// <summary>Whether a request that nothing was made of yet is paid over Lightning now.</summary>
    public static bool PaysInvoice(VoltageCall call, Bip21Request request) =>
        call.Engine.Ports is { Paying: not PayingNodeOff } ports
        && request.HasUsableInvoice(ports.Network, ports.Clock.GetUtcNow());

    // Over Lightning or not, as it was decided before; null where nothing of the id is made. The key of all sends keeps
    // two requests at one time from deciding differently.
    private static async Task<bool?> FindWay(VoltageCall call, PaymentOrder order)
    {
        var id = new PaymentId(order.Id);
        if (await call.Engine.PaymentIds.Find(call.Environment, order.Id, call.Cancel) is null)
        {
            return null;
        }

        if (await call.Engine.Payments.ById(order.Wallet, id, call.Cancel) is not null)
        {
            return true;
        }

        return await call.Engine.OnChain.Reads.SendById(order.Wallet, id, call.Cancel) is not null ? false : null;
    }

    private static async Task<VoltageAnswer> PayInvoice(VoltageCall call, Bip21Request request, PaymentOrder order)
    {
        if (request.Invoice is not { } invoice)
        {
            return PaymentErrors.Exists(order.IdText);
        }

        if (request.Amount is not { } amount)
        {
            return PaymentErrors.Required("amount_required", "amount");
        }

        var payment = new NewPayment(
            new PaymentId(order.Id),
            call.Environment,
            order.Wallet,
            invoice.Text,
            request.Terms.Amount,
            request.Terms.FeeMax ?? NewPayment.FeeMaxFor(amount))
        {
            Kind = PaymentKind.Bip21,
            Address = request.Address?.ToString(),
            Description = request.Terms.Description,
            Metadata = order.Metadata,
            KeepsNotCovered = true,
        };
        return await order.ProblemWithKey(call) ?? await CreateSend.Make(call, payment, order);
    }
}
