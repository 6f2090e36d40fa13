namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>A wallet that is asked for; what is missing of it is checked by <see cref="NewWalletTerms"/>.</summary>
/// <param name="Id">The caller's choice: a UUID.</param>
/// <param name="EnvironmentId">The key's environment, which is also meant when it is left out.</param>
/// <param name="LineOfCreditId">What it is to hang under; may be left out where there is one only.</param>
/// <param name="Name">For people.</param>
/// <param name="Network">The chain that the caller expects.</param>
/// <param name="Limit">How far below zero it may go, in millisatoshis.</param>
/// <param name="Metadata">The customer's own notes.</param>
internal sealed record NewWalletBody(
    string? Id = null,
    string? EnvironmentId = null,
    string? LineOfCreditId = null,
    string? Name = null,
    string? Network = null,
    long? Limit = null,
    Dictionary<string, string>? Metadata = null);
