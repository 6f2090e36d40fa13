using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Credit;

/// <summary>
/// The facility that wallets hang under. What it allows is handed on to its wallets: their limits together are
/// <see cref="Allocated"/>, and never more than <see cref="Limit"/>.
/// </summary>
public sealed record LineOfCredit
{
    /// <summary>Names it.</summary>
    public required LineOfCreditId Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The one environment whose wallets may hang under it.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>The chain of its wallets; null for the deployment's, which every read fills in.</summary>
    public BitcoinNetwork? Network { get; init; }

    /// <summary>The most that its wallets may owe together.</summary>
    public required Msat Limit { get; init; }

    /// <summary>What is handed on to wallets; at most <see cref="Limit"/>.</summary>
    public Msat Allocated { get; init; }

    /// <summary>What secures it.</summary>
    public Collateral Collateral { get; init; }

    /// <summary>How much secures it, as the operator says: told, and not reckoned with. Nothing where waived.</summary>
    public Msat CollateralAmount { get; init; }

    /// <summary>
    /// The customer's own node, where that backs its wallets; null where the operator's does. Decided when it was made.
    /// </summary>
    public NodeRegistration? Node { get; init; }

    /// <summary>When its wallets are billed, decided when it was made; null for never.</summary>
    public BillingSchedule? Schedule { get; init; }

    /// <summary>
    /// What its bills and payments cost, decided with the schedule; the bills of a line that is never billed, nothing.
    /// </summary>
    public BillingTerms Terms { get; init; } = BillingTerms.None;

    /// <summary>Since when it takes no new wallets and payments; null while it does.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Since when it is enabled again; null where it was never disabled, or nobody wrote that down.</summary>
    public DateTimeOffset? EnabledAt { get; init; }

    /// <summary>Since when its wallets send nothing, because a bill is overdue; null while they do.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>When they last went on; null where they never stopped, and while they do not.</summary>
    public DateTimeOffset? UnblockedAt { get; init; }

    /// <summary>When it was made; the Unix epoch where nobody wrote that down.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When limit, state or collateral last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>True while it takes no new wallets and payments.</summary>
    public bool IsDisabled => DisabledAt is not null;

    /// <summary>True while it may be spent against: its collateral is there, or asked of nobody.</summary>
    public bool IsReady => Collateral switch
    {
        Collateral.Waived or Collateral.Secured or Collateral.Verified => true,
        Collateral.PendingDeposit or Collateral.PartiallySecured or Collateral.PendingVerification => false,
    };

    /// <summary>True while its wallets send nothing.</summary>
    public bool IsBlocked => BlockedAt is not null;

    /// <summary>What can still be handed on.</summary>
    public Msat Free => Limit - Allocated;
}
