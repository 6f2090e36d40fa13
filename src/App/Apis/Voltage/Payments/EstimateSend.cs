using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>
/// Tells what a send would cost now; additive to the contract. Nothing is held, kept or sent, and a moment later the
/// answer may be another.
/// </summary>
internal static class EstimateSend
{
    private const int TargetBlocks = 6;

    /// <summary>Tells it, or why there could be no such send.</summary>
    public static async Task<VoltageAnswer> Execute(VoltageCall call)
    {
        var (asked, problem) = await VoltageBody.Read(call, PaymentJson.Default.EstimateInput);
        if (asked is null)
        {
            return problem!;
        }

        try
        {
            return asked switch
            {
                { Type: "taprootasset" } => PaymentErrors.Disabled("taproot_assets"),
                { Data: null } => VoltageErrors.InvalidData("data is required."),
                { Type: PaymentWords.Bolt11 } => await Invoice(call, asked),
                { Type: PaymentWords.OnChain } => await Address(call, asked),
                { Type: PaymentWords.Bip21 } => await Either(call, asked),
                { Type: PaymentWords.Keysend } => await Keysend(call, asked),
                _ => VoltageErrors.InvalidData("type is bolt11, onchain, bip21 or keysend."),
            };
        }
        catch (NodeUnavailableException)
        {
            return PaymentErrors.NoEstimate;
        }
        catch (NodeRefusedException)
        {
            return PaymentErrors.NoEstimate;
        }
    }

    private static async Task<VoltageAnswer> Invoice(VoltageCall call, EstimateInput asked)
    {
        if (string.IsNullOrWhiteSpace(asked.Data!.PaymentRequest))
        {
            return PaymentErrors.Required("missing_payment_request", "payment_request");
        }

        var (terms, problem) = SendTerms.Read(asked.Data with { Description = null }, asked.Currency);
        if (terms is null)
        {
            return problem!;
        }

        var text = Bolt11Invoice.StripUriScheme(asked.Data.PaymentRequest.Trim());
        return Bolt11Invoice.TryDecode(text, out var invoice, out var error)
            ? await Invoice(call, invoice, terms)
            : PaymentErrors.Refused(
                "invalid_bolt11_payment_request", $"payment_request is not a valid BOLT 11 invoice: {error}.");
    }

    private static async Task<VoltageAnswer> Invoice(VoltageCall call, Bolt11Invoice invoice, SendTerms terms)
    {
        if (invoice.Network != call.Engine.Ports.Network)
        {
            return PaymentErrors.Refused("invalid_network", "payment_request is an invoice of another network.");
        }

        if ((invoice.Amount ?? terms.Amount) is not { } amount)
        {
            return PaymentErrors.Required("amount_required", "amount");
        }

        if (terms.Amount is { } given && given != amount)
        {
            return PaymentErrors.Refused("amount_match_failed", "amount is not what the invoice asks for.");
        }

        Msat? chosen = invoice.Amount is null ? amount : null;
        return await call.Engine.Ports.Paying.EstimateRoute(invoice.Text, chosen, call.Cancel) switch
        {
            EstimateRouteOutcome.Estimated estimated => Answer(
                PaymentWords.Bolt11,
                amount,
                estimated.Fee,
                terms.FeeMax ?? NewPayment.FeeMaxFor(amount),
                null),

            // One of another wallet here is paid within the ledger, which costs nothing.
            EstimateRouteOutcome.Refused { Failure: PaymentFailure.SelfPayment } when await IsOurs(call, invoice) =>
                Answer(PaymentWords.Bolt11, amount, Msat.Zero, terms.FeeMax ?? NewPayment.FeeMaxFor(amount), null),
            EstimateRouteOutcome.Refused refused => Refusal(PaymentErrors.Of(refused.Failure)),
            _ => throw new InvariantBrokenException("a route is estimated or refused"),
        };
    }

    private static async Task<bool> IsOurs(VoltageCall call, Bolt11Invoice invoice) =>
        await call.Engine.Invoices.ByHash(invoice.PaymentHash, call.Cancel) is not null;

    private static async Task<VoltageAnswer> Address(VoltageCall call, EstimateInput asked)
    {
        if (string.IsNullOrWhiteSpace(asked.Data!.Address))
        {
            return PaymentErrors.Required("missing_address", "address");
        }

        var (terms, problem) = SendTerms.Read(asked.Data, asked.Currency);
        if (terms is null)
        {
            return problem!;
        }

        var network = call.Engine.Ports.Network;
        return BitcoinAddress.TryParse(asked.Data.Address.Trim(), network, out var address, out var error)
            ? await Address(call, address, terms)
            : ChainSendErrors.Of(error);
    }

    private static async Task<VoltageAnswer> Address(VoltageCall call, BitcoinAddress address, SendTerms terms)
    {
        if (!call.Engine.OnChain.IsConfigured)
        {
            return PaymentErrors.Disabled("onchain");
        }

        if (CreateChainSend.ProblemWith(terms, address) is { } problem)
        {
            return problem;
        }

        var amount = terms.Amount!.Value;
        return await call.Engine.OnChain.Wallet.EstimateFee(address, amount, TargetBlocks, call.Cancel) switch
        {
            EstimateFeeOutcome.Estimated estimated => Answer(
                PaymentWords.OnChain,
                amount,
                estimated.Fee,
                terms.FeeMax ?? NewOnChainSend.FeeMaxFor(amount),
                TargetBlocks),
            EstimateFeeOutcome.Refused refused => Refusal(ChainSendErrors.Of(refused.Failure)),
            _ => throw new InvariantBrokenException("a fee is estimated or refused"),
        };
    }

    private static async Task<VoltageAnswer> Either(VoltageCall call, EstimateInput asked)
    {
        var ports = call.Engine.Ports;
        var (request, problem) = Bip21Request.Read(asked.Data!, asked.Currency, ports.Network);
        return request is null ? problem!
            : request.Invoice is { } invoice && CreateBip21Send.PaysInvoice(call, request)
                ? await Invoice(call, invoice, request.Terms)
            : request.Address is { } address ? await Address(call, address, request.Terms)
            : CreateBip21Send.NoWay;
    }

    private static async Task<VoltageAnswer> Keysend(VoltageCall call, EstimateInput asked)
    {
        var (request, problem) = await KeysendRequest.Read(call, asked.Data!, asked.Currency);
        if (request is null)
        {
            return problem!;
        }

        var (destination, amount) = (request.Target.Destination, request.Amount);
        return await call.Engine.Ports.Paying.EstimateKeysend(destination, amount, call.Cancel) switch
        {
            EstimateRouteOutcome.Estimated estimated => Answer(
                PaymentWords.Keysend, amount, estimated.Fee, request.FeeMax, null),
            EstimateRouteOutcome.Refused refused => Refusal(PaymentErrors.Of(refused.Failure)),
            _ => throw new InvariantBrokenException("a route is estimated or refused"),
        };
    }

    private static VoltageAnswer Answer(string type, Msat amount, Msat fee, Msat feeMax, int? targetBlocks) =>
        VoltageAnswer.Of(
            StatusCodes.Status200OK,
            new EstimateBody(
                type,
                VoltageAmount.FromCore(amount),
                VoltageAmount.FromCore(fee),
                VoltageAmount.FromCore(feeMax),
                fee <= feeMax,
                targetBlocks),
            PaymentJson.Default.EstimateBody);

    // As the send itself would fail.
    private static VoltageAnswer Refusal(PaymentErrorBody error) =>
        VoltageErrors.Error(StatusCodes.Status400BadRequest, error.Type, error.Detail, error.Code);
}
