using System.Text.Json.Nodes;

namespace Fulgurite.Bench.Load;

/// <summary>
/// Calls something over and over, from as many callers at once as asked, each waiting for its answer before it calls
/// again. A child: takes one run a line on its standard input.
/// </summary>
internal static class LoadGenerator
{
    /// <summary>Nothing of it counts.</summary>
    public static readonly TimeSpan Warmup = TimeSpan.FromSeconds(1);

    /// <summary>Runs until the standard input ends.</summary>
    /// <param name="args">What is called, and where: see <see cref="LoadTargets"/>.</param>
    public static async Task Run(string[] args)
    {
        var call = LoadTargets.Create(args);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var asked = JsonNode.Parse(line)!;
            var callers = asked["callers"]!.GetValue<int>();
            var duration = TimeSpan.FromSeconds(asked["seconds"]!.GetValue<double>());
            var callsMax = asked["calls"]!.GetValue<int>();
            if (!asked["warm"]!.GetValue<bool>())
            {
                await Callers.Run(callers, Warmup, callsMax, _ => call());
            }

            Console.WriteLine((await Callers.Run(callers, duration, callsMax, _ => call())).ToJson().ToJsonString());
        }
    }
}
