namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What is to be paid.</summary>
/// <param name="PaymentRequest">The BOLT 11 text.</param>
/// <param name="Amount">Needed where the request names none.</param>
/// <param name="AmountMsats">The same, from clients from before amounts had units.</param>
/// <param name="MaxFee">The most that routing may cost.</param>
/// <param name="MaxFeeMsats">The same.</param>
internal sealed record SendInput(
    string? PaymentRequest, AmountInput? Amount, long? AmountMsats, AmountInput? MaxFee, long? MaxFeeMsats);
