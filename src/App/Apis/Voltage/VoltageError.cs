namespace Fulgurite.App.Apis.Voltage;

/// <summary>An error's envelope.</summary>
internal sealed record VoltageError(string Message, VoltageErrorBody Error);
