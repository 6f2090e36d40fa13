using System.Net;
using System.Net.Sockets;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Callbacks;
using Fulgurite.App.Checkout;
using Fulgurite.App.Host;
using Fulgurite.App.LocalHost;
using Fulgurite.App.Relay;
using Fulgurite.App.SandboxPages;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Sandbox.Azurite;
using Fulgurite.Sandbox.Chain;
using Fulgurite.Sandbox.Clock;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.Network;
using Fulgurite.Secrets;

namespace Fulgurite.App.Local;

/// <summary>
/// Everything on one machine: storage, queues, timers, the sandbox network or a real node, and the product itself,
/// started in order and stopped in reverse.
/// </summary>
internal sealed class LocalRun(LocalOptions options, TextWriter output, TimeProvider machine)
{
    /// <summary>What the sandbox's operator keeps of each deposit: 0.8 %, so that fees are seen.</summary>
    private static readonly BasisPoints DepositFee = new(80);

    private static readonly TargetPolicy SandboxTargets = new(AllowsLocal: true);

    /// <summary>The sandbox's node answers from this process's memory.</summary>
    private static readonly TimeSpan SandboxPatience = TimeSpan.FromMilliseconds(10);

    private readonly SandboxClock moved = Composition.LocalClock(options, machine);

    // A real node's clock cannot be moved, and so ours is not.
    private TimeProvider Clock => options.LndAddress is null ? moved : machine;

