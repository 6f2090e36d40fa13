using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Wallets;

/// <summary>The columns of a payment's processing fee, in rows and events; one without a fee has neither.</summary>
internal static class ProcessingFeeColumns
{
    /// <summary>The rate.</summary>
    public const string Rate = "processing_basis_points";

    /// <summary>What it comes to, also where that is nothing.</summary>
    public const string Amount = "processing_fee_msat";

    /// <summary>The first column.</summary>
    public static long? RateOf(ProcessingFee fee) => fee.Rate.Value == 0 ? null : fee.Rate.Value;

    /// <summary>The second.</summary>
    public static long? AmountOf(ProcessingFee fee) => fee.Rate.Value == 0 ? null : fee.Amount.Value;

    /// <summary>The fee of a row.</summary>
    public static ProcessingFee Of(RowFields fields) => new(
        new BasisPoints((int)(fields.IntegerOrNull(Rate) ?? 0)), new Msat(fields.IntegerOrNull(Amount) ?? 0));
}
