using Microsoft.AspNetCore.Http.Features;

namespace Fulgurite.App.Checkout;

/// <summary>The fields of the deposit form as they were posted.</summary>
/// <param name="Entry">Amount and unit.</param>
/// <param name="RequestId">The hidden id; null when missing or not of our making.</param>
internal sealed record DepositFormFields(AmountEntry Entry, string? RequestId)
{
    private const int RequestIdLengthMax = 64;

    // The form has three short fields; whatever is larger did not come from it.
    private static readonly FormOptions Limits = new()
    {
        BufferBodyLengthLimit = 4_096,
        KeyLengthLimit = 64,
        ValueLengthLimit = 256,
        ValueCountLimit = 8,
    };

    /// <summary>Reads the posted form; null when the body is not one.</summary>
    public static async Task<DepositFormFields?> Read(HttpRequest request)
    {
        var isUrlEncoded = request.ContentType?.StartsWith(
            "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ?? false;
        if (!isUrlEncoded)
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(Limits, request.HttpContext.RequestAborted);
            var entry = new AmountEntry(form["amount"].ToString(), form["unit"] == "sats");
            return new DepositFormFields(entry, IdOrNull(form["request_id"].ToString()));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string? IdOrNull(string text) => PathId.IsWellFormed(text, RequestIdLengthMax) ? text : null;
}
