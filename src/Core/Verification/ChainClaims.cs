using System.Globalization;
using Fulgurite.ChainRequests;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>What receipts and sends on chain, and the rows that tell of them, say about each other.</summary>
internal static class ChainClaims
{
    /// <summary>The movements on chain.</summary>
    public static readonly IReadOnlyList<string> Movements =
    [
        ReceiveOnChain.Name, ReceiveOnChainUnattributed.Name,
        HoldOnChain.Name, CaptureOnChain.Name, ReleaseOnChain.Name,
    ];

    /// <summary>The kinds of effects on chain that idempotency records are about.</summary>
    public static readonly IReadOnlyList<string> KeyKinds =
        ["chain:", "chain-seen:", "chain-sign:", "chain-end:"];

    /// <summary>True for a movement on chain.</summary>
    public static bool IsOnChain(JournalEntry line) => Movements.Contains(line.Movement);

    /// <summary>What is wrong with a line by itself; null when its transfers are its movement's.</summary>
    public static Finding? Check(JournalEntry line)
    {
        var (cost, sent, fee, processing) = AmountsOf(line);
        var first = line.Transfers[0].Amount;
        IReadOnlyList<Transfer> should = line.Movement switch
        {
            ReceiveOnChain.Name => processing > first ? [] : ReceiveOnChain.Transfers(first, processing),
            ReceiveOnChainUnattributed.Name => ReceiveOnChainUnattributed.Transfers(first),
            HoldOnChain.Name => HoldOnChain.Transfers(cost, Msat.Zero),
            CaptureOnChain.Name => sent + fee + processing > cost
                ? []
                : CaptureOnChain.Transfers(cost, sent, fee, processing),
            _ => ReleaseOnChain.Transfers(cost),
        };
        return should.SequenceEqual(line.Transfers)
            ? null
            : new Finding(
                "wallets",
                WalletRows.JournalKey(line.Wallet, line.Sequence),
                "transfers",
                line.TransfersText,
                string.Join(';', should),
                $"that is no {line.Movement}");
    }

    /// <summary>A journal line's.</summary>
    public static IEnumerable<Claim> Of(JournalEntry line)
    {
        var row = WalletRows.JournalKey(line.Wallet, line.Sequence);
        var (cost, sent, fee, processing) = AmountsOf(line);
        var send = WalletRows.Key(line.Wallet, OnChainSendRows.Prefix + line.Reference);
        yield return line.Movement switch
        {
            HoldOnChain.Name => StepOf(true, row, line.Reference, "held", line.At, (cost, default, default)) with
            {
                Alone = "a journal line holds its cost, and it is not there, or held before",
                Missing = send,
            },
            CaptureOnChain.Name => StepOf(true, row, line.Reference, "sent", line.At, (sent, fee, processing)) with
            {
                Alone = "a journal line captures it, and it is not sent, or captured before",
                Missing = send,
            },
            ReleaseOnChain.Name => StepOf(true, row, line.Reference, "failed", line.At, (cost, default, default)) with
            {
                Alone = "a journal line releases it, and it did not fail, or was released before",
                Missing = send,
            },
            _ => ReceiptOf(true, row, line.Reference, line.At, line.Transfers[0].Amount, processing) with
            {
                Alone = "a journal line credits a receipt, and it is not there, or not credited",
            },
        };
    }

    /// <summary>A receipt's.</summary>
    public static IEnumerable<Claim> Of(ChainReceipt receipt)
    {
        var (row, output) = (ChainReceiptRows.Key(receipt), receipt.Output.ToString());
        var input = InputHash.Of(receipt.Address, receipt.Amount.ToString());
        var (wallet, seenAt) = (receipt.Wallet, receipt.DetectedAt);
        foreach (var claim in OnceOf(wallet, row, $"chain-seen:{output}", input, "detected", seenAt))
        {
            yield return claim;
        }

        if (receipt.State == ChainReceiptState.Pending)
        {
            yield break;
        }

        var endedAt = receipt.EndedAt ?? default;
        yield return ReceiptOf(
            false, row, receipt.Receive.ToString(), endedAt, receipt.Amount, receipt.FeePaid) with
        {
            Alone = "no journal line credits it",
            Column = "state",
        };
        var outcome = receipt.State == ChainReceiptState.Credited ? "credited" : "suspended";
        foreach (var claim in OnceOf(wallet, row, $"chain:{output}", input, outcome, endedAt))
        {
            yield return claim;
        }
    }

