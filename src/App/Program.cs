using System.CommandLine;
using Fulgurite.App.Cli;

var parsed = Verbs.Build().Parse(args);
if (args.Length > 0 && parsed.Errors is [var first, ..])
{
    return OneLine.Tell($"{first.Message} See 'fulgurite --help'.");
}

// Ctrl-C cancels the verb, which stops what it started in its own time; the limit is for one that hangs.
return await parsed.InvokeAsync(new InvocationConfiguration
{
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
});
