using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.OnChain;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Makes a receive on chain, or by either, of a request that was checked.</summary>
internal static class CreateChainReceive
{
    /// <summary>Makes it, or says why not.</summary>
    public static async Task<VoltageAnswer> Execute(
        VoltageCall call, PaymentOrder order, PaymentInput asked, Msat? amount, TimeSpan expiry)
    {
        if (!call.Engine.OnChain.IsConfigured)
        {
            return PaymentErrors.Disabled("onchain");
        }

        var kind = PaymentWords.ToKind(asked.PaymentKind!)!.Value;
        if (amount is null && kind == PaymentKind.OnChain)
        {
            return PaymentErrors.Required("amount_required", "amount");
        }

        if (amount is { IsWholeSats: false })
        {
            return PaymentErrors.Refused(
                "invalid_amount", "An amount on the chain is whole satoshis: a multiple of 1000 millisatoshis.");
        }

        var request = new NewChainRequest(
            call.Environment, order.Wallet, new InvoiceId(order.Id), kind, amount, asked.Description ?? "", expiry)
        {
            Metadata = order.Metadata,
        };
        return await order.ProblemWithKey(call) ?? await Make(call, request, order);
    }

    private static async Task<VoltageAnswer> Make(VoltageCall call, NewChainRequest request, PaymentOrder order)
    {
        try
        {
            return await call.Engine.CreateChainRequest.Execute(request, call.Cancel) switch
            {
                { Request: not null, IsRepeat: false } => VoltageAnswer.Accepted,
                { Request: { } existing } => order.IsRepeatOf(existing, request)
                    ? VoltageAnswer.Accepted
                    : PaymentErrors.Exists(order.IdText),
                { Refusal: CreateChainRequestRefusal.IdTaken } => PaymentErrors.Exists(order.IdText),
                { Refusal: CreateChainRequestRefusal.NodeRefused } => PaymentErrors.InvalidReceive(
                    "amount", "is more than the Lightning node accepts in one payment"),
                { Refusal: CreateChainRequestRefusal.NodeBacked } => PaymentErrors.Disabled("node_backed_onchain"),
                { Refusal: CreateChainRequestRefusal.LineOfCreditDisabled } => await call.LineDisabled(order.Wallet),
                _ => PaymentErrors.WalletNotFound(order.Wallet.ToString()),
            };
        }
        catch (NodeUnavailableException)
        {
            return PaymentErrors.NodeUnavailable;
        }
        catch (NodeRefusedException)
        {
            return PaymentErrors.NodeUnavailable;
        }
    }
}
