namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>A change of a line of credit of test money.</summary>
/// <param name="Limit">What its wallets may owe together, in millisatoshis.</param>
/// <param name="Disable">True, or left out: to enable it again is another's to do.</param>
internal sealed record SandboxLineBody(long? Limit = null, bool? Disable = null);
