using System.Globalization;
using Fulgurite.Billing;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>What each kind of row says about the others.</summary>
internal static class WalletClaims
{
    private const string SettledType = "invoice.settled";
    private const string SuspendedType = "settlement.suspended";
    private const string ExpiredType = "invoice.expired";
    private const string CanceledType = "invoice.canceled";

    private static readonly string[] Things = ["settled", "settled-internally", "expired", "canceled"];

    /// <summary>The kinds of effects that idempotency records are about.</summary>
    private static readonly string[] KeyKinds =
    [
        "settle:", "internal:", "expire:", "cancel:", "pay:", "end:",
        BillKeys.Prefix, .. ChainClaims.KeyKinds, .. ChainRequestClaims.KeyKinds,
    ];

    /// <summary>A journal line's.</summary>
    public static IEnumerable<Claim> Of(JournalEntry line)
    {
        if (SendClaims.IsSend(line) || ChainClaims.IsOnChain(line) || BillClaims.IsOfBill(line))
        {
            var claims = SendClaims.IsSend(line) ? SendClaims.Of(line)
                : BillClaims.IsOfBill(line) ? BillClaims.Of(line)
                : ChainClaims.Of(line);
            foreach (var claim in claims)
            {
                yield return claim;
            }

            yield break;
        }

        var row = WalletRows.JournalKey(line.Wallet, line.Sequence);
        var received = line.Transfers[0].Amount.ToString();
        var fee = line.Transfers.Count > 1 ? line.Transfers[1].Amount.ToString() : "0";
        var isInternal = line.Movement == CreditInternal.Name;
        var isCredit = isInternal || line.Movement == ReceiveInvoice.Name;
        if (isCredit || line.Movement == ReceiveUnattributed.Name)
        {
            yield return MomentOf(true, row, line.At, received, fee, isCredit ? SettledType : SuspendedType) with
            {
                Alone = "no event tells of this line",
            };
        }

        if (line.Movement is ReceiveInvoice.Name or ReceiveUnattributed.Name)
        {
            yield return new Claim(Topic.OnceMoment, true, row, $"settle:{Text(line.At)}", ("at", Text(line.At)))
            {
                Alone = "no idempotency record is of this line's instant",
            };
        }

        if (isCredit)
        {
            var paid = Paid(InvoiceState.Settled, received, fee, isInternal);
            yield return new Claim(Topic.Credit, true, row, line.Reference, paid)
            {
                Alone = "a journal line credits it, but the invoice is not settled, or credited before",
                Missing = WalletRows.Key(line.Wallet, $"invoice|{line.Reference}"),
            };
        }
    }

    /// <summary>An invoice's.</summary>
    public static IEnumerable<Claim> Of(Invoice invoice)
    {
        var row = InvoiceRows.Key(invoice.Wallet, invoice.Id);
        var id = invoice.Id.ToString();
        var serial = invoice.Serial.ToString(CultureInfo.InvariantCulture);
        yield return new Claim(Topic.Number, false, row, id, ("serial", serial))
        {
            Alone = "no row finds the invoice by its number",
            Missing = InvoiceRows.SerialKey(invoice.Wallet, invoice.Serial),
        };
        RowKey? pointer = invoice.MerchantReference is { } reference
            ? InvoiceRows.ReferenceKey(invoice.Wallet, reference, invoice.Serial)
            : null;
        yield return new Claim(Topic.Reference, false, row, id, ("merchant_reference", pointer?.Row ?? "none"))
        {
            Alone = "no row finds the invoice by the merchant's reference",
            Missing = pointer,
            IsHint = pointer is null,
        };
        yield return OpenOf(invoice, row);
        if (invoice.IsPartOfRequest)
        {
            yield return ChainRequestClaims.OfPart(invoice);
        }

        var ofState = invoice.State switch
        {
            InvoiceState.Open => [NotUnpaid(invoice, row)],
            InvoiceState.Settled => OfSettled(invoice, row),
            InvoiceState.Expired => OfUnpaid(invoice, row, "expire:", "expired"),
            InvoiceState.Canceled => OfUnpaid(invoice, row, "cancel:", "canceled"),
        };
        foreach (var claim in ofState)
        {
            yield return claim;
        }
    }

