using System.CommandLine;
using Fulgurite.App.Cli;

// Ctrl-C cancels the verb, which stops what it started in its own time; the limit is for one that hangs.
return await Verbs.Build().Parse(args).InvokeAsync(new InvocationConfiguration
{
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
});