    /// <summary>A send's.</summary>
    public static IEnumerable<Claim> Of(OnChainSend send)
    {
        var (row, id) = (OnChainSendRows.Key(send.Wallet, send.Id), send.Id.ToString());
        if (send.WasHeld)
        {
            yield return StepOf(false, row, id, "held", send.CreatedAt, (send.Held, Msat.Zero, Msat.Zero)) with
            {
                Alone = "no journal line holds its cost",
            };
        }

        yield return new Claim(
            Topic.ChainSending, false, row, id, ("state", send.IsFinal ? send.State.ToString() : "not final"))
        {
            Alone = "a send that is not final does not wait for its next step",
            Missing = OnChainSendRows.SendingKey(send.Wallet, send.Id),
            IsHint = send.IsFinal,
        };
        if (send is { IsFinal: true, WasHeld: true })
        {
            yield return EndOf(send, row, id) with { Alone = "no journal line ends it", Column = "state" };
        }

        foreach (var claim in StepsOf(send, row, id).Concat(ChainTold.Of(send)))
        {
            yield return claim;
        }
    }

    /// <summary>Of a row by which a send waits for its next step.</summary>
    public static Claim OfSending(RowKey row)
    {
        var id = row.Row[OnChainSendRows.SendingPrefix.Length..];
        return new Claim(Topic.ChainSending, true, row, id, ("state", "not final"))
        {
            Alone = "it waits for its next step, and it is not there, or final",
            Missing = row with { Row = OnChainSendRows.Prefix + id },
        };
    }

    private static Claim EndOf(OnChainSend send, RowKey row, string id)
    {
        var (step, amounts) = send.State == OnChainSendState.Sent
            ? ("sent", (send.Amount, send.Fee, send.Processing.Amount))
            : ("failed", (send.Held, Msat.Zero, Msat.Zero));
        return StepOf(false, row, id, step, send.EndedAt ?? default, amounts);
    }

    private static IEnumerable<Claim> StepsOf(OnChainSend send, RowKey row, string id)
    {
        var asked = InputHash.Of(send.Destination.ToString(), send.Amount.ToString(), send.FeeMax.ToString());
        List<IEnumerable<Claim>> steps =
            [OnceOf(send.Wallet, row, $"pay:{id}", asked, send.WasHeld ? "initiated" : "not-covered", send.CreatedAt)];
        if (send.SignedAt is { } signedAt)
        {
            steps.Add(OnceOf(send.Wallet, row, $"chain-sign:{id}", InputHash.Of("signed"), "signed", signedAt));
        }

        if (send is { EndedAt: { } endedAt, WasHeld: true })
        {
            var outcome = send.State == OnChainSendState.Sent ? "sent" : "failed";
            steps.Add(OnceOf(send.Wallet, row, $"chain-end:{id}", InputHash.Of(outcome), outcome, endedAt));
        }

        return steps.SelectMany(step => step);
    }

    private static Claim StepOf(
        bool isWitness,
        RowKey row,
        string id,
        string step,
        DateTimeOffset at,
        (Msat One, Msat Other, Msat Processing) amounts) => new(
        Topic.ChainStep,
        isWitness,
        row,
        $"{step} {id}",
        ("at", Text(at)),
        ("amount_msat", amounts.One.ToString()),
        ("fee_msat", amounts.Other.ToString()),
        ("processing_fee_msat", amounts.Processing.ToString()))
        {
            Alone = "",
        };

    // Several receipts of one request may end at one instant: each line speaks of one of them.
    private static Claim ReceiptOf(
        bool isWitness, RowKey row, string receive, DateTimeOffset at, Msat amount, Msat fee) => new(
        Topic.Receipt,
        isWitness,
        row,
        $"{receive} {Text(at)} {amount}",
        ("amount_msat", amount.ToString()),
        ("fee_paid_msat", fee.ToString()))
        {
            Alone = "",
        };

    private static IEnumerable<Claim> OnceOf(
        Identity.WalletId wallet, RowKey row, string key, InputHash input, string outcome, DateTimeOffset at)
    {
        var missing = WalletRows.Key(wallet, $"once|{key}");
        yield return new Claim(Topic.Once, true, row, key, ("input", input.Value), ("outcome", outcome))
        {
            Alone = "it happened, and no record keeps it from happening again",
            Missing = missing,
        };
        yield return new Claim(Topic.OnceMoment, true, row, key, ("at", Text(at)))
        {
            Alone = "it tells of an effect of which there is no record",
            Missing = missing,
        };
    }

    // What was held or left the hold, and of what moved: to the payee, for mining, and to the operator.
    private static (Msat Cost, Msat Sent, Msat Fee, Msat Processing) AmountsOf(JournalEntry line) => (
        Sum(line.Transfers.Where(transfer => transfer.From == Account.Held || transfer.To == Account.Held)),
        Sum(To(line, Account.OnChainOut)),
        Sum(To(line, Account.NetworkFees)),
        Sum(To(line, Account.ProcessingFees)));

    private static IEnumerable<Transfer> To(JournalEntry line, Account account) =>
        line.Transfers.Where(transfer => transfer.To == account);

    private static Msat Sum(IEnumerable<Transfer> transfers) =>
        transfers.Aggregate(Msat.Zero, (sum, transfer) => sum + transfer.Amount);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
