using System.Text.Json;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>A line of credit that is asked for.</summary>
internal sealed record NewLineBody
{
    /// <summary>The caller's choice: a UUID.</summary>
    public string? Id { get; init; }

    /// <summary>What its wallets may owe together, in millisatoshis.</summary>
    public long? Limit { get; init; }

    /// <summary>The chain; the deployment's where it is left out.</summary>
    public string? Network { get; init; }

    /// <summary><c>btc</c>, which is also meant when it is left out.</summary>
    public string? Currency { get; init; }

    /// <summary>The customer's own node, which backs its wallets: then there is no limit.</summary>
    public InfrastructureBody? Infrastructure { get; init; }

    /// <summary>What each payment costs on top; nothing where it is left out.</summary>
    public ProcessingRatesBody? ProcessingFee { get; init; }

    /// <summary>How often it is billed; <c>never</c> where it is left out.</summary>
    public string? ReconciliationFrequency { get; init; }

    /// <summary>A day on which a cycle begins, <c>2026-01-31</c>; for lines that are billed, as is all below.</summary>
    public string? AnchorDate { get; init; }

    /// <summary>For each month that begins in a cycle; none where it is left out.</summary>
    public long? MonthlyServiceFeeMsats { get; init; }

    /// <summary>See <see cref="VolumeFee"/>; none where it is left out.</summary>
    public JsonElement? VolumeFeePercentage { get; init; }

    /// <summary>Days from the end of a cycle until its bill is due.</summary>
    public int? PaymentTermDays { get; init; }

    /// <summary>Days from then until sends are refused while it is not paid.</summary>
    public int? GraceDays { get; init; }
}
