using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.OnChain;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>
/// A way out for a send on chain that cannot end by itself; additive to the contract. On proof, whoever may send may
/// ask for it. Without proof somebody has to answer for it, and where the money is real that is the deployment's
/// operator: what is released may have left after all.
/// </summary>
internal static class ResolveSend
{
    /// <summary>Resolves it, or says why not.</summary>
    public static async Task<VoltageAnswer> Execute(VoltageCall call)
    {
        var (asked, problem) = await VoltageBody.Read(call, PaymentJson.Default.ResolveInput);
        if (asked is null)
        {
            return problem!;
        }

        var isStated = asked.Abandon == true;
        var isRealMoney = call.Engine.Ports.Network == BitcoinNetwork.Mainnet;
        if (isStated && isRealMoney && !call.Key.Allows(Permission.Administrator))
        {
            return call.Deny("permission");
        }

        var text = call.Route("payment")!;
        if (!Guid.TryParseExact(text, "D", out var id)
            || await call.Engine.PaymentIds.Find(call.Environment, id, call.Cancel) is not { } location)
        {
            return PaymentErrors.NotFound(text);
        }

        if (location.Direction == PaymentDirection.Receive)
        {
            return NoChainSend;
        }

        try
        {
            return await Resolve(call, location.Wallet, new PaymentId(id), isStated);
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

    private static VoltageAnswer NoChainSend { get; } = PaymentErrors.NotResolvable(
        "Only a send on chain is resolved: what pays over Lightning ends by itself, and so does what receives.");

    private static async Task<VoltageAnswer> Resolve(
        VoltageCall call, WalletId wallet, PaymentId id, bool isStated)
    {
        var detail = isStated ? "abandon" : null;
        await call.Engine.Keys.Audit.Add(
            call.Actor, AuditAction.PaymentResolved, id.ToString(), detail, call.Cancel);
        call.Acted(AuditAction.PaymentResolved, id.ToString());
        return await call.Engine.OnChain.Resolve.Execute(wallet, id, isStated, call.Cancel) switch
        {
            ResolveOnChainSendStatus.Sent or ResolveOnChainSendStatus.Failed => VoltageAnswer.Accepted,
            ResolveOnChainSendStatus.NotFound => NoChainSend,
            ResolveOnChainSendStatus.NotProven => PaymentErrors.NotResolvable(
                "The network may still take its transaction: no other one that is deep enough in the chain spends its "
                + "coins."),
        };
    }
}
