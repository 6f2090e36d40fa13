using Fulgurite.Money;

namespace Fulgurite.Statements;

/// <summary>What the movements of a statement add up to. Each is in exactly one of the sums.</summary>
public sealed record StatementTotals
{
    /// <summary>Nothing has moved.</summary>
    public static readonly StatementTotals None = new();

    /// <summary>Receipts.</summary>
    public long ReceivedCount { get; init; }

    /// <summary>What they brought, before processing fees.</summary>
    public Msat Received { get; init; }

    /// <summary>Sends.</summary>
    public long SentCount { get; init; }

    /// <summary>What their payees got.</summary>
    public Msat Sent { get; init; }

    /// <summary>What routing and mining cost.</summary>
    public Msat NetworkFees { get; init; }

    /// <summary>What the operator took.</summary>
    public Msat ProcessingFees { get; init; }

    /// <summary>Settlements of bills, either way.</summary>
    public long SettlementCount { get; init; }

    /// <summary>What they brought.</summary>
    public Msat SettledIn { get; init; }

    /// <summary>What they took.</summary>
    public Msat SettledOut { get; init; }

    /// <summary>Receipts that were kept aside; in no sum.</summary>
    public long KeptAsideCount { get; init; }

    /// <summary>Holds and releases, which are not shown.</summary>
    public long HoldCount { get; init; }

    /// <summary>By how much all of it changes the balance.</summary>
    public MsatDelta Change =>
        new MsatDelta(Received.Value) + SettledIn - Sent - SettledOut - NetworkFees - ProcessingFees;

    /// <summary>With one more movement.</summary>
    public StatementTotals After(StatementMovement movement)
    {
        var withFees = this with
        {
            NetworkFees = NetworkFees + movement.NetworkFee,
            ProcessingFees = ProcessingFees + movement.ProcessingFee,
        };
        return movement.Kind switch
        {
            MovementKind.SettlementReceived or MovementKind.SettlementPaid => withFees with
            {
                SettlementCount = SettlementCount + 1,
                SettledIn = SettledIn + movement.In,
                SettledOut = SettledOut + movement.Out,
            },
            MovementKind.KeptAside => withFees with { KeptAsideCount = KeptAsideCount + 1 },
            MovementKind.Hold or MovementKind.Release => withFees with { HoldCount = HoldCount + 1 },
            MovementKind.ReceivedOverLightning or MovementKind.ReceivedOnChain or MovementKind.ReceivedFromWallet
                or MovementKind.Attributed or MovementKind.SentOverLightning or MovementKind.SentOnChain
                or MovementKind.SentToWallet or MovementKind.Fee or MovementKind.Other => withFees with
                {
                    ReceivedCount = ReceivedCount + (movement.In.IsZero ? 0 : 1),
                    Received = Received + movement.In,
                    SentCount = SentCount + (movement.Out.IsZero ? 0 : 1),
                    Sent = Sent + movement.Out,
                },
        };
    }
}
