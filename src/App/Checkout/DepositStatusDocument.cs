using System.Text.Json.Serialization;

namespace Fulgurite.App.Checkout;

/// <summary>What <c>GET /pay/{invoiceId}/status</c> answers. All keys are always present.</summary>
/// <param name="Status"><c>open</c>, <c>accepted</c>, <c>paid</c>, <c>expired</c> or <c>canceled</c>.</param>
/// <param name="ExpiresAt">Unix seconds.</param>
/// <param name="PaidAt">Unix seconds; null until paid.</param>
/// <param name="AmountSat">Whole satoshis, a fraction rounded up; null when the payer chooses.</param>
internal sealed record DepositStatusDocument(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("expires_at")] long ExpiresAt,
    [property: JsonPropertyName("paid_at")] long? PaidAt,
    [property: JsonPropertyName("amount_sat")] long? AmountSat)
{
    /// <summary>The document for a deposit.</summary>
    public static DepositStatusDocument Of(DepositView deposit) => new(
        DepositStages.Word(deposit.Status),
        deposit.ExpiresAt.ToUnixTimeSeconds(),
        deposit.PaidAt?.ToUnixTimeSeconds(),
        deposit.Amount?.ToSatsRoundedUp());
}
