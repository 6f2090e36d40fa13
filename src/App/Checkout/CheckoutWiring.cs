using System.Security.Cryptography;
using System.Text;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;

namespace Fulgurite.App.Checkout;

/// <summary>
/// Plugs the hosted pages into the engine. A page's address holds the payment hash, which the invoice shows anyway.
/// </summary>
internal static class CheckoutWiring
{
    /// <summary>The pages' view of the engine.</summary>
    public static CheckoutPorts Over(
        EngineSource source, CheckoutTerms terms, TimeProvider clock, IRandomness randomness) =>
        new()
        {
            Clock = clock,
            ReadDeposit = async (id, cancel) =>
                PaymentHash.TryParse(id, out var hash)
                && await (await source.Get(cancel)).Invoices.ByHash(hash, cancel) is { } invoice
                    ? await View(await source.Get(cancel), invoice, terms, cancel)
                    : null,
            ReadForm = async (id, cancel) =>
                await FindWallet(await source.Get(cancel), terms, id, cancel) is not null
                    ? new DepositFormView(id, terms.Payee, terms.DepositMin, terms.DepositMax, terms.IsMainnet)
                    : null,
            CreateDeposit = async (deposit, cancel) => await Create(await source.Get(cancel), terms, deposit, cancel),
            NewRequestId = () => randomness.NextUuid().ToString("D"),
        };

    private static async Task<DepositView> View(
        Engine engine, Invoice invoice, CheckoutTerms terms, CancellationToken cancel)
    {
        // The stored state lags behind the node by the way of one message; only a held payment is worth asking for.
        var isHeld = invoice.State == InvoiceState.Open && terms.AsksNode && await IsHeld(engine, invoice.Hash, cancel);
        return new DepositView
        {
            InvoiceId = invoice.Hash.ToString(),
            Payee = terms.Payee,
            Reference = null,
            Amount = invoice.Amount,
            PaymentRequest = invoice.PaymentRequest,
            Status = StatusOf(invoice.State, isHeld),
            ExpiresAt = invoice.ExpiresAt,
            PaidAt = invoice.SettledAt,
            IsMainnet = terms.IsMainnet,
            CanPayFromSandbox = terms.AsksNode,
            FormWalletId = terms.HasForm ? invoice.Wallet.ToString() : null,
        };
    }

    private static async Task<bool> IsHeld(Engine engine, PaymentHash hash, CancellationToken cancel) =>
        await engine.Ports.Node.LookupInvoice(hash, cancel) is { State: NodeInvoiceState.Accepted };

    private static DepositStatus StatusOf(InvoiceState state, bool isHeld) => state switch
    {
        InvoiceState.Open => isHeld ? DepositStatus.Accepted : DepositStatus.Open,
        InvoiceState.Settled => DepositStatus.Paid,
        InvoiceState.Expired => DepositStatus.Expired,
        InvoiceState.Canceled => DepositStatus.Canceled,
    };

    private static async Task<NewDepositOutcome> Create(
        Engine engine, CheckoutTerms terms, NewDeposit deposit, CancellationToken cancel)
    {
        if (deposit.Amount < terms.DepositMin || deposit.Amount > terms.DepositMax)
        {
            return new NewDepositOutcome(NewDepositStatus.AmountOutsideLimits);
        }

        if (await FindWallet(engine, terms, deposit.WalletId, cancel) is not { } owner)
        {
            return new NewDepositOutcome(NewDepositStatus.Unavailable);
        }

        var asked = new NewInvoice(
            owner.Environment,
            owner.Wallet,
            deposit.Amount,
            "",
            AlphaPoWiring.InvoiceExpiry,
            $"form-{deposit.RequestId}",
            null,
            IdOf(owner.Wallet, deposit.RequestId));
        try
        {
            var outcome = await engine.CreateInvoice.Execute(asked, cancel);
            return outcome.Invoice is { } invoice
                ? new NewDepositOutcome(NewDepositStatus.Created, invoice.Hash.ToString())
                : new NewDepositOutcome(NewDepositStatus.Unavailable);
        }
        catch (NodeUnavailableException)
        {
            return new NewDepositOutcome(NewDepositStatus.Unavailable);
        }
        catch (NodeRefusedException)
        {
            return new NewDepositOutcome(NewDepositStatus.Unavailable);
        }
    }

    private static async Task<(WalletId Wallet, EnvironmentId Environment)?> FindWallet(
        Engine engine, CheckoutTerms terms, string id, CancellationToken cancel) =>
        terms.HasForm
        && WalletId.TryParse(id, out var wallet)
        && await engine.Wallets.Head(wallet, cancel) is { } head
            ? (wallet, head.Environment)
            : null;

    private static InvoiceId IdOf(WalletId wallet, string requestId) => new(new Guid(
        SHA256.HashData(Encoding.UTF8.GetBytes($"deposit form/{wallet}/{requestId}")).AsSpan(0, 16), bigEndian: true));
}
