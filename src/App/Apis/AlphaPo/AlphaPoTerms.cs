using Fulgurite.Money;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>What deposits cost and how large they may be, as this surface publishes and enforces it.</summary>
internal sealed record AlphaPoTerms
{
    /// <summary>The contract's maximum for one Lightning deposit: 0.045 BTCLN.</summary>
    public static readonly Msat LargestDeposit = Msat.FromSats(4_500_000);

    /// <summary>Creates terms.</summary>
    /// <param name="minimumDeposit">Whole satoshis, at least one; the contract publishes none.</param>
    /// <param name="maximumDeposit">Whole satoshis, from the minimum to <see cref="LargestDeposit"/>.</param>
    /// <param name="depositFee">The share kept of each deposit, rounded down to whole satoshis.</param>
    public AlphaPoTerms(Msat minimumDeposit, Msat maximumDeposit, BasisPoints depositFee)
    {
        Invariant.Holds(minimumDeposit.IsWholeSats && maximumDeposit.IsWholeSats, "deposit limits are whole satoshis");
        Invariant.Holds(!minimumDeposit.IsZero, "the smallest deposit is at least one satoshi");
        Invariant.Holds(
            minimumDeposit <= maximumDeposit && maximumDeposit <= LargestDeposit,
            "deposit limits are in order and at most 0.045 BTCLN");
        MinimumDeposit = minimumDeposit;
        MaximumDeposit = maximumDeposit;
        DepositFee = depositFee;
    }

    /// <summary>1,000 sat to 0.045 BTCLN, free of charge.</summary>
    public static AlphaPoTerms Default { get; } = new(Msat.FromSats(1_000), LargestDeposit, default);

    /// <summary>The smallest deposit, in whole satoshis.</summary>
    public Msat MinimumDeposit { get; }

    /// <summary>The largest deposit, in whole satoshis.</summary>
    public Msat MaximumDeposit { get; }

    /// <summary>The share kept of each deposit.</summary>
    public BasisPoints DepositFee { get; }
}
