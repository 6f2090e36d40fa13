namespace Fulgurite.App.Apis.Voltage;

/// <summary>What clients branch on.</summary>
internal sealed record VoltageErrorBody(string Type, string Detail);
