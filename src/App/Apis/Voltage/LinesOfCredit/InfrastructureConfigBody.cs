namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>Where a customer's own node is.</summary>
/// <param name="Host">Its gRPC listener, <c>HOST:PORT</c>.</param>
internal sealed record InfrastructureConfigBody(string? Host);
