using Fulgurite.Money;

namespace Fulgurite.Credit;

/// <summary>What changes of a line of credit; null stays as it is.</summary>
public sealed record LineChange
{
    /// <summary>The most that its wallets may owe together.</summary>
    public Msat? Limit { get; init; }

    /// <summary>Whether it takes no new wallets and payments.</summary>
    public bool? IsDisabled { get; init; }

    /// <summary>What secures it.</summary>
    public Collateral? Collateral { get; init; }

    /// <summary>How much secures it; nothing where the collateral is waived.</summary>
    public Msat? CollateralAmount { get; init; }

    /// <summary>Where the line's own node is now; the node stays the same.</summary>
    public NodeRegistration? Node { get; init; }

    /// <summary>True where it changes nothing.</summary>
    public bool IsEmpty => this == new LineChange();

    /// <summary>The line afterwards.</summary>
    public LineOfCredit Of(LineOfCredit line, DateTimeOffset now)
    {
        var collateral = Collateral ?? line.Collateral;
        return line with
        {
            Limit = Limit ?? line.Limit,
            Node = line.Node is null ? null : Node ?? line.Node,
            DisabledAt = IsDisabled is { } isDisabled ? (isDisabled ? line.DisabledAt ?? now : null) : line.DisabledAt,
            EnabledAt = line.IsDisabled && IsDisabled == false ? now : line.EnabledAt,
            Collateral = collateral,
            CollateralAmount = collateral == Credit.Collateral.Waived
                ? Msat.Zero
                : CollateralAmount ?? line.CollateralAmount,
            UpdatedAt = now,
        };
    }
}
