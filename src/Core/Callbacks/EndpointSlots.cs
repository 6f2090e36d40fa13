using Fulgurite.Identity;

namespace Fulgurite.Callbacks;

/// <summary>
/// Keeps one endpoint from taking up a process: how many attempts each may have under way here. One that answers may
/// have many; one whose last attempt got no answer, or a slow one, may have two, and all such together eight, so that
/// of the 32 orders that a process carries out at once most are left to those that answer, however many do not.
/// </summary>
public sealed class EndpointSlots
{
    /// <summary>Attempts at once to an endpoint that answers.</summary>
    public const int PerEndpointMax = 16;

    /// <summary>Attempts at once to an endpoint that does not.</summary>
    public const int PerSuspectMax = 2;

    /// <summary>Attempts at once to all that do not.</summary>
    public const int SuspectsMax = 8;

    /// <summary>Endpoints remembered: beyond it all are trusted again.</summary>
    private const int RememberedMax = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(EnvironmentId, EndpointId), Tally> tallies = [];
    private int suspectsRunning;

    /// <summary>
    /// Takes a slot for a delivery's attempt; null when its endpoint has as many as it may. Give it back with
    /// <see cref="Slot.Leave"/>.
    /// </summary>
    public Slot? Enter(Delivery delivery)
    {
        lock (gate)
        {
            var key = (delivery.Environment, delivery.Endpoint);
            if (!tallies.TryGetValue(key, out var tally))
            {
                tallies[key] = tally = new Tally();
            }

            var isFull = tally.IsSuspect
                ? tally.Running >= PerSuspectMax || suspectsRunning >= SuspectsMax
                : tally.Running >= PerEndpointMax;
            if (isFull)
            {
                return null;
            }

            tally.Running++;
            suspectsRunning += tally.IsSuspect ? 1 : 0;
            return new Slot(this, tally);
        }
    }

    private void Leave(Tally tally, bool isPrompt)
    {
        lock (gate)
        {
            suspectsRunning -= tally.IsSuspect ? tally.Running : 0;
            tally.Running--;
            tally.IsSuspect = !isPrompt;
            suspectsRunning += tally.IsSuspect ? tally.Running : 0;
            if (tallies.Count > RememberedMax)
            {
                foreach (var (key, _) in tallies.Where(each => each.Value.Running == 0).ToList())
                {
                    tallies.Remove(key);
                }
            }
        }
    }

    /// <summary>The right to one attempt.</summary>
    public sealed class Slot
    {
        private readonly EndpointSlots slots;
        private readonly Tally tally;

        internal Slot(EndpointSlots slots, Tally tally) => (this.slots, this.tally) = (slots, tally);

        /// <summary>Gives it back, once.</summary>
        /// <param name="isPrompt">Whether the receiver answered soon, whatever it said.</param>
        public void Leave(bool isPrompt) => slots.Leave(tally, isPrompt);
    }

    internal sealed class Tally
    {
        public int Running { get; set; }

        public bool IsSuspect { get; set; }
    }
}
