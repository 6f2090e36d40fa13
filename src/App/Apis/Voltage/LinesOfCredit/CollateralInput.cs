namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>What is to secure a line of credit.</summary>
/// <param name="Mode"><c>secured</c>, <c>verified</c> or <c>waived</c>.</param>
/// <param name="Data">How far, and how much; not for <c>waived</c>.</param>
internal sealed record CollateralInput(string? Mode = null, CollateralDataInput? Data = null);
