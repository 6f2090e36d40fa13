using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// What changes is told: an invoice or payment that takes a step has its event in the same commit, with what the step
/// came to, under an id that is made from what happened and so is the same whoever tells it.
/// </summary>
internal static class EventSteps
{
    private static readonly TimeSpan CommitMax = TimeSpan.FromMinutes(2);

    /// <summary>What is wrong with the events of a commit in a wallet, and with the names of callbacks.</summary>
    public static IEnumerable<string> Problems(Moment moment) =>
        moment.New("event").SelectMany(happened => Event(moment, happened))
            .Concat(moment.Of("invoice").SelectMany(change => OfInvoice(moment, change)))
            .Concat(moment.Of("payment").SelectMany(change => OfPayment(moment, change)))
            .Concat(moment.New("delivery").SelectMany(delivery => Callback(moment, delivery)));

    private static IEnumerable<string> Event(Moment moment, StoredRow happened)
    {
        var (type, hash) = (happened.Text("type"), happened.Text("payment_hash"));
        var name = type switch
        {
            "invoice.settled" when happened.Text("paid_by_payment").Length > 0 => $"settled-internally/{hash}",
            "invoice.settled" or "settlement.suspended" => $"settled/{hash}",
            "invoice.expired" => $"expired/{hash}",
            "invoice.canceled" => $"canceled/{hash}",
            "receipt.detected" or "receipt.credited" or "receipt.suspended" => string.Create(
                CultureInfo.InvariantCulture,
                $"{type}/{moment.Partition}/{happened.Text("transaction")}:{happened.Integer("output_index")}"),
            _ when type.StartsWith("chain-request.", StringComparison.Ordinal) =>
                $"{type}/{moment.Partition}/{happened.Text("receive")}",
            _ when type.StartsWith("chain-send.", StringComparison.Ordinal) =>
                $"{type}/{moment.Partition}/{happened.Text("send")}",
            _ => $"{type}/{moment.Partition}/{happened.Text("payment")}",
        };
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16), bigEndian: true);
        if (happened.Text("id") != id.ToString())
        {
            yield return $"wallet {moment.Partition}: the id of {happened.Key}, {type}, is not made from what happened";
        }

        if (name.StartsWith("settled", StringComparison.Ordinal)
            && (happened.Instant("settled_at") != SettledAt(moment, happened)
                || happened.Integer("fee_paid_msat") != FeeOf(moment, hash)))
        {
            yield return $"wallet {moment.Partition}: {happened.Key}, {type}, does not say what the invoice says";
        }

        if (happened.Instant("at") > moment.Now || happened.Instant("at") < moment.Now - CommitMax)
        {
            yield return $"wallet {moment.Partition}: {happened.Key} is not of this time";
        }
    }

    private static DateTimeOffset? SettledAt(Moment moment, StoredRow happened)
    {
        var hash = happened.Text("payment_hash");
        return happened.Text("paid_by_payment").Length == 0
            ? moment.World.Node.Ever(hash)?.SettledAt
            : moment.Of("invoice").FirstOrDefault(change => change.Either.Text("payment_hash") == hash)?
                .Either.Instant("settled_at");
    }

    private static long FeeOf(Moment moment, string hash) => moment.Of("invoice")
        .FirstOrDefault(change => change.Either.Text("payment_hash") == hash)?.Either.Integer("fee_paid_msat") ?? 0;

    private static IEnumerable<string> OfInvoice(Moment moment, RowChange change)
    {
        var (before, after) = (change.Before?.Text("state"), change.After?.Text("state"));
        if (before == "Open" && after is "Expired" or "Canceled"
            && Told(moment, $"invoice.{after.ToLowerInvariant()}")
                .All(told => told.Text("payment_hash") != change.Either.Text("payment_hash")))
        {
            yield return $"invoice {change.Either.Part(1)} becomes {after}, and no event tells of it";
        }
    }

    private static IEnumerable<string> OfPayment(Moment moment, RowChange change)
    {
        if (change.After is not { } payment || change.Before?.Text("state") == payment.Text("state"))
        {
            yield break;
        }

        var (id, amount, fee) = (
            payment.Part(1), payment.Integer("amount_msat"), payment.Integer("fee_paid_msat"));
        var isTold = payment.Text("state") switch
        {
            "Initiated" => Of("payment.initiated", e =>
                e.Integer("amount_msat") == amount && e.Integer("fee_max_msat") == payment.Integer("fee_max_msat")),
            "Succeeded" => Of("payment.succeeded", e =>
                e.Integer("amount_paid_msat") == amount && e.Integer("fee_paid_msat") == fee),
            "Failed" => Of("payment.failed", e => e.Text("failure") == payment.Text("failure")),
            _ => true,
        };
        if (!isTold)
        {
            yield return $"payment {id} becomes {payment.Text("state")}, and no event tells of it as it is";
        }

        bool Of(string type, Func<StoredRow, bool> says) => Told(moment, type).Any(happened =>
            happened.Text("payment") == id
            && happened.Text("payment_hash") == payment.Text("payment_hash") && says(happened));
    }

    // A callback is named after the event and the endpoint, newest first: a repeat of the decision names the same.
    private static IEnumerable<string> Callback(Moment moment, StoredRow delivery)
    {
        var backwards = 0xFFFF_FFFF_FFFF - delivery.Instant("created_at").ToUnixTimeMilliseconds();
        string[] happened = WebhookAudit.IsOfWebhook(delivery)
            ? [delivery.Text("event_id")]
            : [.. moment.New("event").Select(told => told.Text("id"))];
        var isNamed = happened.Any(id =>
        {
            var text = $"{id}/{delivery.Text("endpoint")}";
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..20];
            return delivery.Part(1) == string.Create(CultureInfo.InvariantCulture, $"{backwards:x12}{digest}");
        });
        if (!isNamed)
        {
            yield return $"callback {delivery.Part(1)} is not named after the event that it tells and its endpoint";
        }
    }

    private static IEnumerable<StoredRow> Told(Moment moment, string type) =>
        moment.New("event").Where(happened => happened.Text("type") == type);
}
