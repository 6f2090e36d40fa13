using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fulgurite.Access;
using Fulgurite.Events;
using Fulgurite.Worlds.Webhooks;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Webhooks: each that wants to know of a change has its delivery in the same commit, in its own form, and what reaches
/// it is signed by a secret of its own.
/// </summary>
internal static class WebhookAudit
{
    // Of what webhooks are told here.
    private static readonly Dictionary<PaymentEvent, string> Names = new()
    {
        [PaymentEvent.ReceiveGenerated] = "receive.generated",
        [PaymentEvent.ReceiveDetected] = "receive.detected",
        [PaymentEvent.ReceiveSucceeded] = "receive.succeeded",
        [PaymentEvent.ReceiveCompleted] = "receive.completed",
        [PaymentEvent.ReceiveExpired] = "receive.expired",
        [PaymentEvent.SendSucceeded] = "send.succeeded",
        [PaymentEvent.SendFailed] = "send.failed",
    };

    // Processes remember the settings of an environment for a while, and a commit may take long.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(3);

    /// <summary>What is wrong with the deliveries of a commit.</summary>
    public static IEnumerable<string> Planned(Moment moment)
    {
        var news = moment.Of("invoice").Concat(moment.Of("payment")).Concat(moment.Of("chain-send"))
            .Concat(moment.Of("chain-request")).Concat(moment.Of("receipt"))
            .Where(change => change.After is not null)
            .Select(change => NewsOf(moment, change)).OfType<News>().ToList();
        var planned = moment.New("delivery").Where(IsOfWebhook).ToList();
        foreach (var (hook, told) in from told in news
                                     from hook in moment.World.Webhooks.All
                                     where hook.Environment.ToString() == told.Row.Text("environment")
                                     select (hook, told))
        {
            var deliveries = planned.Where(delivery => delivery.Text("endpoint") == hook.Id.ToString()
                && delivery.Text("event_id") == told.Id).ToList();
            planned.RemoveAll(deliveries.Contains);
            foreach (var problem in Problems(moment, hook, told, deliveries))
            {
                yield return problem;
            }
        }

        foreach (var delivery in planned)
        {
            yield return $"callback {delivery.Part(1)} tells {delivery.Text("event")}, which did not happen here";
        }
    }

    /// <summary>Whether a delivery is one to a webhook.</summary>
    public static bool IsOfWebhook(StoredRow delivery) => delivery.Text("event").Length > 0;

    /// <summary>What is wrong with a request that reaches a webhook.</summary>
    public static IEnumerable<string> Arrived(World world, WorldWebhook hook, ReceivedCallback received)
    {
        var isPlanned = world.Shops.Where(shop => shop.Environment == hook.Environment)
            .SelectMany(shop => world.Tables.Witness.Partition("wallets", $"{shop.Wallet}").Values)
            .Any(row => row.Is("delivery") && row.Text("endpoint") == hook.Id.ToString()
                && received.Body.AsSpan().SequenceEqual((byte[])row.Columns["body"]));
        if (!isPlanned)
        {
            yield return $"{hook.Server.Url.Host} is told what no book of its shops says";
        }

        var headers = received.Headers.ToDictionary(header => header.Name, header => header.Value);
        var secrets = hook.SecretsSince(received.At - Remembered);
        if (!hook.IsRotating && !secrets.Any(secret => IsSigned(hook, secret, headers, received.Body)))
        {
            yield return $"{hook.Server.Url.Host} is told something, signed by no secret of its own";
        }

        if (hook.StatusesSince(received.At - Remembered).All(status => status != EndpointStatus.Active))
        {
            yield return $"{hook.Server.Url.Host} is told something, and has been {hook.Status} for long";
        }
    }

    private static IEnumerable<string> Problems(
        Moment moment, WorldWebhook hook, News told, IReadOnlyList<StoredRow> deliveries)
    {
        var statuses = hook.StatusesSince(moment.Now - Remembered).ToList();
        var isWanted = hook.Wants?.Contains(told.Kind) != false;
        var must = isWanted && statuses.All(status => status == EndpointStatus.Active);
        var may = isWanted && statuses.Contains(EndpointStatus.Active);
        if (deliveries.Count > 1 || (must && deliveries.Count == 0) || (!may && deliveries.Count > 0))
        {
            yield return $"{told.Row.Key} becomes {told.Row.Text("state")}, and {hook.Server.Url.Host} is to be told "
                + $"{deliveries.Count} times";
        }

        foreach (var delivery in deliveries.Where(delivery => !SaysIt(hook, told, delivery)))
        {
            yield return $"callback {delivery.Part(1)} does not say what became of {told.Row.Key}";
        }
    }

    private static bool SaysIt(WorldWebhook hook, News told, StoredRow delivery)
    {
        using var document = JsonDocument.Parse((byte[])delivery.Columns["body"]);
        var (root, dotted) = (document.RootElement, Names[told.Kind]);
        var isStandard = hook.Server.Scheme == "standard";
        var name = isStandard
            ? root.GetProperty("type").GetString()
            : $"{root.GetProperty("type").GetString()}.{root.GetProperty("detail").GetProperty("event").GetString()}";
        var payment = isStandard ? root.GetProperty("data") : root.GetProperty("detail").GetProperty("data");
        return name == dotted
            && delivery.Text("event") == told.Kind.ToString()
            && payment.GetProperty("id").GetString() == told.Row.Part(1)
            && payment.GetProperty("wallet_id").GetString() == told.Row.Partition
            && payment.GetProperty("status").GetString() == StatusOf(told.Row);
    }