    /// <summary>An event's. Adds a finding where its id does not come from what happened.</summary>
    public static IEnumerable<Claim> OfEvent(Row row, Condemned condemned)
    {
        var (fields, type) = (row.Fields, row.Fields.TextOrNull("type"));
        if (SendClaims.IsOfPayment(fields) || ChainTold.IsOfSend(fields))
        {
            return SendClaims.IsOfPayment(fields)
                ? SendClaims.OfEvent(row, condemned)
                : ChainTold.OfEvent(row, condemned);
        }

        if (ChainRequestClaims.IsOfRequest(type))
        {
            return ChainRequestClaims.OfEvent(row, condemned);
        }

        var what = type switch
        {
            SettledType when fields.TextOrNull("paid_by_payment") is not null => "settled-internally",
            SettledType or SuspendedType => "settled",
            ExpiredType => "expired",
            CanceledType => "canceled",
            _ => null,
        };
        if (what is null)
        {
            var isOfOurs = Guid.TryParse(fields.TextOrNull("id"), out var known)
                && fields.TextOrNull("payment_hash") is { } of
                && Things.Any(thing => known == EventIds.For(thing, of));
            return isOfOurs ? Wrong(row, "type", type, null, condemned) : [];
        }

        var hash = fields.Text("payment_hash");
        var id = EventIds.For(what, hash).ToString();
        if (fields.Text("id") != id)
        {
            condemned.Add(new Finding(
                "wallets", row.Key, null, null, null, "its id is not made from its type and its payment hash"));
        }

        return what switch
        {
            "expired" => OfUnpaidEvent(row, hash, nameof(InvoiceState.Expired), "expire:"),
            "canceled" => OfUnpaidEvent(row, hash, nameof(InvoiceState.Canceled), "cancel:"),
            _ => OfReceiptEvent(row, hash, type == SettledType),
        };
    }

    /// <summary>An idempotency record's.</summary>
    public static IEnumerable<Claim> OfOnce(Row row)
    {
        var key = row.Key.Row["once|".Length..];
        var isSettle = key.StartsWith("settle:", StringComparison.Ordinal);
        if (!KeyKinds.Contains(key[..(key.IndexOf(':', StringComparison.Ordinal) + 1)])
            || BillClaims.IsOfNothing(row))
        {
            yield break;
        }

        var at = Text(row.Fields.Instant("at"));
        yield return new Claim(
            Topic.Once,
            false,
            row.Key,
            key,
            ("input", row.Fields.Text("input")),
            ("outcome", row.Fields.Text("outcome")))
        {
            Alone = "nothing has come of this record",
        };
        yield return isSettle
            ? new Claim(Topic.OnceMoment, false, row.Key, $"settle:{at}", ("at", at))
            {
                Alone = "no journal line is of its instant",
                Column = "at",
            }
            : new Claim(Topic.OnceMoment, false, row.Key, key, ("at", at)) { Alone = "nothing tells of it" };
    }

    /// <summary>Of a row that finds an invoice: <c>serial|</c> or <c>reference|</c>.</summary>
    public static Claim OfPointer(Row row, bool isSerial)
    {
        var says = isSerial
            ? ("serial", row.Key.Row["serial|".Length..].TrimStart('0'))
            : ("merchant_reference", row.Key.Row);
        return new Claim(
            isSerial ? Topic.Number : Topic.Reference, true, row.Key, row.Fields.Text("invoice"), says)
        {
            Alone = "a row finds it, and it is not there, or does not say so",
            Missing = row.Key with { Row = $"invoice|{row.Fields.Text("invoice")}" },
        };
    }

    /// <summary>Of a row by which an open invoice waits for its expiry.</summary>
    public static Claim OfOpen(RowKey row) =>
        new(Topic.Open, true, row, row.Row, ("state", nameof(InvoiceState.Open)))
        {
            Alone = "no invoice waits here for its expiry",
        };

    private static Claim OpenOf(Invoice invoice, RowKey row) =>
        new(Topic.Open, false, row, InvoiceRows.OpenKey(invoice).Row, ("state", invoice.State.ToString()))
        {
            Alone = "an open invoice does not wait for its expiry",
            Missing = InvoiceRows.OpenKey(invoice),
            IsHint = invoice.State != InvoiceState.Open,
        };

    private static IEnumerable<Claim> OfSettled(Invoice invoice, RowKey row)
    {
        var hash = invoice.Hash.ToString();
        yield return new Claim(
            Topic.Credit,
            false,
            row,
            invoice.Id.ToString(),
            Paid(
                invoice.State,
                invoice.AmountPaid.ToString(),
                invoice.FeePaid.ToString(),
                invoice.PaidBy is not null))
        {
            Alone = "no journal line credits it",
            Column = "state",
        };
        var settledAt = invoice.SettledAt is { } at ? Text(at) : "never";
        var (wallet, payment) = (invoice.PaidBy?.Wallet.ToString(), invoice.PaidBy?.Payment.ToString());
        yield return SettledOf(true, row, hash, settledAt, (wallet, payment)) with
        {
            Alone = "no event tells that it was settled",
        };
        var (key, input) = invoice.PaidBy is { } payer
            ? (SettleInternally.KeyOf(invoice).Value, SettleInternally.InputOf(invoice, payer, invoice.AmountPaid))
            : ($"settle:{hash}", InputHash.Of(hash, invoice.AmountPaid.ToString()));
        yield return OnceOf(row, key, input, "credited", invoice.Wallet);
    }

