using Fulgurite.Access;
using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.Worlds.Webhooks;

/// <summary>A webhook as its owner knows it: what it wants, where it stood and stands, and what signs.</summary>
/// <param name="Environment">Whose.</param>
/// <param name="Id">Its id.</param>
/// <param name="Server">Where it listens.</param>
/// <param name="Wants">What it asked for; null for everything.</param>
internal sealed record WorldWebhook(
    EnvironmentId Environment, EndpointId Id, Merchant Server, IReadOnlyList<PaymentEvent>? Wants)
{
    /// <summary>Where it stood in the store, from when on; the first from the beginning.</summary>
    public List<(DateTimeOffset From, EndpointStatus Status)> Statuses { get; } = [];

    /// <summary>What signs, from when on.</summary>
    public List<(DateTimeOffset From, string Secret)> Secrets { get; } = [];

    /// <summary>Where its owner last wanted it to stand, and since when.</summary>
    public (DateTimeOffset At, EndpointStatus Status) Wanted { get; set; } =
        (DateTimeOffset.MinValue, EndpointStatus.Active);

    /// <summary>True while its owner waits for a new secret, with which somebody may sign already.</summary>
    public bool IsRotating { get; set; }

    /// <summary>True while its owner changes it: who is alone does one thing after the other.</summary>
    public bool IsBeingChanged { get; set; }

    /// <summary>Where it stands.</summary>
    public EndpointStatus Status => Statuses[^1].Status;

    /// <summary>Every status that it had at some time since an instant.</summary>
    public IEnumerable<EndpointStatus> StatusesSince(DateTimeOffset since) =>
        Since(Statuses.ConvertAll(each => each.From), since).Select(index => Statuses[index].Status);

    /// <summary>Every secret that signed at some time since an instant.</summary>
    public IEnumerable<string> SecretsSince(DateTimeOffset since) =>
        Since(Secrets.ConvertAll(each => each.From), since).Select(index => Secrets[index].Secret);

    private static IEnumerable<int> Since(List<DateTimeOffset> starts, DateTimeOffset since)
    {
        var first = Math.Max(0, starts.FindLastIndex(from => from <= since));
        return Enumerable.Range(first, starts.Count - first);
    }
}
