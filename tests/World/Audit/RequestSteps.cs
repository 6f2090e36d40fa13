using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// A payment's account of its requests: one more with each request, one less with a definite no or a try that was seen,
/// and a minute at least from one request to the next.
/// </summary>
internal static class RequestSteps
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClocksDifferBy = TimeSpan.FromMinutes(10);

    // Reasons of a node that makes no try, and those for which it is not even asked.
    private static readonly string[] Refusals = ["InsufficientBalance", "InvoiceExpired", "KeysendExpired"];
    private static readonly string[] OwnReasons = [.. Refusals, "AlreadyPaid", "AlreadyAttempted"];

    /// <summary>What is wrong with a change of a payment's row.</summary>
    public static IEnumerable<string> Problems(Moment moment, StoredRow before, StoredRow after)
    {
        var (id, was, token) = (after.Part(1), before.Text("request_token"), after.Text("request_token"));
        var opened = after.Integer("requests_open") - before.Integer("requests_open");
        var isSeen = Index(after) > Index(before);
        var isMade = token.Length > 0 && token != was;
        var isAnswered = token.Length == 0 && was.Length > 0;
        if (!(isMade ? opened == 1 : isAnswered ? opened == -1 : opened == 0 || (opened == -1 && isSeen)))
        {
            yield return $"payment {id}: its open requests go from {before.Integer("requests_open")} to "
                + $"{after.Integer("requests_open")}, and nothing explains it";
        }

        if (isMade)
        {
            var (hash, entered) = (after.Text("payment_hash"), moment.World.Payments.Entered);
            entered[hash] = entered.GetValueOrDefault(hash) + 1;
        }

        if (isMade && after.Instant("requested_at") >= after.Instant("expires_at"))
        {
            yield return $"payment {id} is asked of the node when its invoice is over";
        }

        if (!isMade || !before.Columns.ContainsKey("requested_at"))
        {
            yield break;
        }

        moment.World.Tally.Count("payments: asked again");
        var waited = after.Instant("requested_at") - before.Instant("requested_at");
        if (waited < AskAgainAfter)
        {
            yield return $"payment {id} is asked of the node again after {waited}";
        }
    }

    /// <summary>
    /// What is wrong with a release: a request that was neither refused nor became a try may still become one, until
    /// the invoice is over by every clock; and what is told as the reason is the reason.
    /// </summary>
    public static IEnumerable<string> Release(Moment moment, StoredRow before, StoredRow after)
    {
        var (id, failure, hash) = (after.Part(1), after.Text("failure"), after.Text("payment_hash"));
        var tries = moment.World.Payments.TriesOfOurs.Where(made => made.Hash.ToString() == hash).ToList();
        var isRefused = before.Text("request_token").Length > 0 && Refusals.Contains(failure);
        var open = before.Integer("requests_open")
            - tries.Count(made => made.Index > Index(before)) - (isRefused ? 1 : 0);
        if (open > 0 && moment.Now <= after.Instant("expires_at") + ClocksDifferBy)
        {
            yield return $"the hold of payment {id} is released, and {open} requests of it are unanswered";
        }

        if (!OwnReasons.Contains(failure) && failure != tries.LastOrDefault()?.Failure?.ToString())
        {
            yield return $"payment {id} is said to have failed for {failure}, "
                + $"and the node says {tries.LastOrDefault()?.Failure}";
        }
    }

    private static ulong Index(StoredRow payment) =>
        ulong.Parse(payment.Text("node_index"), CultureInfo.InvariantCulture);
}
