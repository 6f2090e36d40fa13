using Fulgurite.Credit;
using Fulgurite.Lightning;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>A line of credit of the contract, in short.</summary>
internal sealed record LineBody
{
    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>The chain.</summary>
    public required string Network { get; init; }

    /// <summary>Where it belongs.</summary>
    public required string EnvironmentId { get; init; }

    /// <summary>What its wallets may owe together, in millisatoshis.</summary>
    public required long Limit { get; init; }

    /// <summary>What its wallets were granted together, in millisatoshis.</summary>
    public required long AllocatedLimit { get; init; }

    /// <summary><c>btc</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>How far it is secured; null while its collateral is waived.</summary>
    public required CollateralStatusBody? Status { get; init; }

    /// <summary>Since when it takes no new wallets and payments; null while it does.</summary>
    public required DateTimeOffset? DisabledAt { get; init; }

    /// <summary>The customer's own node, where that backs its wallets.</summary>
    public required InfrastructureBody? Infrastructure { get; init; }

    /// <summary>Of a line of credit.</summary>
    public static LineBody FromCore(LineOfCredit line, BitcoinNetwork deployment) => new()
    {
        Id = line.Id.ToString(),
        OrganizationId = line.Organization.ToString(),
        Network = NetworkNames.FromCore(line.Network ?? deployment),
        EnvironmentId = line.Environment.ToString(),
        Limit = line.Limit.Value,
        AllocatedLimit = line.Allocated.Value,
        Currency = "btc",
        Status = CollateralStatusBody.FromCore(line.Collateral),
        DisabledAt = line.DisabledAt,
        Infrastructure = LineInfrastructure.FromCore(line),
    };
}
