using System.Globalization;
using System.Text.Json.Nodes;
using Fulgurite.App;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.App.Callbacks;
using Fulgurite.App.Checkout;
using Fulgurite.App.Host;
using Fulgurite.App.Local;
using Fulgurite.App.LocalHost;
using Fulgurite.App.Relay;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Money;
using Fulgurite.Sandbox;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.MemorySecrets;
using Fulgurite.Sandbox.Chain;
using Fulgurite.Sandbox.Network;
using Fulgurite.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Bench.Subjects;

/// <summary>
/// The product's server, local host and relay in one process, over tables that forget: what is left in its memory is
/// what the product itself keeps. A child: a line asks how it is.
/// </summary>
internal sealed class LongRunSubject
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly int port = Product.FreePort();
    private readonly LocalMessageBus bus = LocalMessageBus.InMemory(Clock);
    private readonly MemorySecretStore secrets = new();
    private readonly TargetPolicy targets = new(AllowsLocal: true);
    private Engine engine = null!;
    private SandboxFacts facts = null!;

    /// <summary>A child that serves until its standard input ends.</summary>
    /// <param name="args">
    /// The folder for its keys; then, for a node outside of the process, its address and its certificate's file.
    /// </param>
    public static Task Serve(string[] args) => new LongRunSubject().Run(args);

    private async Task Run(string[] args)
    {
        var sandbox = args.Length == 1
            ? new SandboxNode(
                new NodePrivateKey(RandomKey()),
                AppendOnlyLog.Open(Path.Combine(args[0], "sandbox-node.log")),
                new SystemRandomness(),
                Clock)
            : null;
        ILightningNode node = sandbox is null
            ? new LndNode(new LndNodeSettings(args[1], File.ReadAllText(args[2]), new SecretValue("00")), Clock)
            : sandbox;
        await Prepare(node, new DirectoryInfo(args[0]));
        var triggerPort = Product.FreePort();
        await using var server = Server.Build(Plan(sandbox, triggerPort), port, triggerPort);
        await server.StartAsync();
        using var stop = new CancellationTokenSource();
        var background = Background(server, triggerPort, stop.Token);
        await Report();
        while (await Console.In.ReadLineAsync() is not null)
        {
            await Report();
        }

        await stop.CancelAsync();
        await background;
    }

    private static SandboxNetwork NetworkOf(SandboxNode node)
    {
        var payee = new SandboxPayee(new NodePrivateKey(RandomKey()), null, new SystemRandomness(), Clock);
        var chain = new SandboxChain(null, new SystemRandomness(), Clock);
        return new SandboxNetwork(
            node,
            new SandboxPayingNode(node.Id, payee, null, Clock),
            new SandboxPayer(node, Clock),
            payee,
            chain,
            new SandboxChainWallet(chain, new SystemRandomness()));
    }

    private static byte[] RandomKey()
    {
        var key = new byte[32];
        new SystemRandomness().Fill(key);
        return key;
    }

    private async Task Prepare(ILightningNode node, DirectoryInfo folder)
    {
        engine = await Composition.OnThisMachine(
            new ForgetfulTables(),
            bus,
            node,
            new PayingNodeOff(),
            new LocalSetting(secrets, targets, BitcoinNetwork.Regtest, Clock),
            CancellationToken.None);
        var baseUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        facts = await new LocalMerchant(engine, secrets, baseUrl).Ready(new BasisPoints(80), CancellationToken.None);
        _ = EnvironmentId.TryParse(facts.EnvironmentId, out var environment);
        await engine.SetCallbackUrl.Execute(
            environment,
            AlphaPoWiring.Scheme.Name,
            facts.ProcessingKey,
            new Uri(baseUrl + SandboxInbox.Path),
            CancellationToken.None);
        await LocalMerchant.Write(facts, folder, CancellationToken.None);
    }

    private ServerPlan Plan(SandboxNode? sandbox, int triggerPort)
    {
        var source = new EngineSource(_ => Task.FromResult(engine));
        var terms = new AlphaPoTerms(Msat.FromSats(1_000), AlphaPoTerms.LargestDeposit, new BasisPoints(80));
        return new ServerPlan
        {
            Engine = source,
            Clock = Clock,
            TriggerDoor = TriggerDoor.OnLoopbackPort(triggerPort),
            AlphaPo = terms,
            Checkout = new CheckoutTerms(
                "Bench", terms.MinimumDeposit, terms.MaximumDeposit, HasForm: false, IsMainnet: false, AsksNode: false),
            Targets = targets,
            Limits = RequestLimits.Local,
            MapLocal = endpoints =>
            {
                new SandboxInbox(source, Clock).Map(endpoints);
                if (sandbox is not null)
                {
                    SandboxApi.Map(endpoints, NetworkOf(sandbox));
                }
            },
        };
    }

    private Task Background(WebApplication server, int triggerPort, CancellationToken stop)
    {
        var loggers = server.Services.GetRequiredService<ILoggerFactory>();
        var host = new LocalFunctionsHost(
            FunctionFiles.Read(AppContext.BaseDirectory),
            bus,
            new LocalHostOptions(new Uri($"http://127.0.0.1:{triggerPort}")),
            Clock);
        var source = new EngineSource(_ => Task.FromResult(engine));
        var relay = new RelayLoop(source, Clock, loggers.CreateLogger<RelayLoop>());
        return Task.WhenAll(host.Run(loggers, stop), relay.Run(stop));
    }

    private async Task Report()
    {
        _ = WalletId.TryParse(facts.WalletId, out var wallet);
        var head = await engine.Wallets.Head(wallet, CancellationToken.None);
        Console.WriteLine(new JsonObject
        {
            ["settled"] = head!.Sequence,
            ["residentMb"] = Environment.WorkingSet / 1e6,
            ["liveMb"] = GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes / 1e6,
        }.ToJsonString());
    }
}
