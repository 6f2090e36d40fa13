using Fulgurite.Books;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>
/// Takes an order to send on chain: amount and maximum fee are held in the wallet. Then
/// <see cref="AdvanceOnChainSend"/> takes it to its end; what crashes in between is found by Reconcile.
/// </summary>
public sealed class SendOnChain(ITableStore tables, BookKeeper books, BitcoinNetwork network)
{
    /// <summary>
    /// Holds the cost. Repeating it with the same id and the same input is answered with the send as it is by then. One
    /// storage transaction.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It may have happened: repeat it with the same id.</exception>
    public async Task<SendOnChainOutcome> Execute(NewOnChainSend asked, CancellationToken cancel)
    {
        if (asked.Amount.IsZero || !asked.Amount.IsWholeSats || asked.Amount > Msat.MaxValue - asked.FeeMax)
        {
            return new SendOnChainOutcome(null, SendOnChainRefusal.InvalidAmount);
        }

        OnChainSend? made = null;
        var command = new BookCommand(
            new IdempotencyKey($"chain-pay:{asked.Id}"),
            InputHash.Of(asked.Destination.ToString(), asked.Amount.ToString(), asked.FeeMax.ToString()),
            _ => Task.FromResult<Decide>((head, now) => Decide(made = SendOf(asked, now), head)));
        return await books.Execute(asked.Wallet, command, cancel) switch
        {
            BookResult.Applied => new SendOnChainOutcome(made!, null),
            BookResult.AlreadyApplied => await Replay(asked, isSame: true, cancel),
            BookResult.KeyReused => await Replay(asked, isSame: false, cancel),
            BookResult.WalletNotFound => new SendOnChainOutcome(null, SendOnChainRefusal.WalletNotFound),
            BookResult.Refused { Status: SendOnChainRefusal status } => new SendOnChainOutcome(null, status),
            _ => throw new InvariantBrokenException("a send is begun or refused"),
        };
    }

    // The key is the wallet's, and so found before anybody asks whose wallet it is: nothing of it is told to others.
    private async Task<SendOnChainOutcome> Replay(NewOnChainSend asked, bool isSame, CancellationToken cancel)
    {
        var stored = await new ChainReads(tables).SendById(asked.Wallet, asked.Id, cancel);
        Invariant.Holds(stored is not null, "a send is never deleted");
        if (stored.Environment != asked.Environment)
        {
            return new SendOnChainOutcome(null, SendOnChainRefusal.WalletNotFound);
        }

        return isSame
            ? new SendOnChainOutcome(stored, null)
            : new SendOnChainOutcome(null, SendOnChainRefusal.AlreadyExists);
    }

    private static BookDecision Decide(OnChainSend send, WalletHead head)
    {
        if (head.Environment != send.Environment)
        {
            return new BookDecision.Refused(SendOnChainRefusal.WalletNotFound);
        }

        return head.Balances[Account.Available].Value + head.CreditLimit.Value < send.Held.Value
            ? new BookDecision.Refused(SendOnChainRefusal.InsufficientFunds)
            : new BookDecision.Applied(Change(send));
    }

    private OnChainSend SendOf(NewOnChainSend asked, DateTimeOffset now) => new()
    {
        Id = asked.Id,
        Wallet = asked.Wallet,
        Environment = asked.Environment,
        Network = network,
        Destination = asked.Destination,
        Amount = asked.Amount,
        FeeMax = asked.FeeMax,
        TargetBlocks = asked.TargetBlocks,
        CreatedAt = now,
        State = OnChainSendState.Initiated,
    };

    private static BookChange Change(OnChainSend send) => new(HoldOnChain.Name, send.Id.ToString(), "initiated")
    {
        Transfers = HoldOnChain.Transfers(send.Amount, send.FeeMax),
        Writes = OnChainSendRows.Inserts(send),
        Events = [OnChainSendEvents.Of(send)],
        AttentionAt = send.CreatedAt,
    };
}
