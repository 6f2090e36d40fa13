using System.Globalization;
using Fulgurite.Events;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>What payments, and the rows that tell of them, say about each other.</summary>
internal static class SendClaims
{
    private const string InitiatedType = "payment.initiated";
    private const string SucceededType = "payment.succeeded";
    private const string FailedType = "payment.failed";

    /// <summary>What a payment may cost at most: its columns together.</summary>
    private const string CostColumns = "amount_msat + fee_max_msat + processing_fee_msat";

    private static readonly string[] Types = [InitiatedType, SucceededType, FailedType];

    /// <summary>True for a movement of a payment.</summary>
    public static bool IsSend(JournalEntry line) =>
        line.Movement is HoldSend.Name or CaptureSend.Name or CaptureInternal.Name or ReleaseSend.Name;

    /// <summary>What is wrong with a line of a payment by itself; null when its transfers are its movement's.</summary>
    public static Finding? Check(JournalEntry line)
    {
        var (cost, paid, fee, processing) = AmountsOf(line);
        IReadOnlyList<Transfer> should = line.Movement switch
        {
            HoldSend.Name => HoldSend.Transfers(cost, Msat.Zero),
            CaptureSend.Name => paid + fee + processing > cost
                ? []
                : CaptureSend.Transfers(cost, paid, fee, processing),
            CaptureInternal.Name => paid + processing > cost ? [] : CaptureInternal.Transfers(cost, paid, processing),
            _ => ReleaseSend.Transfers(cost),
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
        var payment = WalletRows.Key(line.Wallet, $"payment|{line.Reference}");
        var (cost, paid, fee, processing) = AmountsOf(line);
        var isHold = line.Movement == HoldSend.Name;
        var isInternal = line.Movement == CaptureInternal.Name;
        var state = isInternal || line.Movement == CaptureSend.Name ? PaymentState.Succeeded : PaymentState.Failed;
        yield return isHold
            ? HoldOf(true, row, line.Reference, line.At, cost) with
            {
                Alone = "a journal line holds its cost, and it is not there, or held before",
                Missing = payment,
            }
            : EndOf(true, row, line.Reference, state, (paid, fee, processing, cost, isInternal), line.At) with
            {
                Alone = "a journal line ends it, and it is not final, or ended before",
                Missing = payment,
            };
        var told = isHold ? (cost, Msat.Zero) : (paid + processing, fee);
        var type = isHold ? InitiatedType : TypeOf(state);
        yield return MomentOf(true, row, $"{type} {line.Reference}", line.At, told) with
        {
            Alone = "no event tells of this line",
        };
        var key = $"{(isHold ? "pay" : "end")}:{line.Reference}";
        yield return new Claim(Topic.OnceMoment, true, row, key, ("at", Text(line.At)))
        {
            Alone = "a journal line tells of an effect of which there is no record",
            Missing = WalletRows.Key(line.Wallet, $"once|{key}"),
        };
    }

    /// <summary>A payment's.</summary>
    public static IEnumerable<Claim> Of(Payment payment)
    {
        var (row, id) = (PaymentRows.Key(payment.Wallet, payment.Id), payment.Id.ToString());
        if (!payment.WasHeld)
        {
            foreach (var claim in OfNotHeld(payment, row, id))
            {
                yield return claim;
            }

            yield break;
        }

        yield return HoldOf(false, row, id, payment.CreatedAt, payment.Held) with
        {
            Alone = "no journal line holds its cost",
        };
        var isPaid = payment.State == PaymentState.Succeeded;
        var isInternal = isPaid && payment.Payee is not null;
        var paid = isPaid
            ? (payment.Amount, payment.FeePaid, payment.Processing.Amount, payment.Held, isInternal)
            : (Msat.Zero, payment.FeePaid, Msat.Zero, payment.Held, isInternal);
        yield return EndOf(false, row, id, payment.State, paid, payment.EndedAt) with
        {
            Alone = "no journal line ends it",
            Column = "state",
            IsHint = !payment.IsFinal,
        };
        yield return new Claim(
            Topic.Sending, false, row, id, ("state", payment.IsFinal ? payment.State.ToString() : "not final"))
        {
            Alone = "a payment that is not final does not wait for its next look",
            Missing = PaymentRows.SendingKey(payment.Wallet, payment.Id),
            IsHint = payment.IsFinal,
        };
        foreach (var claim in OfSteps(payment, row, id))
        {
            yield return claim;
        }
    }

    /// <summary>Of a row by which a payment waits for its next look.</summary>
    public static Claim OfSending(RowKey row)
    {
        var id = row.Row[PaymentRows.SendingPrefix.Length..];
        return new Claim(Topic.Sending, true, row, id, ("state", "not final"))
        {
            Alone = "it waits for its next look, and it is not there, or final",
            Missing = row with { Row = $"payment|{id}" },
        };
    }

    /// <summary>True for an event that tells of a payment, or whose id says that it once did.</summary>
    public static bool IsOfPayment(RowFields told) => Types.Contains(told.TextOrNull("type"))
        || (told.TextOrNull("payment") is not null && told.TextOrNull("id") is not null);

    /// <summary>An event's. Adds a finding where its id does not come from what happened.</summary>
    public static IEnumerable<Claim> OfEvent(Row row, Condemned condemned)
    {
        var fields = row.Fields;
        var (type, id) = (fields.Text("type"), fields.Text("payment"));
        var thing = $"{row.Key.Partition}/{id}";
        if (!Types.Contains(type))
        {
            if (Types.Any(known => fields.Text("id") == $"{EventIds.For(known, thing)}"))
            {
                condemned.Add(Wrong(row, "type", type, "its id is of another kind of event"));
            }

            return [];
        }

        if (fields.Text("id") != EventIds.For(type, thing).ToString())
        {
            condemned.Add(Wrong(row, null, null, "its id is not made from its type and its payment"));
        }

        return OfEvent(row, type, id);
    }

    private static IEnumerable<Claim> OfEvent(Row row, string type, string id)
    {
        var fields = row.Fields;
        var (one, other) = type switch
        {
            InitiatedType => (new Msat(fields.Integer("amount_msat")), new Msat(fields.Integer("fee_max_msat"))),
            SucceededType => (
                new Msat(fields.Integer("amount_paid_msat")), new Msat(fields.Integer("fee_paid_msat"))),
            _ => (Msat.Zero, Msat.Zero),
        };
        var processing = ProcessingFeeColumns.Of(fields).Amount;
        var moved = type == InitiatedType ? (one + other + processing, Msat.Zero) : (one + processing, other);
        var failure = type == FailedType ? fields.Text("failure") : "none";
        yield return failure == nameof(PaymentFailure.NotCovered)
            ? new Claim(Topic.OnceMoment, true, row.Key, $"pay:{id}", ("at", Text(fields.Instant("at"))))
            {
                Alone = "an event tells of a payment of which there is no record",
                Missing = row.Key with { Row = $"once|pay:{id}" },
            }
            : MomentOf(false, row.Key, $"{type} {id}", fields.Instant("at"), moved) with
            {
                Alone = "no journal line is of its instant and amounts",
            };
        var told = (one, other, processing);
        yield return ToldOf(false, row.Key, $"{type} {id}", fields.Text("payment_hash"), told, failure) with
        {
            Alone = "no payment has come so far",
            Missing = row.Key with { Row = $"payment|{id}" },
        };
    }

    // One that the wallet did not cover: it began and ended with one event, and moved nothing.
    private static IEnumerable<Claim> OfNotHeld(Payment payment, RowKey row, string id)
    {
        var failure = payment.Failure!.Value.ToString();
        yield return ToldOf(
            true, row, $"{FailedType} {id}", payment.Hash.ToString(), default, failure) with
        {
            Alone = "no event tells how it ended",
        };
        yield return OnceOf(payment, row, $"pay:{id}", AskedOf(payment), "not-covered");
    }

    private static InputHash AskedOf(Payment payment) =>
        payment.Target.AskedFor(payment.Amount, payment.FeeMax);

    // What happened to a payment so far: events tell of it, and idempotency records keep it from happening again.
    private static IEnumerable<Claim> OfSteps(Payment payment, RowKey row, string id)
    {
        var (hash, processing) = (payment.Hash.ToString(), payment.Processing.Amount);
        var amounts = (payment.Amount, payment.FeeMax, processing);
        yield return ToldOf(true, row, $"{InitiatedType} {id}", hash, amounts, "none") with
        {
            Alone = "no event tells that it was begun",
        };
        yield return OnceOf(payment, row, $"pay:{id}", AskedOf(payment), "initiated");
        if (!payment.IsFinal)
        {
            yield break;
        }

        var isPaid = payment.State == PaymentState.Succeeded;
        var paid = isPaid ? (payment.Amount, payment.FeePaid, processing) : default;
        var failure = payment.Failure?.ToString() ?? "none";
        yield return ToldOf(true, row, $"{TypeOf(payment.State)} {id}", hash, paid, failure) with
        {
            Alone = "no event tells how it ended",
        };
        yield return isPaid
            ? OnceOf(
                payment,
                row,
                $"end:{id}",
                InputHash.Of("succeeded", payment.Amount.ToString(), payment.FeePaid.ToString()),
                "succeeded")
            : OnceOf(payment, row, $"end:{id}", InputHash.Of("failed"), "failed");
    }

    private static Claim HoldOf(bool isWitness, RowKey row, string id, DateTimeOffset at, Msat cost) =>
        new(Topic.Hold, isWitness, row, id, (CostColumns, cost.ToString()), ("created_at", Text(at)))
        {
            Alone = "",
        };

    private static Claim EndOf(
        bool isWitness,
        RowKey row,
        string id,
        PaymentState state,
        (Msat Paid, Msat Fee, Msat Processing, Msat Cost, bool IsInternal) amounts,
        DateTimeOffset? at) => new(
        Topic.End,
        isWitness,
        row,
        id,
        ("state", state.ToString()),
        ("amount_msat", amounts.Paid.ToString()),
        ("fee_paid_msat", amounts.Fee.ToString()),
        ("processing_fee_msat", amounts.Processing.ToString()),
        ("payee_invoice", amounts.IsInternal ? "one of ours" : "none of ours"),
        (CostColumns, amounts.Cost.ToString()),
        ("ended_at", at is { } instant ? Text(instant) : "never"))
        {
            Alone = "",
        };

    private static Claim MomentOf(
        bool isWitness, RowKey row, string key, DateTimeOffset at, (Msat One, Msat Other) amounts) => new(
        Topic.SendMoment,
        isWitness,
        row,
        key,
        ("at", Text(at)),
        ("amounts", amounts.One.ToString()),
        ("fee_paid_msat", amounts.Other.ToString()))
        {
            Alone = "",
        };

    private static Claim ToldOf(
        bool isWitness,
        RowKey row,
        string key,
        string hash,
        (Msat One, Msat Other, Msat Processing) amounts,
        string failure) => new(
        Topic.SendTold,
        isWitness,
        row,
        key,
        ("payment_hash", hash),
        ("amount", amounts.One.ToString()),
        ("fee", amounts.Other.ToString()),
        ("processing_fee_msat", amounts.Processing.ToString()),
        ("failure", failure))
        {
            Alone = "",
        };

    private static Claim OnceOf(Payment payment, RowKey row, string key, InputHash input, string outcome) =>
        new(Topic.Once, true, row, key, ("input", input.Value), ("outcome", outcome))
        {
            Alone = "it happened, and no record keeps it from happening again",
            Missing = WalletRows.Key(payment.Wallet, $"once|{key}"),
        };

    // What left where it was, and of that: to the payee, for routing, and to the operator.
    private static (Msat Cost, Msat Paid, Msat Fee, Msat Processing) AmountsOf(JournalEntry line) =>
    (
        Sum(line.Transfers),
        Sum(To(line, line.Movement == CaptureInternal.Name ? Account.Internal : Account.LightningOut)),
        Sum(To(line, Account.NetworkFees)),
        Sum(To(line, Account.ProcessingFees)));

    private static IEnumerable<Transfer> To(JournalEntry line, Account account) =>
        line.Transfers.Where(transfer => transfer.To == account);

    private static Msat Sum(IEnumerable<Transfer> transfers) =>
        transfers.Aggregate(Msat.Zero, (sum, transfer) => sum + transfer.Amount);

    private static string TypeOf(PaymentState final) =>
        final == PaymentState.Succeeded ? SucceededType : FailedType;

    private static Finding Wrong(Row row, string? column, string? says, string why) =>
        new("wallets", row.Key, column, says, null, why);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
