using Fulgurite.Bench.Load;
using Fulgurite.Bench.Node;
using Fulgurite.Bench.Subjects;

namespace Fulgurite.Bench;

/// <summary>
/// The processes that a measurement needs beside its own, so that each has its own runtime, heap and CPU time. They are
/// this program again; each says one line of JSON when it is ready or done, and ends with its standard input.
/// </summary>
internal static class Children
{
    public static Task Run(string role, string[] args) => role switch
    {
        "load" => LoadGenerator.Run(args),
        "node" => NodeStandIn.Serve(args),
        "subject" => LongRunSubject.Serve(args),
        _ => throw new ArgumentException($"there is no child {role}", nameof(role)),
    };
}
