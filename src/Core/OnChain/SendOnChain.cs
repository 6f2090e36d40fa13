using Fulgurite.Bitcoin;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>
/// Takes an order to send on chain: amount and maximum fee are held in the wallet. Then
/// <see cref="AdvanceOnChainSend"/> takes it to its end, by whoever takes the message; what crashes in between is found
/// by Reconcile.
/// </summary>
public sealed class SendOnChain(
    BookKeeper books,
    ChangeOnChainSend change,
    PaymentIds ids,
    PublishSends publish,
    WalletGate gate,
    BitcoinNetwork network)
{
    /// <summary>
    /// Holds the cost and orders the rest. Repeating it with the same id and the same input is answered with the send
    /// as it is by then. Two storage transactions and a message.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It may have happened: repeat it with the same id.</exception>
    public async Task<SendOnChainOutcome> Execute(NewOnChainSend asked, CancellationToken cancel)
    {
        if (asked.Amount.IsZero || !asked.Amount.IsWholeSats || asked.Amount > Msat.MaxValue - asked.FeeMax)
        {
            return new SendOnChainOutcome(null, SendOnChainRefusal.InvalidAmount);
        }

        return await ids.Take(asked.Environment, asked.Wallet, asked.Id, cancel)
            ? await Make(asked, cancel)
            : new SendOnChainOutcome(null, SendOnChainRefusal.AlreadyExists);
    }

    private async Task<SendOnChainOutcome> Make(NewOnChainSend asked, CancellationToken cancel)
    {
        OnChainSend? made = null;
        var told = await change.Tell(asked.Environment, cancel);
        var command = new BookCommand(
            SendSteps.KeyOf(asked.Id),
            InputHash.Of(asked.Destination.ToString(), asked.Amount.ToString(), asked.FeeMax.ToString()),
            async stop =>
            {
                var line = await ProblemWithLine(asked.Wallet, stop);
                var rate = await gate.SendFeeOf(asked.Wallet, stop);
                return (head, now) =>
                {
                    var send = SendOf(asked, now) with { Processing = ProcessingFee.On(asked.Amount, rate) };
                    var refusal = RefusalOf(send, line, head);
                    var isKept = refusal == SendOnChainRefusal.InsufficientFunds && asked.KeepsNotCovered;
                    made = isKept ? NotCovered(send) : send;
                    return refusal is { } status && !isKept
                        ? new BookDecision.Refused(status)
                        : new BookDecision.Applied(isKept
                            ? told.With(NotHeld(made), OnChainSendNews.Of(made, now), now)
                            : told.With(Held(made), LimitNewsOf(made, head, now), now));
                };
            });
        switch (await books.Execute(asked.Wallet, command, cancel))
        {
            case BookResult.Applied applied:
                await told.Publish(applied, cancel);
                return new SendOnChainOutcome(await Order(made!, cancel), null);
            case BookResult.AlreadyApplied:
                return await Replay(asked, isSame: true, cancel);
            case BookResult.KeyReused:
                return await Replay(asked, isSame: false, cancel);
            case BookResult.WalletNotFound:
                return new SendOnChainOutcome(null, SendOnChainRefusal.WalletNotFound);
            case BookResult.Refused { Status: SendOnChainRefusal status }:
                return new SendOnChainOutcome(null, status);
            default:
                throw new InvariantBrokenException("a send is begun or refused");
        }
    }

    // The key is the wallet's, and so found before anybody asks whose wallet it is: nothing of it is told to others.
    private async Task<SendOnChainOutcome> Replay(NewOnChainSend asked, bool isSame, CancellationToken cancel)
    {
        var stored = await change.Find(asked.Wallet, asked.Id, cancel);
        Invariant.Holds(stored is not null || !isSame, "a send is never deleted");
        if (stored is not null && stored.Environment != asked.Environment)
        {
            return new SendOnChainOutcome(null, SendOnChainRefusal.WalletNotFound);
        }

        return isSame
            ? new SendOnChainOutcome(await Order(stored!, cancel), null) { IsRepeat = true }
            : new SendOnChainOutcome(null, SendOnChainRefusal.AlreadyExists);
    }

    private async Task<SendOnChainRefusal?> ProblemWithLine(WalletId wallet, CancellationToken cancel)
    {
        var problem = await gate.ProblemWithSpending(wallet, cancel);
        return problem == WalletChangeRefusal.LineDisabled ? SendOnChainRefusal.LineOfCreditDisabled
            : problem == WalletChangeRefusal.LineNotReady ? SendOnChainRefusal.LineOfCreditNotReady
            : problem == WalletChangeRefusal.LineOverdue ? SendOnChainRefusal.LineOfCreditOverdue
            : null;
    }

    private static SendOnChainRefusal? RefusalOf(OnChainSend send, SendOnChainRefusal? line, WalletHead head) =>
        head.Environment != send.Environment || head.State == WalletState.Deleted ? SendOnChainRefusal.WalletNotFound
        : head.IsNodeBacked ? SendOnChainRefusal.NodeBacked
        : line is not null ? line
        : send.Amount + send.FeeMax > Msat.MaxValue - send.Processing.Amount ? SendOnChainRefusal.InvalidAmount
        : head.Covers(send.Held) ? null : SendOnChainRefusal.InsufficientFunds;

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
        Kind = asked.Kind,
        Description = asked.Description,
        Metadata = asked.Metadata,
        CreatedAt = now,
        State = OnChainSendState.Initiated,
    };

    private static LimitNews? LimitNewsOf(OnChainSend send, WalletHead head, DateTimeOffset now) => LimitNews.Of(
        head, HoldOnChain.Transfers(send.Amount, send.FeeMax, send.Processing.Amount), send.Id.ToString(), now);

    private static OnChainSend NotCovered(OnChainSend send) => send with
    {
        State = OnChainSendState.Failed,
        Failure = ChainSendFailure.NotCovered,
        EndedAt = send.CreatedAt,
    };

    private static BookChange Held(OnChainSend send) => new(HoldOnChain.Name, send.Id.ToString(), "initiated")
    {
        Transfers = HoldOnChain.Transfers(send.Amount, send.FeeMax, send.Processing.Amount),
        Writes = OnChainSendRows.Inserts(send),
        Events = [OnChainSendEvents.Of(send)],
        AttentionAt = send.CreatedAt,
    };

    private static BookChange NotHeld(OnChainSend failed) =>
        SendSteps.NotCovered(failed.Id, OnChainSendRows.Ended(failed), OnChainSendEvents.Of(failed));

    // The hold is committed: from here on the send goes its way, with this process or without it.
    private async Task<OnChainSend> Order(OnChainSend send, CancellationToken cancel)
    {
        try
        {
            await (send.IsFinal ? Task.CompletedTask : publish.FirstOnChain(send.Wallet, send.Id, cancel));
        }
        catch (BusUnavailableException)
        {
            // Reconcile takes it further within three minutes.
        }

        return send;
    }
}
