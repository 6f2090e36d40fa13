namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>What backs a line's wallets where that is a customer's own node.</summary>
/// <param name="Type"><c>lnd_node</c>.</param>
/// <param name="Config">Where it is.</param>
internal sealed record InfrastructureBody(string? Type, InfrastructureConfigBody? Config);