    /// <summary>Runs until the token is cancelled.</summary>
    /// <exception cref="SettingsException">Something is missing or in use; one line says what.</exception>
    /// <exception cref="LocalToolException">Azurite cannot be installed or started; one line says why.</exception>
    public async Task Run(CancellationToken stop)
    {
        MustBeFree(options.Port);
        MustBeWritable(options.Data);
        using var bus = OpenBus();
        MustBeInTime();
        var azurite = options.IsEphemeral ? null : await StartAzurite(stop);
        try
        {
            await RunOver(azurite, bus, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while starting: what was started is stopped below.
        }
        finally
        {
            if (azurite is not null)
            {
                await azurite.Stop();
            }
        }
    }

    private async Task RunOver(AzuriteProcess? azurite, LocalMessageBus bus, CancellationToken stop)
    {
        var secrets = Composition.LocalSecrets(options);
        var sandbox = options.LndAddress is null
            ? await Composition.Sandbox(options, secrets, moved, stop)
            : null;
        (ILightningNode node, IPayingNode paying) = sandbox is null
            ? Composition.RealNode(options, machine)
            : (sandbox.Node, sandbox.Paying);
        var info = await MustAnswer(node, stop);
        var isMainnet = info.Network == BitcoinNetwork.Mainnet;
        var targets = isMainnet ? new TargetPolicy(AllowsLocal: false) : SandboxTargets;
        var tables = new DueInstants(Composition.LocalTables(azurite, machine), Clock);
        var engine = await Composition.OnThisMachine(
            tables, bus, node, paying, SettingOf(secrets, targets, info.Network, sandbox), stop);
        var facts = await new LocalMerchant(engine, secrets, options.BaseUrl).Ready(DepositFee, stop);
        await SetCallbackUrl(engine, facts, targets, stop);

        var source = new EngineSource(_ => Task.FromResult(engine));
        var triggerPort = FreePort();
        var host = HostOf(bus, triggerPort);
        var time = new SandboxClockApi(moved, host, tables);
        var terms = new AlphaPoTerms(Msat.FromSats(1_000), AlphaPoTerms.LargestDeposit, DepositFee);
        await using var server = Server.Build(
            new ServerPlan
            {
                Engine = source,
                Clock = Clock,
                Waits = machine,
                TriggerDoor = TriggerDoor.OnLoopbackPort(triggerPort),
                AlphaPo = terms,
                Checkout = new CheckoutTerms(
                    "Sandbox",
                    terms.MinimumDeposit,
                    terms.MaximumDeposit,
                    HasForm: true,
                    isMainnet,
                    AsksNode: sandbox is not null),
                Targets = targets,
                Limits = options.Limits,
                HostNames = ["localhost", "127.0.0.1", "[::1]"],
                MapLocal = endpoints => MapLocal(endpoints, source, sandbox, facts, isMainnet, time),
            },
            options.Port,
            triggerPort);
        await Start(server, stop);
        await LocalMerchant.Write(facts, options.Data, stop);
        Banner.Write(output, facts, info, options);
        await Task.WhenAll(
            RunBackground(server, source, host, stop),
            sandbox is null ? Task.CompletedTask : new SandboxMiner(sandbox.Chain, moved).Run(stop),
            azurite is null ? Task.CompletedTask : Watch(azurite, server).Run(stop));
        await server.StopAsync(CancellationToken.None);
        if (options.IsEphemeral)
        {
            LocalMerchant.Forget(options.Data);
        }
    }

    private LocalFunctionsHost HostOf(LocalMessageBus bus, int triggerPort) => new(
        FunctionFiles.Read(AppContext.BaseDirectory),
        bus,
        new LocalHostOptions(new Uri($"http://127.0.0.1:{triggerPort}")),
        Clock);

    private LocalSetting SettingOf(
        ISecretStore secrets, TargetPolicy targets, BitcoinNetwork network, SandboxNetwork? sandbox)
    {
        var setting = new LocalSetting(secrets, targets, network, Clock) { Waits = machine };
        return sandbox is null
            ? setting with { Chain = Composition.RealChain(options, network, machine) }
            : setting with
            {
                Chain = sandbox.ChainWallet,
                Confirmations = ConfirmationPolicy.Sandbox,
                NodePatience = SandboxPatience,
            };
    }

    private async Task RunBackground(
        WebApplication server, EngineSource source, LocalFunctionsHost host, CancellationToken stop)
    {
        var loggers = server.Services.GetRequiredService<ILoggerFactory>();
        var relay = new RelayLoop(source, machine, loggers.CreateLogger<RelayLoop>());
        await Task.WhenAll(host.Run(loggers, stop), relay.Run(stop));
    }

    private AzuriteWatch Watch(AzuriteProcess azurite, WebApplication server) =>
        new(azurite, machine, server.Services.GetRequiredService<ILoggerFactory>().CreateLogger<AzuriteWatch>());

    private void MapLocal(
        IEndpointRouteBuilder endpoints,
        EngineSource source,
        SandboxNetwork? sandbox,
        SandboxFacts facts,
        bool isMainnet,
        SandboxClockApi time)
    {
        var inbox = new SandboxInbox(source, Clock);
        inbox.Map(endpoints);
        SandboxPagesEndpoints.Map(endpoints, new SandboxPagesPorts
        {
            IsMainnet = isMainnet,
            ReadHome = _ => Task.FromResult(Banner.Home(facts, sandbox is not null)),
            ReadInbox = _ => Task.FromResult(inbox.Newest()),
        });
        if (sandbox is not null)
        {
            SandboxApi.Map(endpoints, sandbox);
            SandboxNodeApi.Map(endpoints, sandbox);
            SandboxChainApi.Map(endpoints, sandbox.Chain);
            new SandboxSendApi(source, facts, new SystemRandomness()).Map(endpoints);
            time.Map(endpoints);
        }
    }

    // The inbox's address changes with the port; an address that somebody set is left alone.
    private async Task SetCallbackUrl(
        Engine engine, SandboxFacts facts, TargetPolicy targets, CancellationToken cancel)
    {
        var isId = EnvironmentId.TryParse(facts.EnvironmentId, out var environment);
        Invariant.Holds(isId, "the kept merchant has its ids");
        var endpoints = await engine.Registry.FindEndpoints(environment, cancel);
        var current = endpoints.FirstOrDefault(e => e.Scheme == AlphaPoWiring.Scheme.Name);
        var isInbox = current is { Url: { IsLoopback: true, AbsolutePath: SandboxInbox.Path } };
        var usesInbox = targets.AllowsLocal && (current is null || isInbox);
        var url = options.CallbackUrl ?? (usesInbox ? new Uri(options.BaseUrl + SandboxInbox.Path) : null);
        if (url is not null && targets.ProblemWith(url) is { } problem)
        {
            throw new SettingsException($"--callback-url: {problem}.");
        }

        if (url is not null)
        {
            await engine.SetCallbackUrl.Execute(
                environment, AlphaPoWiring.Scheme.Name, facts.ProcessingKey, url, cancel);
        }
    }

    private LocalMessageBus OpenBus()
    {
        try
        {
            return Composition.LocalBus(options, Clock);
        }
        catch (IOException)
        {
            throw new SettingsException(
                $"The data directory {options.Data.FullName} is in use by another run.");
        }
    }

    private async Task<AzuriteProcess> StartAzurite(CancellationToken cancel)
    {
        var tools = Path.Combine(options.Data.FullName, "tools");
        if (AzuriteInstall.IsNeeded(tools))
        {
            await output.WriteLineAsync("Installing Azurite, Microsoft's storage emulator: once, half a minute ...");
        }

        var azurite = new AzuriteOptions(tools, Path.Combine(options.Data.FullName, "azurite"), FreePort(), machine);
        return await AzuriteProcess.Start(azurite, cancel);
    }

    private async Task<NodeInfo> MustAnswer(ILightningNode node, CancellationToken cancel)
    {
        try
        {
            return await node.GetInfo(cancel);
        }
        catch (NodeUnavailableException failure)
        {
            throw new SettingsException(
                $"The Lightning node at {options.LndAddress} does not answer: {failure.Message}");
        }
        catch (NodeRefusedException failure)
        {
            throw new SettingsException(
                $"The Lightning node at {options.LndAddress} refuses us: {failure.Message} "
                + "The macaroon needs info:read, invoices:read and invoices:write.");
        }
    }

    private async Task Start(WebApplication server, CancellationToken cancel)
    {
        try
        {
            await server.StartAsync(cancel);
        }
        catch (IOException)
        {
            throw PortInUse(options.Port);
        }
    }

    // Whoever had the directory until now may have moved the clock after it was read here.
    private void MustBeInTime()
    {
        moved.ReadAgain();
        if (options.LndAddress is not null && moved.Ahead > TimeSpan.Zero)
        {
            throw new SettingsException(
                $"What is in {options.Data.FullName} is of a sandbox whose clock was moved ahead by "
                + $"{moved.Ahead.TotalDays:F1} days, and a real node's clock is not: give another --data.");
        }
    }

    private static void MustBeFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException)
        {
            throw PortInUse(port);
        }
    }

    // Told apart from a directory that another run holds, which is found when the bus is opened.
    private static void MustBeWritable(DirectoryInfo data)
    {
        var probe = Path.Combine(data.FullName, $".probe-{Environment.ProcessId}");
        try
        {
            data.Create();
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The data directory {data.FullName} cannot be written.");
        }
    }

    private static SettingsException PortInUse(int port) =>
        new($"Port {port} is in use. Choose another with --port.");

    /// <summary>A port of this machine on which nothing listens.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
