using Fulgurite.Identity;
using Fulgurite.Payments;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Makes a send to a node that asked for nothing; additive to the contract.</summary>
internal static class CreateKeysend
{
    /// <summary>Makes it, or says why not.</summary>
    public static async Task<VoltageAnswer> Execute(VoltageCall call, PaymentInput asked, PaymentOrder order)
    {
        var (request, problem) = await KeysendRequest.Read(call, asked.Data!, asked.Currency);
        if (request is null)
        {
            return problem!;
        }

        var payment = new NewPayment(
            new PaymentId(order.Id), call.Environment, order.Wallet, request.Target, request.Amount, request.FeeMax)
        {
            Description = request.Description,
            Metadata = order.Metadata,
            KeepsNotCovered = true,
        };
        return await order.ProblemWithKey(call) ?? await CreateSend.Make(call, payment, order);
    }
}
