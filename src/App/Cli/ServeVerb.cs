using System.CommandLine;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Callbacks;
using Fulgurite.App.Checkout;
using Fulgurite.App.Host;
using Fulgurite.Lightning;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite serve</c>: what <c>host.json</c> starts in Azure.</summary>
internal static class ServeVerb
{
    /// <summary>The verb.</summary>
    public static Command Build()
    {
        var verb = new Command(
            "serve", "Serve all functions under the Azure Functions host. Settings come from the environment.");
        verb.SetAction((_, stop) => OneLine.Run(() => Run(stop)));
        return verb;
    }

    private static async Task<int> Run(CancellationToken stop)
    {
        var settings = Settings.FromEnvironment();
        var clock = TimeProvider.System;
        var terms = new AlphaPoTerms(settings.DepositMin, AlphaPoTerms.LargestDeposit, settings.DepositFee);
        var plan = new ServerPlan
        {
            Engine = new EngineSource(cancel => Composition.InAzure(settings, clock, cancel)),
            Clock = clock,
            TriggerDoor = TriggerDoor.OnLoopbackPort(settings.Port),
            AlphaPo = terms,
            Checkout = new CheckoutTerms(
                settings.Payee,
                terms.MinimumDeposit,
                terms.MaximumDeposit,
                settings.HasDepositForm,
                IsMainnet: settings.Network == BitcoinNetwork.Mainnet,
                AsksNode: false),
            Targets = new TargetPolicy(AllowsLocal: false),
            Limits = settings.Limits,
        };
        await using var server = Server.Build(plan, settings.Port);
        var log = server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Fulgurite");
        return await ExitCode.Of(() => server.RunAsync(stop), log);
    }
}
