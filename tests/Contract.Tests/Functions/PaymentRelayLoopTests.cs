using Fulgurite.App;
using Fulgurite.App.Relay;
using Fulgurite.Callbacks;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Sandbox.Network;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Contracts.Functions;

public sealed class PaymentRelayLoopTests
{
    private readonly ManualClock clock = new();
    private readonly List<string> told = [];

    [Fact]
    public async Task A_node_that_does_not_know_the_call_is_told_of_once_and_asked_again_in_an_hour()
    {
        var node = new Refusing();
        using var stop = new CancellationTokenSource();
        var loop = new PaymentRelayLoop(clock, new ToldLog(told)).Run(Listening(node), stop.Token);
        Assert.Equal((1, 1), (node.Asked, told.Count));

        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, node.Asked);
        clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.Holds(() => node.Asked == 2);

        Assert.Contains("does not know", Assert.Single(told), StringComparison.Ordinal);
        await stop.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task Is_silent_where_nothing_can_be_paid()
    {
        using var stop = new CancellationTokenSource();
        var loop = new PaymentRelayLoop(clock, new ToldLog(told)).Run(Listening(new PayingNodeOff()), stop.Token);
        clock.Advance(TimeSpan.FromHours(2));

        await stop.CancelAsync();
        await loop;

        Assert.Empty(told);
    }

    private Func<CancellationToken, Task<NodeUseCases>> Listening(IPayingNode paying)
    {
        var engine = EngineOver(paying);
        return _ => Task.FromResult(engine.Operators);
    }

    private Engine EngineOver(IPayingNode paying)
    {
        var key = new NodePrivateKey([.. Enumerable.Repeat((byte)1, 32)]);
        var ports = new EnginePorts(
            new MemoryTableStore(),
            LocalMessageBus.InMemory(clock),
            new SandboxNode(key, null, new SystemRandomness(), clock),
            BitcoinNetwork.Regtest,
            new Fulgurite.App.Callbacks.CallbackHttp(new(AllowsLocal: false), clock),
            new SystemRandomness(),
            clock)
        {
            Paying = paying,
        };
        return new Engine(ports, new byte[32], new Dictionary<string, CallbackScheme>());
    }

    private sealed class Refusing : IPayingNode
    {
        public int Asked { get; private set; }

        public Task<NodePublicKey> GetId(CancellationToken cancel) =>
            Task.FromException<NodePublicKey>(new NodeRefusedException("no"));

        public Task<SendPaymentOutcome> SendPayment(NewNodePayment payment, CancellationToken cancel) =>
            Task.FromException<SendPaymentOutcome>(new NodeRefusedException("no"));

        public Task<EstimateRouteOutcome> EstimateRoute(
            string paymentRequest, Msat? amount, CancellationToken cancel) =>
            Task.FromException<EstimateRouteOutcome>(new NodeRefusedException("no"));

        public Task<SendPaymentOutcome> SendKeysend(NewNodeKeysend keysend, CancellationToken cancel) =>
            Task.FromException<SendPaymentOutcome>(new NodeRefusedException("no"));

        public Task<EstimateRouteOutcome> EstimateKeysend(
            NodePublicKey destination, Msat amount, CancellationToken cancel) =>
            Task.FromException<EstimateRouteOutcome>(new NodeRefusedException("no"));

        public Task<NodePayment?> TrackPayment(PaymentHash hash, CancellationToken cancel) =>
            Task.FromException<NodePayment?>(new NodeRefusedException("no"));

        public IAsyncEnumerable<PaymentHash> SubscribeFinalPayments(CancellationToken cancel)
        {
            Asked++;
            throw new NodeRefusedException("It does not know the call.");
        }
    }

    private sealed class ToldLog(List<string> told) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel level, EventId id, TState state, Exception? error, Func<TState, Exception?, string> format) =>
            told.Add(format(state, error));
    }
}
