using System.Text.Json.Nodes;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>A line of credit of the contract with all that bills depend on.</summary>
internal sealed record FullLineBody
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

    /// <summary>Since when its wallets send nothing, because a bill is overdue; null while they do.</summary>
    public required DateTimeOffset? BlockedAt { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When limit, state or collateral last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How often it is billed.</summary>
    public required string ReconciliationFrequency { get; init; }

    /// <summary>A day on which a cycle begins; null where it is never billed, as is what only bills have.</summary>
    public required DateOnly? AnchorDate { get; init; }

    /// <summary>For each month that begins in a cycle.</summary>
    public required long MonthlyServiceFeeMsats { get; init; }

    /// <summary>See <see cref="VolumeFee"/>.</summary>
    public required JsonNode VolumeFeePercentage { get; init; }

    /// <summary>What each payment costs on top.</summary>
    public required ProcessingRatesBody ProcessingFee { get; init; }

    /// <summary>Days from the end of a cycle until its bill is due.</summary>
    public required int? PaymentTermDays { get; init; }

    /// <summary>Days from then until sends are refused while it is not paid.</summary>
    public required int? GraceDays { get; init; }

    /// <summary>When the running cycle ends.</summary>
    public required DateTimeOffset? NextBillAt { get; init; }

    /// <summary>Its open wallets.</summary>
    public required IReadOnlyList<string> WalletIds { get; init; }

    /// <summary>What secures it.</summary>
    public required CollateralBody Collateral { get; init; }

    /// <summary>Of a line of credit with its network, and its wallets.</summary>
    public static FullLineBody FromCore(
        LineOfCredit line, IEnumerable<WalletId> wallets, BitcoinNetwork deployment, DateTimeOffset now) => new()
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
        BlockedAt = line.BlockedAt,
        CreatedAt = line.CreatedAt,
        UpdatedAt = line.UpdatedAt,
        ReconciliationFrequency = LineSchedule.FromCore(line.Schedule),
        AnchorDate = line.Schedule?.Anchor,
        MonthlyServiceFeeMsats = line.Terms.MonthlyServiceFee.Value,
        VolumeFeePercentage = VolumeFee.FromCore(line.Terms),
        ProcessingFee = ProcessingRatesBody.FromCore(line.Terms),
        PaymentTermDays = line.Schedule is null ? null : line.Terms.PaymentTermDays,
        GraceDays = line.Schedule is null ? null : line.Terms.GraceDays,
        NextBillAt = line.Schedule?.PeriodAt(now).End,
        WalletIds = [.. wallets.Select(wallet => wallet.ToString())],
        Collateral = CollateralBody.FromCore(line),
    };
}
