using Fulgurite.Identity;
using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>
/// What movements were for, in the customer's own words: the description of what was paid, or else the merchant's name
/// for it. One storage transaction for a movement over Lightning, up to three for one on chain.
/// </summary>
internal sealed class MovementMemos(Engine engine)
{
    /// <summary>The words; empty for none.</summary>
    public async Task<string> Of(StatementMovement movement, CancellationToken cancel)
    {
        var (wallet, reference) = (movement.Line.Wallet, movement.Line.Reference);
        switch (movement.Kind)
        {
            case MovementKind.ReceivedOverLightning or MovementKind.ReceivedOnChain or MovementKind.ReceivedFromWallet
                or MovementKind.KeptAside or MovementKind.Attributed:
                return InvoiceId.TryParse(reference, out var request) ? await Received(wallet, request, cancel) : "";
            case MovementKind.SentOverLightning or MovementKind.SentToWallet:
                return PaymentId.TryParse(reference, out var payment)
                    ? (await engine.Payments.ById(wallet, payment, cancel))?.Description ?? ""
                    : "";
            case MovementKind.SentOnChain:
                return PaymentId.TryParse(reference, out var send)
                    ? (await engine.OnChain.Reads.SendById(wallet, send, cancel))?.Description ?? ""
                    : "";
            default:
                return "";
        }
    }

    private async Task<string> Received(WalletId wallet, InvoiceId request, CancellationToken cancel) =>
        await engine.Invoices.ById(wallet, request, cancel) is { } invoice
            ? invoice.Description is { Length: > 0 } said ? said : invoice.MerchantReference ?? ""
            : (await engine.ChainRequests.Store.Find(wallet, request, cancel))?.Description ?? "";
}
