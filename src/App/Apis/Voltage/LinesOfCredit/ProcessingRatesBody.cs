using System.Text.Json.Serialization;
using Fulgurite.Cycles;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>What each payment costs on top, in basis points of what its payee gets.</summary>
/// <param name="SendBasisPoints">0 to 10,000; none where it is left out.</param>
/// <param name="ReceiveBasisPoints">The same of what is received by invoices.</param>
internal sealed record ProcessingRatesBody(int? SendBasisPoints, int? ReceiveBasisPoints)
{
    /// <summary>Of terms.</summary>
    public static ProcessingRatesBody FromCore(BillingTerms terms) =>
        new(terms.SendProcessingFee.Value, terms.ReceiveProcessingFee.Value);

    /// <summary>Whether there is a fee at all.</summary>
    [JsonIgnore]
    public bool IsCharged => SendBasisPoints > 0 || ReceiveBasisPoints > 0;

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? FindProblem() =>
        SendBasisPoints is < 0 or > BasisPoints.PerWhole
            ? $"processing_fee.send_basis_points: it must be 0 to {BasisPoints.PerWhole}."
        : ReceiveBasisPoints is < 0 or > BasisPoints.PerWhole
            ? $"processing_fee.receive_basis_points: it must be 0 to {BasisPoints.PerWhole}."
        : null;
}
