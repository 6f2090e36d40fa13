using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// A payment's account of its requests: one more with each request, one less with a definite no or a try that was seen,
/// and a minute at least from one request to the next.
/// </summary>
internal static class RequestSteps
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

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

    private static ulong Index(StoredRow payment) =>
        ulong.Parse(payment.Text("node_index"), CultureInfo.InvariantCulture);
}
