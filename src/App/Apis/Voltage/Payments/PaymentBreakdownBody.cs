namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What a completed payment came to.</summary>
/// <param name="Principal">What the payee has.</param>
/// <param name="NetworkFee">What the way there cost.</param>
/// <param name="ProcessingFee">What the operator kept.</param>
internal sealed record PaymentBreakdownBody(
    VoltageAmount Principal, VoltageAmount NetworkFee, VoltageAmount ProcessingFee);