    private static string StatusOf(StoredRow row) => row.Text("state") switch
    {
        "Open" => "receiving",
        "Settled" or "Succeeded" or "Sent" or "Completed" => "completed",
        "Expired" or "Canceled" => "expired",
        "Failed" => "failed",
        _ => "",
    };

    // What became of a row that webhooks are told of.
    private static News? NewsOf(Moment moment, RowChange change) => change.Kind switch
    {
        "receipt" => NewsOfReceipt(moment, change),
        "invoice" when ReceiveSteps.IsPart(change.After!) => NewsOfPart(moment, change),
        _ => NewsOf(change),
    };

    // Of a receipt that its request expects the request is told, as it is then.
    private static News? NewsOfReceipt(Moment moment, RowChange change)
    {
        var (row, id) = (change.After!, change.Either.Part(1));
        var request = moment.Of("chain-request").FirstOrDefault(of => of.Either.Part(1) == id)?.After;
        if (row.Columns.GetValueOrDefault("is_expected") is not true || request is null)
        {
            return null;
        }

        var output = $"{row.Partition}/{ReceiptSteps.OutputOf(row)}";
        return (change.Before?.Text("state"), row.Text("state")) switch
        {
            (null, _) => new(PaymentEvent.ReceiveDetected, Id($"receipt.detected/{output}"), request),
            (_, "Credited") when ReceiveSteps.Completing(moment, id, isByReceipt: true) is not null =>
                new(PaymentEvent.ReceiveCompleted, Id($"chain-request.completed/{row.Partition}/{id}"), request),
            (_, "Credited") => new(PaymentEvent.ReceiveSucceeded, Id($"receipt.credited/{output}"), request),
            _ => null,
        };
    }

    private static News? NewsOfPart(Moment moment, RowChange change)
    {
        var (row, id) = (change.After!, change.Either.Part(1));
        var request = moment.Of("chain-request").FirstOrDefault(of => of.Either.Part(1) == id)?.After;
        if (row.Text("state") != "Settled" || change.Before?.Text("state") != "Open" || request is null)
        {
            return null;
        }

        var completes = ReceiveSteps.Completing(moment, id, isByReceipt: false) is not null;
        var word = InternalSteps.IsPaidInternally(row) ? "settled-internally" : "settled";
        return new(
            completes ? PaymentEvent.ReceiveCompleted : PaymentEvent.ReceiveSucceeded,
            Id($"{word}/{row.Text("payment_hash")}"),
            request);
    }

    // A payment that was not covered ends as it begins.
    private static News? NewsOf(RowChange change)
    {
        var (row, before) = (change.After!, change.Before?.Text("state"));
        var (hash, send) = (row.Text("payment_hash"), $"{row.Partition}/{row.Part(1)}");
        return (change.Kind, before, row.Text("state")) switch
        {
            ("chain-request", null, "Open") =>
                new(PaymentEvent.ReceiveGenerated, Id($"chain-request.generated/{send}"), row),
            ("chain-request", "Open", "Expired") =>
                new(PaymentEvent.ReceiveExpired, Id($"chain-request.expired/{send}"), row),
            ("chain-request", "Open", "Canceled") =>
                new(PaymentEvent.ReceiveExpired, Id($"chain-request.canceled/{send}"), row),
            ("invoice", null, "Open") => new(PaymentEvent.ReceiveGenerated, Id($"generated/{hash}"), row),
            ("invoice", "Open", "Settled") when row.Columns.ContainsKey("paid_by_payment") =>
                new(PaymentEvent.ReceiveCompleted, Id($"settled-internally/{hash}"), row),
            ("invoice", "Open", "Settled") => new(PaymentEvent.ReceiveCompleted, Id($"settled/{hash}"), row),
            ("invoice", "Open", "Expired") => new(PaymentEvent.ReceiveExpired, Id($"expired/{hash}"), row),
            ("invoice", "Open", "Canceled") => new(PaymentEvent.ReceiveExpired, Id($"canceled/{hash}"), row),
            ("payment", "InFlight", "Succeeded") =>
                new(PaymentEvent.SendSucceeded, Id($"payment.succeeded/{send}"), row),
            ("payment", null or "Initiated" or "InFlight", "Failed") =>
                new(PaymentEvent.SendFailed, Id($"payment.failed/{send}"), row),
            ("chain-send", "Signed", "Sent") => new(PaymentEvent.SendSucceeded, Id($"chain-send.sent/{send}"), row),
            ("chain-send", null or "Initiated", "Failed") =>
                new(PaymentEvent.SendFailed, Id($"chain-send.failed/{send}"), row),
            _ => null,
        };
    }

    private static string Id(string name) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16), bigEndian: true).ToString();

    private static bool IsSigned(
        WorldWebhook hook, string secret, Dictionary<string, string> headers, byte[] body)
    {
        var isStandard = hook.Server.Scheme == "standard";
        var timestamp = headers[isStandard ? "webhook-timestamp" : "x-voltage-timestamp"];
        byte[] signed = isStandard
            ? [.. Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{timestamp}."), .. body]
            : [.. body, .. Encoding.UTF8.GetBytes($".{timestamp}")];
        var key = isStandard ? Convert.FromBase64String(secret["whsec_".Length..]) : Encoding.UTF8.GetBytes(secret);
        var mac = Convert.ToBase64String(HMACSHA256.HashData(key, signed));
        var told = isStandard ? headers["webhook-signature"].Split(' ')[0] : headers["x-voltage-signature"];
        return told == (isStandard ? $"v1,{mac}" : mac)
            && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    private sealed record News(PaymentEvent Kind, string Id, StoredRow Row);
}
