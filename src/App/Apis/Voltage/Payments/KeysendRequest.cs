using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What a keysend asks for, read and checked.</summary>
/// <param name="Target">Whom it pays, and what it tells beside the money.</param>
/// <param name="Amount">What the payee is to get.</param>
/// <param name="FeeMax">The most that routing may cost: what was asked, or what holds where nobody says.</param>
/// <param name="Description">What it is for; only the payer's own books have it. Null for nothing.</param>
internal sealed record KeysendRequest(
    PaymentTarget.Keysend Target, Msat Amount, Msat FeeMax, string? Description)
{
    /// <summary>Reads it, or says what is wrong.</summary>
    public static async Task<(KeysendRequest? Request, VoltageAnswer? Problem)> Read(
        VoltageCall call, SendInput data, string? currency)
    {
        if (string.IsNullOrWhiteSpace(data.Destination))
        {
            return (null, PaymentErrors.Required("missing_address", "destination"));
        }

        if (!NodePublicKey.TryParse(data.Destination.Trim(), out var destination) || !destination.IsOnCurve())
        {
            return (null, PaymentErrors.Refused(
                "invalid_address", "destination is not a node's key: a compressed public key of 33 bytes in hex."));
        }

        var (terms, problem) = SendTerms.Read(data, currency);
        if (terms is null)
        {
            return (null, problem);
        }

        if (terms.Amount is not { } amount)
        {
            return (null, PaymentErrors.Required("amount_required", "amount"));
        }

        if (CustomRecords.Read(data.CustomRecords ?? [], out var records) is var error
            && error != CustomRecordsError.None)
        {
            return (null, Invalid(error));
        }

        problem = await ProblemWith(call, destination);
        return problem is not null
            ? (null, problem)
            : (new KeysendRequest(
                new PaymentTarget.Keysend(destination, records),
                amount,
                terms.FeeMax ?? NewPayment.FeeMaxFor(amount),
                terms.Description), null);
    }

    private static async Task<VoltageAnswer?> ProblemWith(VoltageCall call, NodePublicKey destination)
    {
        if (call.Engine.Ports.Paying is PayingNodeOff)
        {
            return PaymentErrors.Disabled("keysend");
        }

        return destination == await FindOwnKey(call)
            ? PaymentErrors.Refused(
                "invalid_payment",
                "destination is the paying node's own key, and it pays itself nothing. To pay another wallet of this "
                + "deployment, pay one of its invoices.")
            : null;
    }

    // Null where the node does not tell now: once it is there, it refuses to pay itself.
    private static async Task<NodePublicKey?> FindOwnKey(VoltageCall call)
    {
        try
        {
            return await call.Engine.Ports.Paying.GetId(call.Cancel);
        }
        catch (NodeUnavailableException)
        {
            return null;
        }
        catch (NodeRefusedException)
        {
            return null;
        }
    }

    private static VoltageAnswer Invalid(CustomRecordsError error) => PaymentErrors.Refused(
        "invalid_custom_records",
        error switch
        {
            CustomRecordsError.TooMany => $"custom_records: at most {CustomRecords.CountMax} are sent.",
            CustomRecordsError.InvalidType =>
                $"custom_records: a type is a decimal number of at least {CustomRecords.TypeMin}.",
            CustomRecordsError.ReservedType =>
                $"custom_records: {CustomRecords.KeysendType} is the keysend's own record.",
            CustomRecordsError.InvalidValue => "custom_records: a value is made of pairs of hex digits.",
            CustomRecordsError.TooLarge =>
                $"custom_records: the values have at most {CustomRecords.BytesMax} bytes together.",
            CustomRecordsError.None => throw new InvariantBrokenException("records that are right are not refused"),
        });
}
