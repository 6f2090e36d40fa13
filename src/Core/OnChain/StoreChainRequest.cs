using System.Globalization;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>Stores a request, with its invoice where it has one: from then on it may be handed out.</summary>
public sealed class StoreChainRequest(
    ITableStore tables, BookKeeper books, ActivateWallet activate, Announce announce, BitcoinNetwork network)
{
    /// <summary>
    /// Stores it, and returns what is stored under its id: another's, where that was faster; null where the wallet was
    /// deleted meanwhile. A commit of the book keeper's; a message for each endpoint that wants to know.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Do not hand it out; try again.</exception>
    public async Task<(ChainRequest? Stored, bool IsRepeat)> Execute(
        NewChainRequest asked, IssuedChainRequest issued, CancellationToken cancel)
    {
        var (result, made) = await Commit(asked, issued, cancel);
        if (result is BookResult.Refused { Status: Refusal.NotActivated }
            && await activate.Execute(asked.Wallet, cancel) is null)
        {
            (result, made) = await Commit(asked, issued, cancel);
        }

        return result switch
        {
            BookResult.Applied => (made, false),
            BookResult.AlreadyApplied or BookResult.KeyReused => (await Find(asked.Wallet, asked.Id, cancel), true),
            _ => (null, false),
        };
    }

    /// <summary>What is stored under an id; null for nothing. One storage transaction.</summary>
    public async Task<ChainRequest?> Find(WalletId wallet, InvoiceId request, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, ChainRequestRows.Key(wallet, request), cancel) is { } row
            ? ChainRequestRows.ToRequest(row)
            : null;

    /// <summary>The idempotency key of a request's making.</summary>
    public static IdempotencyKey KeyOf(InvoiceId request) => new($"chain-request:{request}");

    /// <summary>The fingerprint of what was asked.</summary>
    public static InputHash InputOf(ChainRequest request) => InputHash.Of(
        request.Kind.ToString(),
        request.Amount?.ToString() ?? "any",
        request.Description,
        request.Expiry.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture),
        request.Metadata.Text ?? "");

    private async Task<(BookResult Result, ChainRequest? Made)> Commit(
        NewChainRequest asked, IssuedChainRequest issued, CancellationToken cancel)
    {
        var audience = await announce.To(asked.Environment, cancel);
        IReadOnlyList<Delivery> planned = [];
        ChainRequest? made = null;
        var command = new BookCommand(KeyOf(asked.Id), InputOf(RequestOf(asked, issued, default)), async loading =>
        {
            var active = await tables.Get(WalletRows.Table, WalletProfileRows.ActiveKey(asked.Wallet), loading);
            return (head, now) =>
            {
                if (head.State == WalletState.Deleted || head.Environment != asked.Environment)
                {
                    return new BookDecision.Refused(Refusal.WalletNotFound);
                }

                if (active is null)
                {
                    return new BookDecision.Refused(Refusal.NotActivated);
                }

                made = RequestOf(asked, issued, now);
                planned = audience.Plan(ChainRequestNews.Generated(made));
                return new BookDecision.Applied(ChangeOf(made, issued.Invoice, planned));
            };
        });
        var result = await books.Execute(asked.Wallet, command, cancel);
        if (result is BookResult.Applied applied)
        {
            await announce.PublishOrLeave(planned, applied.Change.Writes, applied.Versions, cancel);
        }

        return (result, made);
    }

    private static BookChange ChangeOf(ChainRequest request, Invoice? invoice, IReadOnlyList<Delivery> planned) =>
        new("request-onchain", request.Id.ToString(), "generated")
        {
            Writes =
            [
                .. ChainRequestRows.Inserts(request),
                .. invoice is null ? [] : InvoiceRows.Inserts(invoice with { RecordedAt = request.CreatedAt }),
                WalletProfileRows.TouchActive(request.Wallet),
                .. planned.SelectMany(DeliveryRows.Inserts),
            ],
            Events = [ChainRequestEvents.Of(ChainRequestEvents.Generated, request)],
            AttentionAt = planned.Count > 0 ? request.CreatedAt : null,
            LaterAttentionAt = request.ExpiresAt,
        };

    private ChainRequest RequestOf(NewChainRequest asked, IssuedChainRequest issued, DateTimeOffset now) => new()
    {
        Id = asked.Id,
        Wallet = asked.Wallet,
        Environment = asked.Environment,
        Kind = asked.Kind,
        Network = network,
        Address = issued.Address,
        PaymentRequest = issued.Invoice?.PaymentRequest,
        Amount = asked.Amount,
        Description = asked.Description,
        Metadata = asked.Metadata,
        Expiry = asked.Expiry,
        CreatedAt = now,
        UpdatedAt = now,

        // Both ways of paying end together, where there are two.
        ExpiresAt = issued.Invoice?.ExpiresAt ?? now + asked.Expiry,
        State = ChainRequestState.Open,
    };

    private enum Refusal
    {
        WalletNotFound,
        NotActivated,
    }
}
