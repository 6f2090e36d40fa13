using System.CommandLine;
using Fulgurite.App.Relay;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite relay</c>: the small always-on process between a node and the queues.</summary>
internal static class RelayVerb
{
    /// <summary>The verb.</summary>
    public static Command Build()
    {
        var verb = new Command(
            "relay", "Carry the node's settlements to Service Bus, for ever. Settings come from the environment.");
        verb.SetAction((_, stop) => OneLine.Run(() => Run(stop)));
        return verb;
    }

    private static async Task<int> Run(CancellationToken stop)
    {
        var settings = Settings.FromEnvironment();
        using var loggers = LoggerFactory.Create(
            logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        var source = new EngineSource(cancel => Composition.InAzure(settings, TimeProvider.System, cancel));
        await new RelayLoop(source, TimeProvider.System, loggers.CreateLogger<RelayLoop>()).Run(stop);
        return 0;
    }
}
