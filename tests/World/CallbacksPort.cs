using Fulgurite.Callbacks;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Worlds;

/// <summary>The way from one process to the merchants' servers.</summary>
internal sealed class CallbacksPort(World world, Process process) : ICallbackTransport
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // Per thousand: whoever leaves is told nothing until its owner comes back, and so must be rare.
    private const int Leaves = 30;

    private static readonly IReadOnlyList<Conduct> Troubles =
    [
        .. Enum.GetValues<Conduct>().Where(conduct => conduct is not (Conduct.Acknowledge or Conduct.Leave)),
    ];

    // Shorter and longer than the waits of a schedule.
    private static readonly IReadOnlyList<TimeSpan> Waits =
        [.. new[] { 0, 1, 20, 90, 400, 900 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <inheritdoc/>
    public async Task<CallbackAnswer> Post(
        Uri url, IReadOnlyList<CallbackHeader> headers, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        var merchant = world.Merchants[url.Host];
        var (conduct, wait) = await process.Wire.Call(
            () => $"posts a callback to {url.Host}", () => Serve(merchant, headers, body));
        switch (conduct)
        {
            case Conduct.Acknowledge:
                return new CallbackAnswer(200, null, "OK");
            case Conduct.AcknowledgeSlowly:
                await Task.Delay(Timeout / 2, world.Clock, CancellationToken.None);
                return new CallbackAnswer(200, null, "OK");
            case Conduct.Redirect:
                return new CallbackAnswer(302, null, "");
            case Conduct.Fail:
                return new CallbackAnswer(500, null, "");
            case Conduct.AskToWait:
                var isBusy = wait < TimeSpan.FromMinutes(1);
                return new CallbackAnswer(isBusy ? 429 : 503, null, "") { RetryAfter = wait };
            case Conduct.Leave:
                return new CallbackAnswer(410, null, "");
            case Conduct.ActAndBreak:
                return new CallbackAnswer(null, "the connection was closed before the answer", "");
            case Conduct.RefuseConnections:
                return new CallbackAnswer(null, "no connection could be made", "");
            case Conduct.ActTooSlowly:
                await Task.Delay(Timeout, world.Clock, CancellationToken.None);
                return new CallbackAnswer(null, "no answer within 10 seconds", "");
            default:
                throw new InvalidOperationException("A merchant's server has no other conduct.");
        }
    }

    private (Conduct Conduct, TimeSpan? Wait) Serve(
        Merchant merchant, IReadOnlyList<CallbackHeader> headers, ReadOnlyMemory<byte> body)
    {
        var isTrouble = world.Strikes(process.Weather.CallbacksFail);
        var conduct = !isTrouble ? merchant.Behaviour(++merchant.Requests)
            : world.Dice.PerMille(Leaves) ? Conduct.Leave
            : world.Dice.Pick(Troubles);
        var wait = conduct != Conduct.AskToWait ? (TimeSpan?)null
            : isTrouble ? world.Dice.Pick(Waits)
            : merchant.RetryAfter;
        if (conduct != Conduct.RefuseConnections)
        {
            var received = new ReceivedCallback(world.Scheduler.Now, body.ToArray(), headers, conduct)
            {
                AskedToWait = wait,
            };
            merchant.Received.Add(received);
            foreach (var problem in CallbackAudit.Arrived(world, merchant, received))
            {
                world.Find(problem);
            }
        }

        world.Tally.Count($"callbacks: {conduct}");

        return (conduct, wait);
    }
}
