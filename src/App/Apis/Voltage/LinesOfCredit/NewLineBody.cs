namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>A line of credit that is asked for.</summary>
/// <param name="Id">The caller's choice: a UUID.</param>
/// <param name="Limit">What its wallets may owe together, in millisatoshis.</param>
/// <param name="Network">The chain; the deployment's where it is left out.</param>
/// <param name="Currency"><c>btc</c>, which is also meant when it is left out.</param>
/// <param name="ReconciliationFrequency">How often it is billed; <c>never</c> where it is left out.</param>
/// <param name="AnchorDate">A day on which a cycle begins, <c>2026-01-31</c>; for lines that are billed.</param>
internal sealed record NewLineBody(
    string? Id = null,
    long? Limit = null,
    string? Network = null,
    string? Currency = null,
    string? ReconciliationFrequency = null,
    string? AnchorDate = null);
