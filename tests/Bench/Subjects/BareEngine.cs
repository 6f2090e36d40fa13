using Fulgurite.App;
using Fulgurite.App.Callbacks;
using Fulgurite.Lightning;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.Network;
using Fulgurite.Storage;

namespace Fulgurite.Bench.Subjects;

/// <summary>The engine over some tables and a fresh sandbox network, without surfaces and jobs.</summary>
internal sealed class BareEngine
{
    public BareEngine(ITableStore tables, TimeProvider clock)
    {
        var randomness = new SystemRandomness();
        var (key, payeeKey) = (new byte[32], new byte[32]);
        randomness.Fill(key);
        randomness.Fill(payeeKey);
        Node = new SandboxNode(new NodePrivateKey(key), null, randomness, clock);
        Payee = new SandboxPayee(new NodePrivateKey(payeeKey), null, randomness, clock);
        var ports = new EnginePorts(
            tables,
            LocalMessageBus.InMemory(clock),
            Node,
            BitcoinNetwork.Regtest,
            new CallbackHttp(new TargetPolicy(AllowsLocal: true), clock),
            randomness,
            clock)
        {
            Paying = new SandboxPayingNode(Node.Id, Payee, null, clock),
        };
        Engine = new Engine(ports, key, Composition.Schemes);
    }

    public Engine Engine { get; }

    public SandboxNode Node { get; }

    public SandboxPayee Payee { get; }
}
