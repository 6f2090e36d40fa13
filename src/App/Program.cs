using System.CommandLine;
using Fulgurite.App.Cli;

var parsed = Verbs.Build().Parse(args);
if (args.Length > 0 && parsed.Errors.Count > 0)
{
    var failed = OneLine.Tell(WrongLine.Explain(parsed));
    return args[0] == "verify" ? VerifyVerb.Unchecked : failed;
}

// Ctrl-C cancels the verb, which stops what it started in its own time; the limit is for one that hangs.
return await parsed.InvokeAsync(new InvocationConfiguration
{
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
});
