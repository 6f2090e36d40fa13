using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>Plugs this surface into the engine: its words on one side, Core's on the other.</summary>
internal static class AlphaPoWiring
{
    /// <summary>The contract's life of a Lightning invoice: fifteen minutes.</summary>
    public static readonly TimeSpan InvoiceExpiry = TimeSpan.FromMinutes(15);

    /// <summary>A foreign id can have any number of deposits; the newest paid one is looked for among these.</summary>
    private const int ForeignIdDepositsMax = 50;

    /// <summary>The scheme of the contract's callbacks.</summary>
    public static CallbackScheme Scheme { get; } = new()
    {
        Name = "alphapo",
        Render = news => news is InvoiceNews { Kind: PaymentEvent.ReceiveCompleted } completed
            ? DepositCallback.Render(FromCore(completed.Invoice))
            : null,
        Sign = attempt =>
        [
            new CallbackHeader(AlphaPoHeaders.Key, attempt.Keys.PublicKey!),
            new CallbackHeader(
                AlphaPoHeaders.Signature, AlphaPoSignature.Sign(attempt.Keys.Current, attempt.Delivery.Body.Span)),
        ],
        RetryDelays = CallbackRetries.Delays,
        IsAcknowledged = status => status == StatusCodes.Status200OK,
    };

    /// <summary>The surface's view of the engine.</summary>
    public static AlphaPoEngine Over(EngineSource source) => new()
    {
        FindKey = async (publicKey, cancel) =>
        {
            var engine = await source.Get(cancel);
            return await engine.Registry.FindProcessingKey(publicKey, cancel) is { } key
                ? new AlphaPoKey
                {
                    PublicKey = key.PublicKey,
                    Secret = key.Secret,
                    Merchant = new AlphaPoMerchant(key.Wallet.ToString(), key.Environment.ToString()),
                }
                : null;
        },
        TakeInvoice = async (merchant, take, cancel) => await Take(await source.Get(cancel), merchant, take, cancel),
        ReadBalance = async (merchant, cancel) =>
        {
            var head = await (await source.Get(cancel)).Wallets.Head(WalletOf(merchant), cancel);
            return head?.Balances[Account.Available].ToMsatOrZero() ?? Msat.Zero;
        },
        FindDepositById = async (merchant, id, cancel) =>
        {
            // Transaction ids are 3n + 1: see FromCore.
            var invoices = (await source.Get(cancel)).Invoices;
            return id % 3 == 1 ? Received(await invoices.BySerial(WalletOf(merchant), id / 3, cancel)) : null;
        },
        FindDepositByForeignId = async (merchant, foreignId, cancel) =>
        {
            var invoices = (await source.Get(cancel)).Invoices;
            var newest = await invoices.ByReference(WalletOf(merchant), foreignId, ForeignIdDepositsMax, cancel);
            return newest.Select(Received).FirstOrDefault(deposit => deposit is not null);
        },
        FindDepositByPaymentHash = async (merchant, hash, cancel) =>
        {
            var invoice = await (await source.Get(cancel)).Invoices.ByHash(hash, cancel);
            return invoice?.Wallet == WalletOf(merchant) ? Received(invoice) : null;
        },
    };

    private static async Task<TakeDepositOutcome> Take(
        Engine engine, AlphaPoMerchant merchant, TakeDeposit take, CancellationToken cancel)
    {
        var isId = EnvironmentId.TryParse(merchant.EnvironmentId, out var environment);
        Invariant.Holds(isId, "a merchant carries its environment's id");
        var asked = new NewInvoice(
            environment, WalletOf(merchant), take.Amount, "", InvoiceExpiry, take.ForeignId, take.EndUserReference);
        try
        {
            var outcome = await engine.CreateInvoice.Execute(asked, cancel);
            return outcome switch
            {
                { Invoice: { } invoice } => TakeDepositOutcome.Taken(
                    new TakenDeposit(AddressIdOf(invoice.Serial), invoice.PaymentRequest, invoice.ExpiresAt)),
                _ => new TakeDepositOutcome(TakeDepositStatus.ReceivingDisabled),
            };
        }
        catch (NodeUnavailableException)
        {
            return new TakeDepositOutcome(TakeDepositStatus.NodeUnavailable);
        }
        catch (NodeRefusedException)
        {
            // Our macaroon does not suffice: the operator's to mend, and nothing that the merchant did.
            return new TakeDepositOutcome(TakeDepositStatus.NodeUnavailable);
        }
    }

    private static DepositFacts? Received(Invoice? invoice) =>
        invoice is { State: InvoiceState.Settled } ? FromCore(invoice) : null;

    // The contract wants three ids per deposit that fit 31 bits and never repeat: each serial number n gives 3n for the
    // address, 3n + 1 for the transaction and 3n + 2 for its one part, so the same facts always have the same ids.
    private static DepositFacts FromCore(Invoice settled) => new()
    {
        AddressId = AddressIdOf(settled.Serial),
        TransactionId = (3 * settled.Serial) + 1,
        SubTransactionId = (3 * settled.Serial) + 2,
        PaymentRequest = settled.PaymentRequest,
        ForeignId = settled.MerchantReference ?? "",
        EndUserReference = settled.CustomerReference,
        Received = settled.AmountPaid,
        Fee = settled.FeePaid,
        PaymentHash = settled.Hash,
    };

    private static int AddressIdOf(int serial) => 3 * serial;

    private static WalletId WalletOf(AlphaPoMerchant merchant)
    {
        var isId = WalletId.TryParse(merchant.WalletId, out var wallet);
        Invariant.Holds(isId, "a merchant carries its wallet's id");
        return wallet;
    }
}
