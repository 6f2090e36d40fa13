using Fulgurite.Lightning;
using Fulgurite.Lnd.Protos;
using Fulgurite.Money;

namespace Fulgurite.Lnd;

/// <summary>Turns what a payment would cost into LND's question, and back.</summary>
internal static class LndRoutes
{
    /// <summary>What QueryRoutes is asked: a way to the payee, over private channels too.</summary>
    public static QueryRoutesRequest FromCore(Bolt11Invoice invoice, Msat amount) => new()
    {
        PubKey = invoice.Payee.Hex,
        AmtMsat = amount.Value,
        FinalCltvDelta = invoice.MinFinalCltvExpiryDelta.Blocks,
        UseMissionControl = true,
        RouteHints = { invoice.RouteHints.Select(FromCore) },
    };

    /// <summary>What QueryRoutes is asked of a keysend: a way to a node that the graph knows.</summary>
    public static QueryRoutesRequest FromCore(NodePublicKey destination, Msat amount) => new()
    {
        PubKey = destination.Hex,
        AmtMsat = amount.Value,
        UseMissionControl = true,
    };

    /// <summary>Reads the answer: LND gives the best way first, and only one.</summary>
    /// <exception cref="NodeUnavailableException">A fee that cannot be.</exception>
    public static EstimateRouteOutcome ToCore(QueryRoutesResponse response) =>
        response.Routes.Count == 0
            ? new EstimateRouteOutcome.Refused(PaymentFailure.NoRoute, "LND names no route")
            : new EstimateRouteOutcome.Estimated(LndAnswers.ToAmount(response.Routes[0].TotalFeesMsat));

    private static Protos.RouteHint FromCore(Lightning.RouteHint hint) => new()
    {
        HopHints =
        {
            hint.Hops.Select(hop => new HopHint
            {
                NodeId = hop.NodeId.Hex,
                ChanId = hop.ChannelId.Value,
                FeeBaseMsat = (uint)hop.FeeBase.Value,
                FeeProportionalMillionths = hop.FeeProportionalMillionths,
                CltvExpiryDelta = (uint)hop.CltvExpiryDelta.Blocks,
            }),
        },
    };
}
