using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>The operator's fee on a payment, frozen when it was approved.</summary>
/// <param name="BasisPoints">Its rate.</param>
/// <param name="Amount">What it comes to.</param>
internal sealed record ProcessingFeeBody(int BasisPoints, VoltageAmount Amount)
{
    /// <summary>Of a fee; null where there is none.</summary>
    public static ProcessingFeeBody? FromCore(ProcessingFee fee) =>
        fee.Rate.Value == 0 ? null : new ProcessingFeeBody(fee.Rate.Value, VoltageAmount.FromCore(fee.Amount));
}
