using Fulgurite.Identity;
using Fulgurite.Listings;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What calls about payments look up.</summary>
internal static class PaymentCalls
{
    /// <summary>Whether a wallet belongs to the key's environment; what is newer than memory is looked up.</summary>
    public static async Task<bool> HasWallet(this VoltageCall call, WalletId wallet)
    {
        var registry = call.Engine.Registry;
        if ((await registry.FindWallets(call.Environment, call.Cancel)).Contains(wallet))
        {
            return true;
        }

        registry.Forget();
        return (await registry.FindWallets(call.Environment, call.Cancel)).Contains(wallet);
    }

    /// <summary>What is said of a payment of a wallet whose line of credit is disabled, with that line.</summary>
    public static async Task<VoltageAnswer> LineDisabled(this VoltageCall call, WalletId wallet) =>
        PaymentErrors.LineDisabled(await call.LineOf(wallet));

    /// <summary>What is said of a send whose line of credit waits for its collateral, with that line.</summary>
    public static async Task<VoltageAnswer> LineNotReady(this VoltageCall call, WalletId wallet) =>
        PaymentErrors.LineNotReady(await call.LineOf(wallet));

    /// <summary>A payment as it is stored; null when it was never made.</summary>
    public static async Task<PaymentBody?> Show(
        this VoltageCall call, WalletId wallet, Guid id, PaymentDirection direction, PaymentKind kind)
    {
        if (direction == PaymentDirection.Receive && kind != PaymentKind.Bolt11)
        {
            return await call.ShowOnChain(wallet, new InvoiceId(id));
        }

        if (direction == PaymentDirection.Receive)
        {
            return await call.Engine.Invoices.ById(wallet, new InvoiceId(id), call.Cancel) is { } invoice
                ? call.Engine.PaymentBodies.FromCore(invoice, call.Organization)
                : null;
        }

        if (await call.Engine.Payments.ById(wallet, new PaymentId(id), call.Cancel) is { } payment)
        {
            return PaymentBodies.FromCore(payment, call.Organization);
        }

        return await call.Engine.OnChain.Reads.SendById(wallet, new PaymentId(id), call.Cancel) is { } send
            ? ChainSendBodies.FromCore(send, call.Organization)
            : null;
    }

    private static async Task<PaymentBody?> ShowOnChain(this VoltageCall call, WalletId wallet, InvoiceId id)
    {
        if (await call.Engine.ChainRequests.Store.Find(wallet, id, call.Cancel) is not { } request)
        {
            return null;
        }

        var receipts = await call.Engine.OnChain.Reads.Shown(wallet, id, call.Cancel);
        return call.Engine.PaymentBodies.OnChain.FromCore(request, receipts, call.Organization);
    }

    /// <summary>What is said of a send whose line of credit has an overdue bill, with that line.</summary>
    public static async Task<VoltageAnswer> LineOverdue(this VoltageCall call, WalletId wallet) =>
        PaymentErrors.LineOverdue(await call.LineOf(wallet));

    private static async Task<string> LineOf(this VoltageCall call, WalletId wallet) =>
        (await call.Engine.Wallets.Head(wallet, call.Cancel))!.LineOfCredit.ToString();
}