    private static IEnumerable<Claim> OfUnpaid(Invoice invoice, RowKey row, string key, string outcome)
    {
        var hash = invoice.Hash.ToString();
        yield return new Claim(Topic.Unpaid, false, row, hash, ("state", invoice.State.ToString()))
        {
            Alone = "no event tells that it ended unpaid",
            Column = "state",
        };
        yield return OnceOf(row, key + hash, InputHash.Of(hash), outcome, invoice.Wallet);
    }

    private static Claim NotUnpaid(Invoice invoice, RowKey row) =>
        new(Topic.Unpaid, false, row, invoice.Hash.ToString(), ("state", invoice.State.ToString()))
        {
            Alone = "an event tells that it ended unpaid",
            IsHint = true,
        };

    private static IEnumerable<Claim> OfReceiptEvent(Row row, string hash, bool isCredited)
    {
        var amount = Text(row.Fields.Integer("amount_paid_msat"));
        var at = row.Fields.Instant("at");
        var fee = Text(row.Fields.Integer("fee_paid_msat"));
        yield return MomentOf(false, row.Key, at, amount, fee, isCredited ? SettledType : SuspendedType) with
        {
            Alone = "no journal line is of its instant and amounts",
        };
        if (isCredited)
        {
            var payer = (row.Fields.TextOrNull("paid_by_wallet"), row.Fields.TextOrNull("paid_by_payment"));
            var settledAt = Text(row.Fields.Instant("settled_at"));
            yield return SettledOf(false, row.Key, hash, settledAt, payer) with
            {
                Alone = "no settled invoice has this payment hash",
            };
        }

        WalletId.TryParse(row.Key.Partition, out var wallet);
        if (isCredited)
        {
            if (row.Fields.TextOrNull("paid_by_payment") is not null)
            {
                yield return new Claim(Topic.OnceMoment, true, row.Key, $"internal:{hash}", ("at", Text(at)))
                {
                    Alone = "an event tells of a credit of which there is no record",
                    Missing = WalletRows.Key(wallet, $"once|internal:{hash}"),
                };
            }

            yield break;
        }

        yield return OnceOf(row.Key, $"settle:{hash}", InputHash.Of(hash, amount), "suspended", wallet);
    }

    private static IEnumerable<Claim> OfUnpaidEvent(Row row, string hash, string state, string key)
    {
        WalletId.TryParse(row.Key.Partition, out var wallet);
        yield return new Claim(Topic.Unpaid, true, row.Key, hash, ("state", state))
        {
            Alone = "no invoice of this payment hash ended so",
        };
        yield return new Claim(
            Topic.OnceMoment, true, row.Key, key + hash, ("at", Text(row.Fields.Instant("at"))))
        {
            Alone = "an event tells of an end of which there is no record",
            Missing = WalletRows.Key(wallet, $"once|{key}{hash}"),
        };
    }

    private static Claim OnceOf(RowKey row, string key, InputHash input, string outcome, WalletId wallet) =>
        new(Topic.Once, true, row, key, ("input", input.Value), ("outcome", outcome))
        {
            Alone = "it happened, and no record keeps it from happening again",
            Missing = WalletRows.Key(wallet, $"once|{key}"),
        };

    private static Claim MomentOf(
        bool isWitness, RowKey row, DateTimeOffset at, string amount, string fee, string type) => new(
        Topic.Moment,
        isWitness,
        row,
        $"{Text(at)} {amount} {fee}",
        ("at", Text(at)),
        ("amount_paid_msat", amount),
        ("fee_paid_msat", fee),
        ("type", type))
        {
            Alone = "",
        };

    private static Claim SettledOf(
        bool isWitness, RowKey row, string hash, string settledAt, (string? Wallet, string? Payment) paidBy) => new(
        Topic.Settled,
        isWitness,
        row,
        hash,
        ("settled_at", settledAt),
        ("paid_by_wallet", paidBy.Wallet ?? "none"),
        ("paid_by_payment", paidBy.Payment ?? "none"))
        {
            Alone = "",
        };

    private static (string Column, string Value)[] Paid(
        InvoiceState state, string amount, string fee, bool isInternal) =>
    [
        ("state", state.ToString()),
        ("amount_paid_msat", amount),
        ("fee_paid_msat", fee),
        ("paid_by_payment", isInternal ? "one of ours" : "none of ours"),
    ];

    private static IEnumerable<Claim> Wrong(
        Row row, string column, string? says, string? should, Condemned condemned)
    {
        condemned.Add(new Finding("wallets", row.Key, column, says, should, "its id is of another kind of event"));
        return [];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
