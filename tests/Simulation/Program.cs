using Fulgurite.Simulation.Verbs;
using Xunit.Runner.InProc.SystemConsole;

// With a verb of its own it is a program; with anything else it is the test runner that ./test starts.
return args is [var first, ..] && SimulationVerbs.Are(first)
    ? await SimulationVerbs.Run(args)
    : await ConsoleRunner.Run(args);
