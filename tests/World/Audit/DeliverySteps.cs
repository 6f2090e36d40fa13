namespace Fulgurite.Worlds.Audit;

/// <summary>A delivery counts its attempts one by one, keeps to its schedule, and ends for a reason.</summary>
internal static class DeliverySteps
{
    private static readonly string[] MayChange = ["state", "due_at", "attempts", "attempts_of_round", "is_paused"];
    private static readonly TimeSpan AttemptMax = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan AttemptLateMax = TimeSpan.FromSeconds(25);

    // Of webhooks: three and a half days in all.
    private static readonly TimeSpan[] Webhooks =
        [.. new[] { 5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400, 86_400 }
            .Select(seconds => TimeSpan.FromSeconds(seconds))];

    // The contract's schedule, and the short one of the world's second scheme.
    private static readonly Dictionary<string, TimeSpan[]> Schedules = new()
    {
        ["alphapo"] =
            [.. new[] { 1, 5, 15, 30, 60, 90, 120, 180, 240, 240, 240, 240 }.Select(m => TimeSpan.FromMinutes(m))],
        ["voltage"] = Webhooks,
        ["standard"] = Webhooks,
        ["second"] = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2)],
    };

    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Problems(Moment moment) => moment.Of("delivery")
        .Where(change => change.After is not null)
        .SelectMany(change => change.IsNew ? New(change.After!) : Change(moment, change))
        .Concat(moment.New("attempt").Where(attempt => !IsCounted(moment, attempt))
            .Select(attempt => $"callback {attempt.Part(1)}: {attempt.Key} is not counted"));

    // Orders are sent with what makes them due: the credit, the resend, or the record of the attempt before. Only where
    // they are lost does Reconcile make up for it.
    private static IEnumerable<string> Timing(Moment moment, StoredRow delivery, StoredRow attempt)
    {
        var before = moment.Witness.Row(
            "wallets", moment.Partition, $"attempt|{attempt.Part(1)}|{attempt.Number(2) - 1:D6}");
        var late = attempt.Instant("at") - delivery.Instant("due_at");
        var isFirst = before is null || delivery.Integer("attempts_of_round") == 0;
        // To a webhook that is stopped it is put off, by an order of which no row tells the time.
        var first = WebhookAudit.IsOfWebhook(delivery) ? "created_at" : "due_at";
        var orderedAt = (isFirst ? delivery : before!).Instant(isFirst ? first : "at");
        if (late > AttemptLateMax && moment.World.CalmSince + AttemptMax < orderedAt)
        {
            yield return $"callback {attempt.Part(1)}: attempt {attempt.Number(2)} comes {late} late, in calm weather";
        }

        if (late < TimeSpan.Zero)
        {
            yield return $"callback {attempt.Part(1)}: attempt {attempt.Number(2)} comes {-late} before its time";
        }
    }

    private static IEnumerable<string> New(StoredRow delivery)
    {
        if (delivery.Text("state") != "Pending" || delivery.Integer("attempts") != 0)
        {
            yield return $"callback {delivery.Part(1)} begins as {delivery.Text("state")}";
        }
    }

    private static IEnumerable<string> Change(Moment moment, RowChange change)
    {
        var (before, after, id) = (change.Before!, change.After!, change.Either.Part(1));
        foreach (var name in change.Changed.Except(MayChange))
        {
            yield return $"callback {id}: its {name} changed after it was planned";
        }

        var made = after.Integer("attempts") - before.Integer("attempts");
        var attempt = moment.New("attempt").FirstOrDefault(attempt => attempt.Part(1) == id);
        if (made is < 0 or > 1 || (made == 1) != (attempt is not null))
        {
            yield return $"callback {id}: {made} attempts were counted, {(attempt is null ? "none" : "one")} recorded";
        }

        foreach (var problem in attempt is null ? [] : Timing(moment, before, attempt))
        {
            yield return problem;
        }

        var step = (before.Text("state"), after.Text("state")) switch
        {
            ("Pending", "Delivered") when WasAcknowledged(moment, after, attempt) => "",
            ("Pending", "Delivered") => "is marked as delivered, and no server acknowledged it",
            ("Pending", "Exhausted") when IsAtItsEnd(moment, after) => "",
            ("Pending", "Exhausted") => "was given up before the end of its schedule",
            _ when StandingAudit.IsGone(moment, after, attempt) => StandingAudit.Leaving(moment, after, attempt!),
            ("Pending", "Pending") when made == 0 => "",
            ("Pending", "Pending") => LeavesSchedule(moment, after, attempt),
            ("Pending", "Abandoned") when IsDeleted(moment, after) => "",
            (_, "Pending") when made == 0 && after.Integer("attempts_of_round") == 0 => "",
            _ => $"was {before.Text("state")} and became {after.Text("state")}",
        };
        if (step.Length > 0)
        {
            yield return $"callback {id} {step}";
        }
    }

    private static string LeavesSchedule(Moment moment, StoredRow delivery, StoredRow? attempt)
    {
        var schedule = Schedule(moment, delivery);
        var round = (int)delivery.Integer("attempts_of_round");
        if (attempt is null || round < 1 || round > schedule.Length)
        {
            return "is retried without a place in its schedule";
        }

        // Where the receiver asked for a longer wait, that one counts.
        var waits = delivery.Instant("due_at") - attempt.Instant("at");
        var least = StandingAudit.AskedWaits(moment, delivery, attempt)
            .Select(asked => asked > schedule[round - 1] ? asked : schedule[round - 1]).ToList();
        return least.TrueForAll(wait => waits < wait || waits > wait + AttemptMax)
            ? $"waits {waits} after attempt {round}, schedule and receiver say {string.Join(" or ", least)}"
            : "";
    }

    private static TimeSpan[] Schedule(Moment moment, StoredRow delivery)
    {
        var row = $"endpoint|{delivery.Text("endpoint")}";
        var endpoint = moment.Witness.Row("registry", delivery.Text("environment"), row);
        return Schedules.GetValueOrDefault(endpoint?.Text("scheme") ?? "") ?? [];
    }

    private static bool IsDeleted(Moment moment, StoredRow delivery) =>
        moment.Witness.Row("registry", delivery.Text("environment"), $"endpoint|{delivery.Text("endpoint")}")
            ?.Text("status") == "Deleted";

    private static bool IsAtItsEnd(Moment moment, StoredRow delivery) =>
        delivery.Integer("attempts_of_round") == Schedule(moment, delivery).Length + 1;

    private static bool WasAcknowledged(Moment moment, StoredRow delivery, StoredRow? attempt)
    {
        var body = Convert.ToHexStringLower((byte[])delivery.Columns["body"]);
        return attempt?.Integer("http_status") == 200 && moment.World.Merchants.Values.Any(
            server => server.Received.Exists(received => received.BodyHex == body && received.IsAcknowledged));
    }

    private static bool IsCounted(Moment moment, StoredRow attempt) => moment.Of("delivery").Any(change =>
        change.Either.Part(1) == attempt.Part(1) && change.After?.Integer("attempts") == attempt.Number(2));
}
