using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.OnChain;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Makes a send to an address of a request.</summary>
internal static class CreateChainSend
{
    /// <summary>Makes it, or says why not.</summary>
    public static async Task<VoltageAnswer> Execute(VoltageCall call, PaymentInput asked, PaymentOrder order)
    {
        var data = asked.Data!;
        if (string.IsNullOrWhiteSpace(data.Address))
        {
            return PaymentErrors.Required("missing_address", "address");
        }

        var (terms, problem) = SendTerms.Read(data, asked.Currency);
        if (terms is null)
        {
            return problem!;
        }

        return BitcoinAddress.TryParse(data.Address.Trim(), call.Engine.Ports.Network, out var address, out var error)
            ? await Make(call, terms, address, PaymentKind.OnChain, order)
            : ChainSendErrors.Of(error);
    }

    /// <summary>Makes a send of any kind to an address, or says why not.</summary>
    public static async Task<VoltageAnswer> Make(
        VoltageCall call, SendTerms terms, BitcoinAddress destination, PaymentKind kind, PaymentOrder order)
    {
        if (!call.Engine.OnChain.IsConfigured)
        {
            return PaymentErrors.Disabled("onchain");
        }

        if (ProblemWith(terms, destination) is { } problem)
        {
            return problem;
        }

        var amount = terms.Amount!.Value;
        var feeMax = terms.FeeMax ?? NewOnChainSend.FeeMaxFor(amount);
        var send = new NewOnChainSend(
            new PaymentId(order.Id), call.Environment, order.Wallet, destination, amount, feeMax)
        {
            Kind = kind,
            Description = terms.Description ?? "",
            Metadata = order.Metadata,
            KeepsNotCovered = true,
        };
        return await order.ProblemWithKey(call) ?? await Make(call, send, order);
    }

    private static async Task<VoltageAnswer> Make(VoltageCall call, NewOnChainSend send, PaymentOrder order) =>
        await call.Engine.OnChain.Send.Execute(send, call.Cancel) switch
        {
            { Send: not null, IsRepeat: false } => VoltageAnswer.Accepted,
            { Send: { } existing } => order.IsRepeatOf(existing, send)
                ? VoltageAnswer.Accepted
                : PaymentErrors.Exists(order.IdText),
            { Refusal: { } refusal } => await ChainSendErrors.Of(call, refusal, order),
            _ => throw new InvariantBrokenException("a send is made or refused"),
        };

    /// <summary>What is wrong with an amount that is to be sent to an address; null for nothing.</summary>
    public static VoltageAnswer? ProblemWith(SendTerms terms, BitcoinAddress destination)
    {
        if (terms.Amount is not { } amount)
        {
            return PaymentErrors.Required("amount_required", "amount");
        }

        if (!amount.IsWholeSats)
        {
            return PaymentErrors.Refused(
                "invalid_amount", $"{terms.AmountField}: on chain whole satoshis are sent, of 1,000 msats each.");
        }

        var least = DustLimit.For(destination);
        return amount < least
            ? PaymentErrors.BelowMinimum(
                "invalid_on_chain_payment",
                terms.AmountField,
                amount.Value / terms.AmountUnit,
                least.Value / terms.AmountUnit,
                terms.AmountUnit)
            : null;
    }
}
