using Fulgurite.Access;
using Fulgurite.Worlds.Webhooks;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// What webhooks' own answers do to them: a wait that they ask for is kept to, and one that is gone is stopped, and its
/// delivery given up. Callback addresses are told by their schedule, whatever they answer.
/// </summary>
internal static class StandingAudit
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);

    // From a server's answer to what the product makes of it: a call, and a commit that may be repeated.
    private static readonly TimeSpan Heard = TimeSpan.FromMinutes(3);

    /// <summary>What is wrong with where an endpoint stands now: its owner wants that, or its server is gone.</summary>
    public static IEnumerable<string> Problems(Moment moment, RowChange change)
    {
        var hook = moment.World.Webhooks.All.Find(hook => hook.Id.ToString() == change.Either.Part(1));
        if (hook is null || !Enum.TryParse<EndpointStatus>(change.After?.Text("status"), out var status)
            || status == hook.Status)
        {
            yield break;
        }

        var isGone = hook.Server.Received.Exists(received =>
            received.Conduct == Conduct.Leave && received.At + Heard >= hook.Wanted.At);
        if (hook.Wanted.Status != status && !(status == EndpointStatus.Stopped && isGone))
        {
            yield return $"{hook.Server.Url.Host} becomes {status}, and its owner wanted it {hook.Wanted.Status}";
        }

        if (hook.Wanted.Status != status)
        {
            moment.World.Tally.Count("webhooks: stopped, for they were gone");
        }

        hook.Statuses.Add((moment.Now, status));
    }

    /// <summary>Whether an attempt was told never to come again, by a webhook.</summary>
    public static bool IsGone(Moment moment, StoredRow delivery, StoredRow? attempt) =>
        attempt?.Integer("http_status") == 410 && HookOf(moment, delivery) is not null;

    /// <summary>What is wrong with the record of such an attempt; empty for nothing.</summary>
    public static string Leaving(Moment moment, StoredRow delivery, StoredRow attempt) =>
        delivery.Text("state") != "Abandoned" ? $"was told never to come again, and is {delivery.Text("state")}"
        : HookOf(moment, delivery)!.StatusesSince(attempt.Instant("at")).All(was => was == EndpointStatus.Active)
            ? "was told never to come again, and its webhook was not stopped"
            : "";

    /// <summary>
    /// How long the receiver of an attempt may have asked to wait, nothing included where it may not have; the longest
    /// that is kept to is a day.
    /// </summary>
    public static IEnumerable<TimeSpan> AskedWaits(Moment moment, StoredRow delivery, StoredRow attempt)
    {
        if (attempt.Integer("http_status") is not (429 or 503) || HookOf(moment, delivery) is not { } hook)
        {
            return [TimeSpan.Zero];
        }

        var body = Convert.ToHexStringLower((byte[])delivery.Columns["body"]);
        return hook.Server.Received
            .Where(received => received.AskedToWait is not null && received.BodyHex == body
                && received.At >= attempt.Instant("at"))
            .Select(received => received.AskedToWait!.Value < WaitMax ? received.AskedToWait.Value : WaitMax);
    }

    private static WorldWebhook? HookOf(Moment moment, StoredRow delivery) =>
        moment.World.Webhooks.All.Find(hook => hook.Id.ToString() == delivery.Text("endpoint"));
}
